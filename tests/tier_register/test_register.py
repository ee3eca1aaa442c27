"""The register by hand: who is assigned what, who waits, who changed since the data before, and what is said of it."""

from __future__ import annotations

import datetime as dt
import io
import json
import stat
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from crm_core import CannotAnswer, open_book, tiers_command
from crm_core.command_line import main
from crm_core.rooms import tiers
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.scope import Scope
from crm_core.tier_register import RegisterBusy, RegisterFolder, bring_up_to_date, say_changes, say_waiting
from crm_core.tier_register.register import Register
from crm_core.workspace import Workspace, default_url
from tests.rooms.tiers.bank import publish as publish_bank
from tests.rooms.tiers.schemes import by_cuts
from tests.tiny_books import Customer, publish
from tests.workspace.approving import approve

PLAIN = by_cuts(90, 50, by="contribution")
"""Above 90, above 50, below."""
STEADY = replace(PLAIN, hold=Hold(10, 1))
PATIENT = replace(PLAIN, hold=Hold(0, 2))
OCTOBER, NOVEMBER, YEAR_LATER = dt.date(2026, 10, 1), dt.date(2026, 11, 1), dt.date(2027, 11, 1)


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Books by name: October, November with three other amounts and one customer less, and a year after that."""
    made = {}
    for name, month, amounts in (("october", OCTOBER, (120, 80, 60, 40, 100)), ("november", NOVEMBER, (85, 80, 30, 95)),
                                 ("year_later", YEAR_LATER, (85, 80, 30, 95, 70))):
        folder = tmp_path_factory.mktemp(name)
        publish(folder, [Customer(float(amount), month=month) for amount in amounts])
        made[name] = open_book(folder)
    folder = tmp_path_factory.mktemp("strangers")
    publish_bank(folder, customers=60)
    made["strangers"] = open_book(folder)
    yield made
    for book in made.values():
        book.close()


@pytest.fixture
def apply(books, tmp_path):
    """`apply("october", PLAIN)` → the register of that scheme on that book, in a folder of the test's own."""
    def applied(name: str, scheme: tiers.Scheme, called: str = "Plan") -> Register:
        return bring_up_to_date(books[name], tmp_path, tiers.to_json(scheme), called)

    return applied


def assigned(register: Register) -> dict[str, str]:
    rows = register.of([f"C{number}" for number in range(1, 9)])
    return dict(zip(rows["customer_id"], rows["tier"], strict=True))


def went(register: Register) -> dict[str, list[str]]:
    return {way: register.changes(way)["customer_id"].tolist() for way in ("up", "down", "new", "left")}


BEST, MIDDLE, LAST = PLAIN.names


def test_first_the_thresholds_say_who_is_what_and_nothing_is_compared(apply):
    register = apply("october", STEADY)
    assert assigned(register) == {"C1": BEST, "C2": MIDDLE, "C3": MIDDLE, "C4": LAST, "C5": BEST}
    assert (register.basis, register.before, register.counts.customers) == ("first", None, 5)
    assert went(register) == {"up": [], "down": [], "new": [], "left": []}
    assert say_changes(register).startswith("The approved scheme is applied to these data for the first time")


def test_next_the_stability_rule_begins_from_what_was_assigned_and_the_changes_are_listed(apply):
    apply("october", STEADY)
    register = apply("november", STEADY)
    # 85 is less than a tenth below 90: kept. 95 is far above 50 but less than a tenth above 90: up by one tier.
    assert assigned(register) == {"C1": BEST, "C2": MIDDLE, "C3": LAST, "C4": MIDDLE}
    assert went(register) == {"up": ["C4"], "down": ["C3"], "new": [], "left": ["C5"]}
    assert say_changes(register) == ("Since the data of October 2026, 2 customers changed tier: 1 up, 1 down. New "
                                     "customers: 0; customers who left: 1.")
    assert say_waiting(register) == "2 customers are due for another tier and kept by the stability rule."
    rows = register.of(["C1", "C2", "C4"]).set_index("customer_id")
    assert rows["since"].dt.date.to_dict() == {"C1": OCTOBER, "C2": OCTOBER, "C4": NOVEMBER}
    assert rows["due_tier"].to_dict() == {"C1": MIDDLE, "C2": MIDDLE, "C4": BEST}
    assert rows["waiting_since"].dropna().dt.date.to_dict() == {"C1": NOVEMBER, "C4": NOVEMBER}


