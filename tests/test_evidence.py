"""The figures of a decision: taken down as they are said, given back, and set beside those of another day."""

from __future__ import annotations

import dataclasses

import pytest

from crm_core.amounts import NOTHING, Amount, Money, noting, number, percent
from crm_core.ask import rooms
from crm_core.evidence import Evidence, Figure, Told, compared, in_every_language, shown
from crm_core.language import LANGUAGES, _, in_language
from crm_core.reading import Caption, Metric, named
from crm_core.scope import Scope

EUR = Money("EUR")
THEN = Told("So it was.", (Figure("Share", "20%", 0.2, "share"), Figure("Profit", "€1.2M", 1_200_000.0, "money"),
                           Figure("Customers", "1,000", 1000.0, "number"), Figure("Rank", "4 of 7")))
KEPT = Evidence({"en": THEN}, "2026-03", "EUR", "all regions", "pareto", Scope(1, ("N",), ("business",)),
                {"by": "contribution", "top": 0.2})


def then_and_now(*now: Figure, **options) -> dict[str, tuple[str, str, str]]:
    return {row.label: (row.then, row.now, row.change) for row in compared(THEN, Told("", now), EUR, **options)}


def test_what_is_kept_is_given_back():
    assert Evidence.read(KEPT.text()) == KEPT


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"v":2}', KEPT.text().replace('"share"', "5", 1)[:-1],
                                  KEPT.text().replace('"room"', '"rum"'), KEPT.text().replace('"en"', '"en": 3, "x"')])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="No evidence of version 1: "):
        Evidence.read(text)


def test_a_share_changes_by_points_and_money_by_money():
    found = then_and_now(Figure("Share", "17.5%", 0.175, "share"), Figure("Profit", "€1.5M", 1_500_000.0, "money"),
                         Figure("Customers", "990", 990.0, "number"), Figure("Rank", "3 of 7"))
    assert found == {"Share": ("20%", "17.5%", "−2.5 points"), "Profit": ("€1.2M", "€1.5M", "+€300K"),
                     "Customers": ("1,000", "990", "−10"), "Rank": ("4 of 7", "3 of 7", NOTHING)}


def test_what_reads_alike_has_not_changed():
    assert then_and_now(Figure("Share", "20%", 0.20004, "share"))["Share"] == ("20%", "20%", "no change")


def test_no_change_is_claimed_where_there_is_none_to_measure():
    assert then_and_now()["Share"] == ("20%", NOTHING, NOTHING), "the page gives the figure no more"
    assert then_and_now(Figure("Share", "3 points"))["Share"][2] == NOTHING
    assert then_and_now(Figure("Rank", "4 of 7"))["Rank"] == ("4 of 7", "4 of 7", "no change")
    assert then_and_now(Figure("Share", "€3", 3.0, "money"))["Share"][2] == NOTHING
    other = then_and_now(Figure("Profit", "CZK 2M", 2e6, "money"), Figure("Share", "30%", 0.3, "share"),
                         is_same_currency=False)
    assert (other["Profit"][2], other["Share"][2]) == (NOTHING, "+10 points")


def test_the_number_behind_a_figure_is_found_by_its_words():
    with noting() as amounts:
        metrics = (Metric("Share", percent(0.2)), Metric("Profit", EUR.short(1_234_567)), Metric("Other", "4 of 7"),
                   Metric("Gone", NOTHING), Metric("Count", number(1000)), Metric("Loss", EUR.short(-0.001)))
    percent(0.5)
    assert amounts["20%"] == Amount(0.2, "share")
    assert "50%" not in amounts, "nothing is noted afterwards"
    assert [(each.label, each.size, each.kind) for each in shown(metrics, amounts)] == [
        ("Share", 0.2, "share"), ("Profit", 1_234_567.0, "money"), ("Other", None, ""), ("Count", 1000.0, "number"),
        ("Loss", -0.001, "money")]


def test_it_is_said_in_every_language_and_read_in_the_one_spoken():
    told = in_every_language(lambda: Told(_("No customers match")))
    assert set(told) == set(LANGUAGES)
    kept = dataclasses.replace(KEPT, told=told)
    with in_language("es"):
        assert kept.here.sentence == told["es"].sentence != told["en"].sentence
        assert KEPT.here == THEN, "or in one that was kept"


@named
def the_curve(name: str = "") -> Caption:
    return Caption("Título", name=name)


def test_a_card_is_called_after_the_function_that_words_it_in_every_language():
    for language in LANGUAGES:
        with in_language(language):
            assert the_curve().name == "the_curve"
    assert the_curve("of its own").name == "of its own"
    assert Caption("a", "b").name == ""
    assert "pareto" in rooms()
