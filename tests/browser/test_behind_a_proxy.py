"""The example of docs/serving: pages through nginx, with TLS, below a path, and with the headers that it sets."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from crm_core.warehouse import Shelf
from tests.browser.conftest import DESK, PATIENCE, POLLING, READY, ROOT, free_port, serving
from tests.browser.test_app import link_in

EXAMPLE = ROOT / "docs" / "serving" / "nginx.conf"
MAIN = """daemon off; pid {place}/nginx.pid; error_log {place}/error.log;
events {{}}
http {{
access_log off; include /etc/nginx/mime.types;
client_body_temp_path {place}/body; proxy_temp_path {place}/proxy; fastcgi_temp_path {place}/fastcgi;
uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;
{example}
}}
"""
UNTRUSTED = ssl._create_unverified_context()


@pytest.fixture(scope="module")
def proxy(books, tmp_path_factory) -> Iterator[str]:
    """The address of the app as the example serves it."""
    with serving(books, base="/bank") as app, proxying(tmp_path_factory.mktemp("proxy"), app, free_port()) as address:
        yield address


@contextlib.contextmanager
def proxying(place: Path, app: str, port: int) -> Iterator[str]:
    """The example with `app` behind it: each line that is marked to be changed is, and no other. Skipped without
    nginx."""
    if not shutil.which("nginx"):
        assert os.environ.get("CLIENTELA_REQUIRE_NGINX") != "1", "nginx is not installed"
        pytest.skip("no nginx: pages were not served through a proxy (apt-get install nginx-light)")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", place / "key.pem", "-out",
                    place / "cert.pem", "-days", "2", "-subj", "/CN=localhost"], check=True, capture_output=True)
    example = EXAMPLE.read_text()
    for line, own in {"listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
                      "server_name clientela.bank.example;": "server_name 127.0.0.1;",
                      "/etc/ssl/certs/clientela.pem": f"{place}/cert.pem",
                      "/etc/ssl/private/clientela.key": f"{place}/key.pem",
                      "http://127.0.0.1:8501": f"http://{urlsplit(app).netloc}"}.items():
        assert example.count(line) == 1
        example = example.replace(line, own)
    (place / "nginx.conf").write_text(MAIN.format(place=place, example=example))
    with nginx(place, f"https://127.0.0.1:{port}/bank"):
        yield f"https://127.0.0.1:{port}/bank"


@contextlib.contextmanager
def nginx(place: Path, address: str) -> Iterator[None]:
    with open(place / "out.log", "wb") as out:
        server = subprocess.Popen(["nginx", "-p", place, "-c", place / "nginx.conf"], stdout=out, stderr=out)
    try:
        for _ in range(300):
            with contextlib.suppress(urllib.error.URLError, OSError):
                if answer(f"{address}/_stcore/health")[0] == 200:
                    break
            assert server.poll() is None, (place / "out.log").read_text() + (place / "error.log").read_text()
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(60)


def answer(url: str) -> tuple[int, dict[str, str]]:
    try:
        with urllib.request.urlopen(url, context=UNTRUSTED, timeout=30) as given:
            return given.status, dict(given.headers)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers)


def test_a_deep_link_opens_a_server_that_nobody_has_opened_through_it_and_breaks_no_policy(proxy, books, browser):
    """Nothing else here opens a page, so the link is the first that the server sees."""
    book = Shelf(books).current().removeprefix("book-").removesuffix(".duckdb")
    link = {"v": 1, "book": book, "to": "2026-09", "regions": [], "types": ["individual"], "page": "pareto",
            "set": {"top": 35}}
    context = browser.new_context(viewport=DESK, reduced_motion="reduce", ignore_https_errors=True)
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if "/_stcore/" not in message.location.get("url", "")
            and message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{proxy}/pareto?{urlencode({'link': json.dumps(link)})}")
    page.wait_for_function(READY, polling=POLLING, timeout=PATIENCE)
    assert page.locator("h1").first.inner_text() == "How much of our profit rests on how few customers?"
    assert page.locator(".main-svg").count() > 0
    assert "35%" in page.locator("h2").first.inner_text()
    assert page.get_by_role("link", name="Overview").count() >= 1, "no navigation"
    assert page.get_by_text("all regions · individuals").count() == 1
    assert page.url.startswith(f"{proxy}/pareto?")
    assert link_in(page.url)["set"]["top"] == 35
    assert page.get_by_text("made with other data").count() == 0
    page.get_by_text("Español", exact=True).click()  # a click goes by the websocket
    page.locator("h1", has_text="¿Qué parte").wait_for(timeout=PATIENCE)
    assert urlsplit(page.url).path == "/bank/pareto"
    context.close()
    assert said == []


def test_every_answer_has_the_headers(proxy):
    for path in ("/_stcore/health", "/pareto", "/nothing/is/here"):
        _status, headers = answer(proxy + path)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Strict-Transport-Security"].startswith("max-age=")
        policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
        assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
        assert policy["default-src"] == policy["connect-src"] == "'self'"
        assert headers["Server"] == "nginx"


def test_nothing_is_told_of_who_is_here_nor_of_anything_beside(proxy):
    assert answer(f"{proxy}/_stcore/metrics")[0] == 404
    assert answer(proxy.removesuffix("/bank") + "/_stcore/health")[0] == 404
    assert answer(proxy.removesuffix("/bank") + "/")[0] == 404