def test_who_waits_moves_when_a_year_of_data_has_passed(apply):
    apply("october", PATIENT)
    waiting = apply("november", PATIENT)
    assert assigned(waiting) == {"C1": BEST, "C2": MIDDLE, "C3": MIDDLE, "C4": LAST}
    assert waiting.counts.waiting == 3
    register = apply("year_later", PATIENT)
    assert assigned(register) == {"C1": MIDDLE, "C2": MIDDLE, "C3": LAST, "C4": BEST, "C5": MIDDLE}
    assert went(register) == {"up": ["C4"], "down": ["C1", "C3"], "new": ["C5"], "left": []}


def test_the_same_data_again_change_nothing_and_going_back_takes_the_same_file(apply, tmp_path):
    first = apply("october", PLAIN, "Plain")
    written = first.path.stat().st_mtime_ns
    assert apply("october", PLAIN, "Plain") == first
    second = apply("october", by_cuts(110, 50, by="contribution"), "Hard")
    assert say_changes(second) == ("With 'Hard' in the place of 'Plain', on the same data, 1 customer changed tier: 0 "
                                   "up, 1 down.")
    assert apply("october", PLAIN) == first
    assert first.path.stat().st_mtime_ns == written
    assert RegisterFolder(tmp_path).in_use() == first
    third = apply("november", by_cuts(110, 50, by="contribution"), "Hard")
    assert say_changes(third).startswith("Since the data of October 2026, by 'Plain' then and 'Hard' now, 3 customers")


def test_older_data_and_those_of_another_bank_begin_anew_and_say_so(apply):
    apply("november", PLAIN)
    older = apply("october", PLAIN)
    assert say_changes(older) == ("These data, to October 2026, are older than those to which the scheme was applied "
                                  "before, to November 2026: the tiers are worked out anew, and no changes are listed.")
    apply("strangers", by_cuts(75, 40))
    strangers = apply("year_later", PLAIN)
    assert strangers.basis == "strangers"
    assert say_changes(strangers).startswith("These data have no customer in common with those before (Tier bank, to ")
    assert went(strangers) == {"up": [], "down": [], "new": [], "left": []}
    assert assigned(strangers)["C4"] == BEST


def test_the_rule_is_that_of_the_assignment_from_a_scheme_to_the_next(books, tmp_path):
    """Two schemes on one book: the register and the exported assignment say the same of whoever was there before."""
    book, first = books["strangers"], by_cuts(75, 40)
    steady = replace(by_cuts(70, 45), hold=Hold(8, 2))
    bring_up_to_date(book, tmp_path, tiers.to_json(first), "First")
    register = bring_up_to_date(book, tmp_path, tiers.to_json(steady), "Steady")
    expected = tiers.assignment(book.reader(), steady, in_force=first)
    year_before = set(tiers.assignment(book.reader(Scope(1)), steady)["customer_id"])
    assert len(expected) == register.counts.customers
    found = register.of(expected["customer_id"].tolist()).set_index("customer_id")
    compared = [row for row in expected.itertuples() if row.customer_id in year_before]
    assert len(compared) > 30
    for row in compared:
        kept = found.loc[row.customer_id]
        assert (tiers.tier_label(kept["tier"]), tiers.tier_label(kept["previous_tier"])) == (row.tier,
                                                                                            row.previous_tier)


def test_no_customer_is_lost_and_the_counts_add_up(books, apply):
    apply("october", by_cuts(75, 40))
    register = apply("november", by_cuts(75, 40))
    counts = register.counts
    then, same = 5, sum(register.of([f"C{number}" for number in range(9)])["direction"] == "same")
    assert counts.customers == counts.up + counts.down + counts.new + same
    assert then == counts.up + counts.down + counts.left + same


