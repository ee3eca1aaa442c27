"""From the key to the figures: how long a slider of the tier studio takes in a real browser, at each size.

    python -m bench.slider [--folder bench/out] [--times 20] [--height 900]

Milliseconds of the page's own clock, from the key that moves the first tier's slider: until the headline says something
else, until the last figure on the screen has changed, and until the last part of the page has, pictures included.
Beside them what a move costs: processor milliseconds of the server and of the browser's page, and the machine's load,
as both share its cores with whoever else is at work. Every move is to a place not seen before. Needs Chromium and the
development requirements; run `python -m bench.build` first.
"""

from __future__ import annotations

import argparse
import os
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
from tests.browser.conftest import FLAGS, READY, serving

WAYS = {"share": "by share", "cuts": "by score"}
WIDTH = 1440
WATCH = """() => {
    const seen = window.seen = {};
    addEventListener('keydown', () => Object.assign(
        seen, {key: performance.now(), headline: 0, inView: 0, last: 0}), true);
    const said = () => document.querySelector('h2')?.textContent;
    const isSeen = node => {
        const place = (node.nodeType === 1 ? node : node.parentElement)?.getBoundingClientRect();
        return place && place.bottom > 0 && place.top < innerHeight && place.height;
    };
    let before = said(), changed = new Set();
    const look = () => {  // once a frame: to ask for places at every change would have the page laid out each time
        if ([...changed].some(isSeen)) seen.inView = seen.last;
        changed = new Set();
    };
    new MutationObserver(changes => {
        seen.last = performance.now();
        if (!changed.size) requestAnimationFrame(look);
        for (const change of changes) changed.add(change.target);
        if (said() && said() !== before) { before = said(); seen.headline ||= seen.last; }
    }).observe(document.querySelector('[data-testid=stMain] [data-testid=stMainBlockContainer]'),
               {subtree: true, childList: true, characterData: true});
}"""
STILL = "() => window.seen.headline && performance.now() - window.seen.last > 800"
SEEN = "['headline', 'inView', 'last'].map(part => window.seen[part] - window.seen.key)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--height", type=int, default=900)
    arguments = parser.parse_args()
    print(describe("streamlit", "plotly"), "\n")
    print(f"{'customers':>12} {'slider':<10} {'headline':>9} {'p95':>6} {'in view':>9} {'p95':>6} {'settled':>9} "
          f"{'p95':>6} {'server CPU':>11} {'page CPU':>9} {'load':>6}")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for folder in sorted(arguments.folder.iterdir(), key=lambda path: int(path.name)):
            with serving(folder) as url:
                for how, label in WAYS.items():
                    page = browser.new_page(viewport={"width": WIDTH, "height": arguments.height})
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
    """[times, 5] milliseconds from the key to the headline, to the last figure in view, to the last part that changed;
    then of the processor, of the server and of the page."""
    page.wait_for_function(READY, timeout=120_000)
    page.wait_for_timeout(1_000)
    slider, server = page.get_by_role("slider", name="Premium"), _server()
    slider.focus()
    page.evaluate(WATCH)
    performance = page.context.new_cdp_session(page)
    performance.send("Performance.enable", {"timeDomain": "threadTicks"})
    measured = []
    for _ in range(times + 2):  # the first two warm up; always on, as what was seen before is held
        spent = _server_ms(server), _page_ms(performance)
        slider.press("ArrowRight")
        page.wait_for_function(STILL, polling=200, timeout=60_000)
        after = _server_ms(server), _page_ms(performance)
        measured.append([*page.evaluate(SEEN), *(now - before for now, before in zip(after, spent, strict=True))])
    return np.array(measured[2:])


def _server() -> Path:
    """What Linux says of the server, which is a child of ours."""
    for child in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split():
        if "streamlit" in Path(f"/proc/{child}/cmdline").read_text():
            return Path(f"/proc/{child}/stat")
    raise RuntimeError("The server is not there.")


def _server_ms(stat: Path) -> float:
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def _page_ms(performance: Any) -> float:
    """The processor time of the page's main thread."""
    return next(1000 * each["value"] for each in performance.send("Performance.getMetrics")["metrics"]
                if each["name"] == "TaskDuration")


def line(size: int, label: str, measured: np.ndarray) -> None:
    headline, in_view, last, server, page = measured.T
    told = "".join(f"{np.median(each):>10.0f} {np.quantile(each, 0.95):>6.0f}" for each in (headline, in_view, last))
    print(f"{size:>12,} {label:<9} {told} {np.median(server):>11.0f} {np.median(page):>9.0f} "
          f"{os.getloadavg()[0]:>6.1f}", flush=True)


if __name__ == "__main__":
    main()
