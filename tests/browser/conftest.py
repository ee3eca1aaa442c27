"""A real browser on a real server. Skipped without Chromium; with CLIENTELA_REQUIRE_BROWSER=1 that is a failure."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from crm_core.chapters import CHAPTERS
from crm_core.intake.demo import build_demo
from crm_core.warehouse import Shelf

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "tests" / "pictures"
CUSTOMERS = 2_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none",
         "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
"""Nothing outside can be reached; routing each request through the test would do it too, but turns off the cache."""
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SHORT_LIVED = "--js-flags=--no-opt"
"""No code is optimized that runs for a second: a fifth of the browser's time. Not where it is measured (`bench`)."""
READY = """() => {
    const busy = '[data-testid=stStatusWidget], [data-stale=true], [data-testid=stSkeleton]';
    const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
    return document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
        && document.querySelector('h1') && !document.querySelector(busy)
        && charts.every(chart => chart.querySelector('.main-svg')) && document.fonts.status === 'loaded';
}"""
"""A page is ready when its script has ended, it has a title, nothing is stale, and every chart is drawn.

The script's state is asked of the app itself: the status widget shows only what has run for half a second.
"""
POLLING = 60
"""Milliseconds between two looks whether it is: looking at every frame has the browser draw frames for it."""
PATIENCE = 150_000
"""Milliseconds for a page to be ready. No promise to a reader: on a machine that does other work it takes as long as it
takes, and a test that fails only there is at fault."""

FITS = "() => { const main = document.querySelector('[data-testid=stMain]');" \
       " return document.documentElement.scrollWidth <= innerWidth && main.scrollWidth <= main.clientWidth }"
"""Whether nothing scrolls sideways."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("CLIENTELA_REQUIRE_BROWSER") == "1":
            pytest.fail("No Chromium is installed and CLIENTELA_REQUIRE_BROWSER=1 asks for one.")
        pytest.skip("no Chromium: the browser tests did not run (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, SHORT_LIVED])
        yield opened
        opened.close()


def free_port() -> int:
    """A port at which nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(folder: Path, *options: str, port: int = 0, base: str = "", program: str = "streamlit") -> Iterator[str]:
    """The app on a port of its own with the books of `folder`, below the path `base`; gives its address. `options` are
    Streamlit's, and `program` is the module that stands for it."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}{base}"
    command = [sys.executable, "-m", program, "run", "app.py", "--server.port", str(port), "--server.address",
               "127.0.0.1", "--server.headless", "true", "--server.baseUrlPath", base, *options]
    log = folder / "server.log"
    with open(log, "wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                                  env={**os.environ, "CLIENTELA_DATA": str(folder)})
        try:
            wait_for(url + "/_stcore/health", server, log)
            yield url
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(30)
            server.kill()  # a busy machine may not have let it end; nothing happens to one that has
            server.wait()


def wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=1) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"The server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def books(tmp_path_factory) -> Path:
    """A shelf with a small demo book."""
    folder = tmp_path_factory.mktemp("books")
    build_demo(Shelf(folder), customers=CUSTOMERS, seed=1)
    return folder


@pytest.fixture(scope="session")
def server(books) -> Iterator[str]:
    with serving(books) as url:
        yield url


@dataclass
class Visitor:
    """A browser tab that notes what a page must not do: ask outside, write errors."""

    page: Any
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, url: str, *, window: dict[str, int] = DESK) -> None:
        self.complaints()
        self.page.set_viewport_size(window)
        self.page.goto(url)
        self.ready()

    def ready(self) -> None:
        self.page.wait_for_function(READY, polling=POLLING, timeout=PATIENCE)

    def fits(self) -> bool:
        return bool(self.page.evaluate(FITS))

    def complaints(self) -> list[str]:
        """What was noted since this was asked before."""
        noted = [*self.outside, *self.errors]
        self.outside.clear()
        self.errors.clear()
        return noted

    @contextlib.contextmanager
    def in_the_dark(self) -> Iterator[None]:
        """The page as it is, in the other colours: Streamlit follows what the system prefers."""
        before = self._background()
        self.page.emulate_media(color_scheme="dark")
        self.page.wait_for_function("before => getComputedStyle(document.querySelector('[data-testid=stApp]'))"
                                    ".backgroundColor !== before", arg=before, polling=POLLING)
        self.ready()
        try:
            yield
        finally:  # else every page after one that fails would be looked at in the dark
            self.page.emulate_media(color_scheme="light")

    @contextlib.contextmanager
    def in_a_window(self, size: dict[str, int]) -> Iterator[None]:
        """The page as it is, in a window of another size."""
        desk = self.page.viewport_size
        try:
            self.resize(size)
            yield
        finally:
            self.page.set_viewport_size(desk)

    def resize(self, size: dict[str, int]) -> None:
        """From here on the page as it is, in a window of another size."""
        self.page.set_viewport_size(size)
        self.page.wait_for_function(FITS, polling=POLLING)  # charts take the new width a moment later; what never
        self.ready()                                        # fits times out

    def _background(self) -> str:
        return str(self.page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]'))"
                                      ".backgroundColor"))

    def go(self, title: str) -> None:
        """To another page of the open app, by the navigation above the page."""
        chapter = next(each for each in CHAPTERS if title in [page.title for page in each.pages])
        if chapter is CHAPTERS[0]:
            self.page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
        else:
            self.page.get_by_test_id("stTopNavSection").filter(has_text=chapter.title).click()
            self.page.get_by_test_id("stTopNavDropdownLink").filter(has_text=title).first.click()

    def choose(self, label: str, option: str, until: str) -> None:
        """Choose `option` in the list `label` until the page says `until`: an answer drawn anew shuts an open list."""
        for _ in range(5):
            self.ready()
            self.page.get_by_role("combobox", name=label).click()
            with contextlib.suppress(Exception):
                self.page.get_by_role("option", name=option).click(timeout=3_000)
                self.page.keyboard.press("Escape")
            with contextlib.suppress(Exception):
                self.page.get_by_text(until).wait_for(timeout=6_000)
                return
            self.page.keyboard.press("Escape")
        raise AssertionError(f"{option} in {label} never brought {until}")

    @property
    def headline(self) -> str:
        return self.page.locator("h2").first.inner_text()

    def asked(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.outside.append(request.url)

    def note(self, message: Any) -> None:
        # On a deep link Streamlit first looks for its server below the page's path; that 404 is its own doing.
        probing = "/_stcore/" in message.location.get("url", "")
        if message.type in {"error", "warning"} and not probing:
            self.errors.append(message.text)


@pytest.fixture(scope="session")
def visitor(browser) -> Iterator[Visitor]:
    """The one tab of an English reader, kept for the session so that the browser's cache stays warm."""
    context = browser.new_context(viewport=DESK, color_scheme="light", reduced_motion="reduce", locale="en-GB",
                                  timezone_id="UTC", accept_downloads=True)
    tab = Visitor(context.new_page())
    context.on("request", tab.asked)
    tab.page.on("console", tab.note)
    tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
    yield tab
    context.close()


def picture(visitor: Visitor, name: str) -> None:
    """Keep a picture of the whole page to be looked at, where CLIENTELA_PICTURES=1 asks for pictures: drawing a page
    anew at its whole height takes as long as opening it."""
    if os.environ.get("CLIENTELA_PICTURES") != "1":
        return
    page = visitor.page
    size = page.viewport_size
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height + 20)})
    page.wait_for_function(READY)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.set_viewport_size(size)