def test_files_are_private_damaged_ones_begin_anew_and_two_at_once_do_not_write(apply, tmp_path):
    first = apply("october", PLAIN)
    assert stat.S_IMODE(first.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(first.path.parent.stat().st_mode) == 0o700
    assert sorted(each.name for each in first.path.parent.iterdir()) == sorted(["current", "lock", first.path.name])
    with RegisterFolder(tmp_path).writing(), pytest.raises(RegisterBusy, match="by another program"):
        apply("november", PLAIN)
    first.path.write_bytes(b"PAR1 nonsense")
    assert apply("november", PLAIN).basis == "first"
    with pytest.raises(CannotAnswer, match="is damaged or no register of tiers"):
        Register.read(first.path)


def spoken(capsys, *words: str) -> tuple[int, str, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_applies_what_is_approved_and_lists_who_changed(books, capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)
    folder = books["october"].path.parent
    code, out, err = spoken(capsys, "tiers", "--book", str(folder))
    assert (code, out) == (2, "")
    assert "No scheme is approved, so there is none to apply." in err
    workspace = Workspace(default_url(folder))
    approve(workspace, workspace.scenarios.save("tiers", "Plain", tiers.to_json(PLAIN), author="Ana").id)
    code, out, _err = spoken(capsys, "tiers", "--book", str(folder))
    assert (code, out.startswith("The approved scheme is applied to these data for the first time")) == (0, True)
    other = workspace.scenarios.save("tiers", "Hard", tiers.to_json(by_cuts(110, 50, by="contribution")), author="Ana")
    approve(workspace, other.id)
    said = json.loads(spoken(capsys, "tiers", "--json", "--book", str(folder))[1])
    assert (said["basis"], said["down"], said["before"]["scheme_name"]) == ("compared", 1, "Plain")
    listed = spoken(capsys, "tiers", "--list", "down", "--book", str(folder))[1]
    assert "C5" in listed
    code, _out, err = spoken(capsys, "tiers", "--movers", "down", "--book", str(folder))
    assert (code, "whole" in err or "year" in err) == (2, True), "the book has no year before"
    answer = json.loads(spoken(capsys, "ask", "dependence", "--json", "--book", str(folder))[1])
    assert answer["tiers"]["scheme"] == "Hard"
    assert answer["tiers"]["of"]["C5"] == tiers.tier_label(MIDDLE)


def test_who_has_left_is_on_no_list_of_the_command_and_movers_are_listed_by_name(books, capsys, monkeypatch):
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)
    book = books["strangers"]
    workspace, scheme = Workspace(default_url(book.path.parent)), by_cuts(60, 40)
    approve(workspace, workspace.scenarios.save("tiers", "Sixty", tiers.to_json(scheme), author="Ana").id)
    moving = tiers.movers(book.reader(), scheme, directions=("down",))
    gone = tiers.departed_among(book.reader(), moving["customer_id"].tolist())
    code, out, err = spoken(capsys, "tiers", "--movers", "down", "--book", str(book.path.parent))
    listed = pd.read_csv(io.StringIO(out))
    assert code == 0
    assert listed["Customer ID"].tolist() == [each for each in moving["customer_id"] if each not in gone]
    assert listed["Name"].str.startswith("Customer ").all()
    assert ("already left" in err) == bool(gone)
    rows = pd.DataFrame([(each, "Premium", "Basic") for each in (*sorted(gone), "C0000")],
                        columns=["customer_id", "previous_tier", "tier"])
    register = SimpleNamespace(changes=lambda _way: rows)
    still, left = tiers_command._listed(register, "down", book.reader())
    assert (still["customer_id"].tolist(), left) == (["C0000"], len(gone))
    assert len(tiers_command._listed(register, "left", book.reader())[0]) == len(rows)
