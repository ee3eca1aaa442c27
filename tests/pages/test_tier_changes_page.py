"""Tier changes: an exception is made, carried to the page Tiers and by a link, and taken back; the list is narrowed."""

from __future__ import annotations

import json

import pytest

from crm_core.workspace import Workspace
from tests.pages.test_pages import address, words
from tests.rooms.tiers.bank import publish

FORM = "tier_changes.exceptions.form"


@pytest.fixture(scope="module")
def bank_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bank")
    publish(folder, contacts=False)
    return folder


@pytest.fixture
def changes(visit, bank_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_DATA", str(bank_folder))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    return lambda **query: visit("tier_changes", **query)


def make(app, **fields):
    for name, value in fields.items():
        kind = app.text_area if name == "reason" else app.selectbox if name == "tier" else app.text_input
        kind(key=f"{FORM}.{name}").set_value(value)
    return app.button(key="tier_changes.exceptions.make").click().run()


def test_an_exception_is_made_seen_on_the_page_tiers_sent_and_taken_back(changes):
    app = changes()
    said = words(app)
    assert "Compared with the year before" in said
    assert "The data has no pilot" in said
    assert "No exceptions by hand" in said
    refused = make(app, customers="C0001, nobody", tier="Premium", reason="Key account", author="Ana")
    assert refused.warning[0].value.startswith("The data has no customer nobody: the exception holds nobody.")
    said = words(make(app, customers="C0001"))
    assert "1 exception is made. It is on the page Tiers now: save the scheme there to keep it." in said
    assert "1 exception by hand holds, until 30 September 2027." in said
    sent = address(app)
    assert "1 exception by hand holds, until 30 September 2027." in words(changes(link=sent)), "a link has it all"
    app.switch_page("pages/tiers.py").run()
    assert not app.exception
    assert "1 exception by hand holds, until 30 September 2027." in words(app)
    assert "exceptions" in json.loads(address(app))["set"]
    app.switch_page("pages/tier_changes.py").run()
    assert "1 exception by hand" in words(app)


def test_an_exception_to_a_saved_scheme_is_taken_back_to_it(changes):
    from crm_core.rooms import tiers
    from tests.rooms.tiers.schemes import by_cuts

    saved = Workspace().scenarios.save("tiers", "Two lines", tiers.to_json(by_cuts(75, 40)), author="Ana")
    link = json.loads(address(changes())) | {"set": {"scheme": str(saved.id)}}
    app = changes(link=json.dumps(link))
    assert app.selectbox(key="tier_changes.scheme").value == str(saved.id)
    said = words(make(app, customers="C0001", tier="Basic", reason="Asked for it", author="Ana"))
    assert "1 exception is made." in said
    assert app.selectbox(key="tier_changes.scheme").value == "screen"
    said = words(app.button(key="tier_changes.exceptions.undo").click().run())
    assert "The exceptions are as they were before." in said
    assert app.selectbox(key="tier_changes.scheme").value == str(saved.id)
    assert Workspace().scenarios.all("tiers")[0].content == saved.content, "what is saved is not touched"


def test_the_list_is_what_the_link_says(changes):
    link = json.loads(address(changes()))
    link["set"] |= {"goes": "up", "search": "Customer 1", "order": "least", "attrition": 20}
    app = changes(link=json.dumps(link))
    assert not [each.value for each in app.info]
    said = words(app)
    assert "If 20% of them left, as assumed" in said
    table = app.dataframe[1].value
    assert table["name"].str.contains("Customer 1").all()
    assert table["contribution"].is_monotonic_increasing
    nobody = link | {"set": link["set"] | {"search": "no such name"}}
    assert "No customer on this list. Choose another direction" in words(changes(link=json.dumps(nobody)))
