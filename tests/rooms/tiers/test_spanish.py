"""What Tiers says in Spanish: the same figures as in English, and no text that was left untranslated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.reading import Metric
from crm_core.rooms import tiers
from crm_core.rooms.tiers import captions, needs_mark, needs_note
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from tests.rooms.tiers.schemes import EQUAL, by_cuts
from tests.tiny_books import publish as publish_tiny
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
SCHEMES = {
    "thresholds": by_cuts(75, 40), "one tie": starting_scheme(EQUAL, by="contribution"), "nobody": by_cuts(100, 40),
    "types": replace(starting_scheme(EQUAL, by_type=True), hold=Hold(5.0, 2)),
    "needs": starting_scheme(EQUAL, how="needs", tiers=2), "natural": starting_scheme(EQUAL, how="natural"),
    "budget": starting_scheme(EQUAL, how="budget", values=(9_000.0,), tiers=4),
}


@pytest.fixture(scope="module", params=SCHEMES)
def result(book, request):
    return tiers.tiering(book.reader(), SCHEMES[request.param])


def texts(result) -> list[str]:
    """All that is said of a result, but figures alone."""
    metrics: list[Metric] = list(captions.metrics(result, EUR))
    sentences = [
        *vars(tiers.say(result, EUR)).values(), *(each.label for each in metrics),
        *(each.explain for each in metrics), captions.moves_note(result, EUR), captions.hold_note(result),
        captions.lacking_note(result), captions.capacity_note(result), *captions.cuts_notes(result, EUR),
        *captions.fairness_notes(result), *captions.leakage_notes(result, EUR),
    ]
    for caption in (captions.cuts(result.scheme.groups[0], is_example=True), captions.fairness(result),
                    captions.moves(result), captions.promises(result), captions.capacity(result),
                    captions.leakage(result, EUR)):
        sentences += caption[:2]
    for need in result.needs.values():
        sentences += [needs_note(need), *need.profile["marked_by"].map(needs_mark)]
    return [text for text in sentences if text]


def test_the_figures_are_the_same_in_both_languages(result):
    english, spanish = figures_in_both(lambda: texts(result))
    assert spanish == english


def test_a_banker_reads_the_answer_in_spanish(tmp_path):
    publish_tiny(tmp_path, [50, 30, 10, 5, 5])
    with open_book(tmp_path) as book, in_language("es"):
        headline = tiers.say(tiers.answer(book.reader(), by="contribution"), EUR).headline
        with pytest.raises(CannotAnswer, match=r"El número de tramos es 9; un esquema puede tener de 2 a 6\."):
            tiers.answer(book.reader(), tiers=9)
    assert headline.replace("\u00a0", " ") == ("Premium reúne el 20 % de los clientes y genera el 50 % de la "
                                               "contribución. Son umbrales predeterminados, no un esquema aprobado.")


def test_nothing_escapes_translation(result):
    assert left_in_english(lambda: texts(result)) == []
    assert left_in_english(lambda: tiers.scheme_in_words(result.scheme, EUR).keys()) == []
    assert left_in_english(lambda: tiers.scheme_in_words(result.scheme, EUR).values()) == []


def test_no_word_of_a_picture_escapes_translation(result):
    def hovers() -> Iterator[str]:
        for picture in (tiers.draw_tiers(result, EUR), tiers.draw_fairness(result), tiers.draw_capacity(result),
                        *([tiers.draw(result, EUR)] if len(result.spread) else []),
                        tiers.draw_moves(result.moves, result.scheme, result.scheme, EUR)):
            for row in picture.data[0].customdata:
                yield from [row] if isinstance(row, str) else row

    assert left_in_english(hovers) == []


def test_a_scheme_is_the_same_for_every_reader_and_shown_to_each(book):
    with in_language("es"):
        scheme = starting_scheme(EQUAL)
        assert scheme.labels == ("Premium", "Preferente", "Básico")
        assert tiers.offer_label(scheme.groups[0].promises[-1].offer).startswith("Apoyo tecnológico")
    assert scheme == starting_scheme(EQUAL)
    assert tiers.tier_label("Oro") == "Oro"
