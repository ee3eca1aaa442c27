"""From the key to the picture: how long a slider of the tier studio takes in a real browser, at each size.

    python -m bench.slider [--folder bench/out] [--times 20]

Times are those of the page's own clock, from the key that moves the first slider: until the headline says something
else, and until the last part of the page has changed, the pictures included. Every move is to a place not seen before.
Needs Chromium and the development requirements; run `python -m bench.build` first.
"""

from __future__ import annotations

import argparse
import shutil
import urllib.parse
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

from bench.build import FOLDER
from bench.machine import describe
from crm_core import open_book
from pages.frame.visit.link import Link
from tests.browser.conftest import FLAGS, MODES, READY, serving

WAYS = {"share": "by share", "cuts": "by score"}
WATCH = """() => {
    const seen = window.seen = {};
    addEventListener('keydown', () => Object.assign(seen, {key: performance.now(), headline: 0, last: 0}), true);
    const said = () => document.querySelector('h2')?.innerText;
    let before = said();
    new MutationObserver(() => {
        seen.last = performance.now();
        if (said() && said() !== before) { before = said(); seen.headline ||= seen.last; }
    }).observe(document.querySelector('[data-testid=stMain]'), {subtree: true, childList: true, characterData: true});
}"""
STILL = "() => window.seen.headline && performance.now() - window.seen.last > 800"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--times", type=int, default=20)
    arguments = parser.parse_args()
    print(describe("streamlit", "plotly"), "\n")
    print(f"{'customers':>12} {'slider':<10} {'headline ms':>12} {'p95':>6} {'last part ms':>14} {'p95':>6}")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        _, width, height = MODES["light"]
        for folder in sorted(arguments.folder.iterdir(), key=lambda path: int(path.name)):
            with serving(folder) as url:
                for how, label in WAYS.items():
                    page = browser.new_page(viewport={"width": width, "height": height})
                    page.goto(address(url, folder, how))
                    line(int(folder.name), label, moved(page, arguments.times))
                    page.close()
        browser.close()


def address(url: str, folder: Path, how: str) -> str:
    """A link to the studio with cuts found so."""
    with open_book(folder) as book:
        link = Link(book.fingerprint, book.info["last_month"].date(), page="tiers", controls={"how": how})
    return f"{url}/tiers?{urllib.parse.urlencode({'link': link.text()})}"


def moved(page: Any, times: int) -> np.ndarray:
    """[times, 2] milliseconds from the key to the headline, and to the last part that changed."""
    page.wait_for_function(READY, timeout=120_000)
    slider = page.get_by_role("slider", name="Premium")
    slider.focus()
    page.evaluate(WATCH)
    times_seen = []
    for _ in range(times + 2):  # the first two warm up; always on, as what was seen before is held
        slider.press("ArrowRight")
        page.wait_for_function(STILL, timeout=60_000)
        times_seen.append(page.evaluate("[window.seen.headline - window.seen.key, window.seen.last - window.seen.key]"))
    return np.array(times_seen[2:])


def line(size: int, label: str, milliseconds: np.ndarray) -> None:
    headline, last = milliseconds.T
    print(f"{size:>12,} {label:<10} {np.median(headline):>12.0f} {np.quantile(headline, 0.95):>6.0f} "
          f"{np.median(last):>14.0f} {np.quantile(last, 0.95):>6.0f}", flush=True)


if __name__ == "__main__":
    main()
