"""Targets and rules set on their page: what is said of them, seen, changed and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crm_core import CannotAnswer, open_book
from crm_core.signals.rule import Watch
from crm_core.targets import Aim
from crm_core.workspace import Workspace
from pages.parts.signals.rule_card import _amount
from pages.parts.signals.target_card import _changed
from tests.workspace.test_cards import words

FORM, RULE = "signals.targets.form", "signals.rules.form"


@pytest.fixture
def kept(visit, tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    return Workspace()


@pytest.fixture
def missed(kept):
    """Revenue of N in a month is some 450: below 1,000, and of its target of 500."""
    kept.rules.add(Watch("revenue", "N", is_each_region=False, condition="below", amount=1000, period_kind="month"),
                   author="Ana")
    (target,) = kept.targets.set(Aim("revenue", "N", "month", None, 500, "more"), author="Ana").added
    return target


def fill(app, form, **fields):
    for name, value in fields.items():
        kind = app.text_input if name in ("amount", "author") else app.selectbox
        kind(key=f"{form}.{name}").set_value(value)
    return app


def test_a_target_and_a_rule_are_set_said_and_taken_back(kept, visit):
    app = visit("signals")
    assert "No targets and no rules yet." in words(app)
    fill(app, FORM, figure="revenue", where="N", period="every month", amount="five", author="Ana")
    app.button(key="signals.targets.set").click().run()
    assert "The amount 'five' is not legible as a number. Write it like 5,200,000.55" in app.warning[0].value
    fill(app, FORM, amount="1,000")
    said = words(app.button(key="signals.targets.set").click().run())
    assert "The target is set." in said
    assert "0 of 1 target is met so far." in said
    fill(app, RULE, figure="revenue", where="*each", condition="falls", amount="5", period="month")
    said = words(app.button(key="signals.rules.add").click().run())
    assert "Revenue · each region · each month: down by more than 5% on the year before" in said
    assert [rule.amount for rule in kept.rules.all()] == [0.05]
    with open_book() as book:
        assert [each.judged for each in kept.judgements.of_book(book.fingerprint)] == [3]
    assert "The targets are as they were before." in words(app.button(key="signals.targets.undo").click().run())
    assert kept.targets.all() == ()


def test_a_signal_stands_on_the_overview_until_somebody_has_seen_it(missed, kept, visit):
    said = words(visit("overview"))
    assert "1 new signal" in said
    assert "Revenue, Norte $5, every month: €" in said
    assert said.count("0 of 1 target is met so far.") == 1
    app = visit("signals")
    assert "Revenue, Norte $5: " in words(app)
    app.text_input(key="signals.tripped.who").set_value("Ben")
    said = words(app.button(key="signals.tripped.1").click().run())
    assert "1 signal is marked as seen." in said
    assert "Seen by Ben on" in said
    said = words(visit("overview"))
    assert "new signal" not in said
    assert "0 of 1 target is met so far." in said, "a target stands there whether or not anything has tripped"
    assert "1 signal is new again." in words(app.button(key="signals.tripped.undo").click().run())


def test_a_workspace_that_cannot_be_used_is_said_and_the_overview_stands_without_it(visit, monkeypatch):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", "mysql://here/there")
    assert "names a mysql database, and work is kept in SQLite or PostgreSQL" in words(visit("signals"))
    assert "signal" not in words(visit("overview"))


def test_what_is_changed_in_the_table_becomes_another_target(missed):
    assert _changed(missed, {"target": "1,250.5", "better": "less"}, ["more", "less"]) == replace(
        Aim(*missed.key, 500, "more"), amount=1250.5, direction="less")
    assert _changed(missed, {}, ["more", "less"]).amount == 500
    with pytest.raises(CannotAnswer, match="not legible"):
        _changed(missed, {"target": "much"}, ["more", "less"])


@pytest.mark.parametrize(("condition", "text", "amount"), [
    ("falls", "5", 0.05), ("falls", "5%", 0.05), ("below", "5", 5), ("below", "95%", 0.95),
    ("misses_target", " ", None),
])
def test_a_change_is_in_percent_with_its_sign_or_without(condition, text, amount):
    assert _amount(condition, text) == amount


def test_a_range_takes_no_amount():
    with pytest.raises(CannotAnswer, match="takes no amount"):
        _amount("leaves_range", "5")
