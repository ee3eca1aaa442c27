"""Signing in through the example of docs/serving: TLS, a base path, and a provider elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crm_core.permit import Permit
from crm_core.workspace import Workspace
from tests.browser.conftest import DESK, PATIENCE, POLLING, READY, free_port, serving
from tests.browser.test_behind_a_proxy import proxying
from tests.browser.test_sign_in import EVA, SECRETS, providing
from tests.limited_books.banks import MARK, NORTH, SOUTH, publish

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory, browser) -> Iterator[str]:
    folder, place = tmp_path_factory.mktemp("bank"), tmp_path_factory.mktemp("proxy")
    publish(folder, NORTH, SOUTH)
    people = Workspace(f"sqlite:///{folder / 'workspace.sqlite'}").people
    people.give(EVA, Permit("planner", regions=(NORTH,)), by="the test")
    port, secrets = free_port(), folder / "secrets.toml"
    with providing(folder) as provider:
        secrets.write_text(SECRETS.format(app=f"https://127.0.0.1:{port}/bank", provider=provider))
        with serving(folder, "--secrets.files", str(secrets), base="/bank") as app, proxying(place, app, port) as found:
            yield found


def test_a_link_leads_through_the_provider_to_its_page_and_out_again(address, browser):
    context = browser.new_context(viewport=DESK, reduced_motion="reduce", ignore_https_errors=True)
    page, received, said = context.new_page(), [], []
    page.set_default_timeout(PATIENCE)
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(
        frame if isinstance(frame, bytes) else str(frame).encode())))
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    page.goto(f"{address}/dependence")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=EVA).first.click()
    page.get_by_role("button", name="Sign out").wait_for()
    page.wait_for_function(READY, polling=POLLING)
    assert page.url.startswith(f"{address}/dependence"), "the link that was asked for, below the base path"
    text = b"".join(received).decode("utf-8", "ignore")
    assert "Plain" in text
    assert MARK not in text
    cookies = {each["name"]: each for each in context.cookies() if each["domain"] == "127.0.0.1"}
    signed_in = cookies["_streamlit_user"]
    assert signed_in["secure"]
    assert signed_in["httpOnly"]
    assert signed_in["sameSite"] == "Lax"
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    page.get_by_role("button", name="Sign in").wait_for()
    assert page.url == f"{address}/"
    context.close()
    assert said == []
