"""Who may see what, what was given before, sign-ins that are over, and the record."""

from __future__ import annotations

import pytest

from crm_core import CannotAnswer
from crm_core.language import in_language
from crm_core.permit import Permit


@pytest.fixture
def people(workspace):
    workspace.people.give("root@bank.example", Permit("steward"), by="Ana")
    return workspace.people


def test_a_permit_counts_from_the_moment_it_is_given_whatever_the_letters(people):
    assert people.permit_of("eva@bank.example") is None
    people.give(" Eva@Bank.example ", Permit("planner", regions=("SUR", "NORTE", "SUR")), by="Ana")
    assert people.permit_of("EVA@bank.example") == Permit("planner", regions=("NORTE", "SUR"))
    people.give("eva@bank.example", Permit("executive", smallest_group=25), by="Ana")
    assert people.permit_of("eva@bank.example") == Permit("executive", smallest_group=25)
    assert [each.email for each in people.all()] == ["eva@bank.example", "root@bank.example"]


def test_who_has_a_permit_taken_away_sees_nothing(people):
    people.give("eva@bank.example", Permit("planner"), by="Ana")
    people.take_away("EVA@bank.example", by="Ana")
    assert people.permit_of("eva@bank.example") is None
    assert [each.email for each in people.all()] == ["root@bank.example"]
    with pytest.raises(CannotAnswer, match=r"'eva@bank.example' has no permit"):
        people.take_away("eva@bank.example", by="Ana")


@pytest.mark.parametrize("change", [
    lambda people: people.take_away("root@bank.example", by="Ana"),
    lambda people: people.give("root@bank.example", Permit("planner"), by="Ana"),
])
def test_the_last_steward_stays_one(people, change):
    with pytest.raises(CannotAnswer, match=r"root@bank.example is the only steward"):
        change(people)
    people.give("eva@bank.example", Permit("steward"), by="Ana")
    change(people)
    assert people.permit_of("root@bank.example") in (None, Permit("planner"))


@pytest.mark.parametrize("email", ["eva", "eva@", "@bank.example", "eva @bank.example", ""])
def test_what_is_no_email_is_refused(people, email):
    with pytest.raises(CannotAnswer):
        people.give(email, Permit("planner"), by="Ana")


def test_every_change_is_in_the_record_with_who_and_what(people, workspace):
    people.give("eva@bank.example", Permit("planner", regions=("NORTE",)), by="root@bank.example")
    people.take_away("eva@bank.example", by="root@bank.example")
    away, given, first = workspace.record.latest()
    assert (given.who, given.what, given.subject) == ("root@bank.example", "permit given", "eva@bank.example")
    assert given.scope == "planner: regions NORTE"
    assert (away.what, away.subject, first.who) == ("permit taken away", "eva@bank.example", "Ana")
    assert first.at < given.at < away.at
    with in_language("es"):
        assert given.what_words == "permiso concedido"


def test_the_record_knows_rows_scope_and_version_and_nothing_but_its_deeds(workspace):
    workspace.record.enter("exported", who="eva@bank.example", subject="pareto.csv", scope="Norte", rows=12,
                           book_fingerprint="f1")
    (entry,) = workspace.record.latest()
    assert (entry.rows, entry.scope, entry.book_fingerprint) == (12, "Norte", "f1")
    with pytest.raises(ValueError, match="'sneezed' is not one of signed in"):
        workspace.record.enter("sneezed", who="eva@bank.example")
    for _tab in range(3):
        workspace.record.enter_once("signed in", who="eva@bank.example", subject="m1")
    workspace.record.enter_once("signed in", who="eva@bank.example", subject="m2")
    assert [each.what for each in workspace.record.latest()] == ["signed in", "signed in", "exported"]
    assert not {"delete", "update", "change", "clear"} & set(dir(workspace.record)), "append-only"


def test_a_sign_in_that_was_ended_stays_so(people):
    assert not people.has_ended("m1")
    people.end_sign_in("m1")
    assert people.has_ended("m1")
    assert not people.has_ended("m2")


def test_a_permit_says_what_it_is_and_refuses_what_it_cannot_be():
    assert Permit("steward").words == "steward"
    assert Permit("planner", regions=("NORTE", "VEGA"), managers=("M1",)).words == (
        "planner: regions NORTE and VEGA; managers M1")
    assert Permit("executive").words == "executive: groups of 10 customers or more"
    with pytest.raises(CannotAnswer, match=r"'king' is no role. Choose one of executive, planner, steward"):
        Permit("king")
    with pytest.raises(CannotAnswer, match="limited to no part"):
        Permit("steward", regions=("NORTE",))
    with pytest.raises(CannotAnswer, match="is 2 and must be at least 3"):
        Permit("executive", smallest_group=2)


def test_people_who_may_see_the_same_have_the_same_mark_and_nobody_else():
    seen = [Permit("planner"), Permit("planner", regions=("A",)), Permit("planner", branches=("A",)),
            Permit("planner", managers=("A",)), Permit("planner", regions=("A", "B")), Permit("executive"),
            Permit("executive", regions=("A",)), Permit("executive", smallest_group=20)]
    assert len({each.mark for each in seen}) == len(seen)
    assert Permit("steward").mark == Permit("planner").mark == Permit("planner", smallest_group=99).mark
    assert Permit("planner", regions=("B", "A")).mark == Permit("planner", regions=("A", "B", "A")).mark


def test_a_first_permit_is_for_who_was_never_entered(people, workspace):
    first = Permit("planner", regions=("NORTE",))
    assert people.give_first("Eva@bank.example", first, by="a claim") == first
    assert (workspace.record.latest(1)[0].who, workspace.record.latest(1)[0].subject) == ("a claim", "eva@bank.example")
    assert people.give_first("eva@bank.example", Permit("steward"), by="a claim") == first
    people.take_away("eva@bank.example", by="Ana")
    assert people.give_first("eva@bank.example", Permit("steward"), by="a claim") is None
    assert people.permit_of("eva@bank.example") is None


def test_a_first_permit_is_not_that_of_somebody_whose_e_mail_looks_alike(people):
    """What is typed is composed (é); an accent that a provider says as a sign of its own makes another e-mail."""
    people.give("ren\N{LATIN SMALL LETTER E WITH ACUTE}@bank.example", Permit("steward"), by="Ana")
    alike = "rene\N{COMBINING ACUTE ACCENT}@bank.example"
    assert people.permit_of(alike) is None
    assert people.give_first(alike, Permit("executive"), by="a claim") is None
    assert people.permit_of(alike) is None
    assert len(people.all()) == 2
