"""A text that a book holds is told in any language, its values as readers of that language write them."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from crm_core.language import N_, in_language
from crm_core.language.stored import stored, stored_together, told

FELL = stored("The rows of activity fell by {share} in {month}, from about {usual_count} to {rows_count}; a comparison "
              "across that month compares different customers.",
              share=0.97, month=dt.date(2024, 1, 1), usual_count=2000, rows_count=60)


def test_one_text_is_told_in_two_languages():
    assert told(FELL) == ("The rows of activity fell by 97% in January 2024, from about 2,000 to 60; a comparison "
                          "across that month compares different customers.")
    with in_language("es"):
        assert told(FELL).startswith(
            "Las filas de actividad cayeron un 97\u00a0% en enero de 2024, de unas 2.000 a 60;")


def test_values_are_kept_as_data():
    assert json.loads(FELL) | {"text": ""} == {"text": "", "share": 0.97, "month": "2024-01-01", "usual_count": 2000,
                                               "rows_count": 60}


def test_how_a_value_is_written_depends_on_how_its_name_ends():
    text = stored("{a_share} {b_count} {c_month} {d_day} {e_word} {f} {g_amount}", a_share=0.5582, b_count=12345,
                  c_month="2024-03-01", d_day="2024-03-31", e_word=N_("comma"), f=12345, g_amount=1234.5)
    assert told(text) == "55.8% 12,345 March 2024 31 March 2024 comma 12345 1,234.50"
    with in_language("es"):
        assert told(text) == "55,8\u00a0% 12.345 marzo de 2024 31 de marzo de 2024 coma 12345 1.234,50"


def test_a_text_inside_a_text_is_told_too():
    expected = {"text": N_("a date such as {form}"), "form": "2026-03-31"}
    assert told(stored("'{value}' is not {expected}.", value="x", expected=expected)) == (
        "'x' is not a date such as 2026-03-31.")


def test_sentences_are_told_one_behind_the_other_and_clauses_parted():
    assert told(stored_together(stored("One."), stored("Two."))) == "One. Two."
    assert told(stored_together(stored("one"), stored_together(stored("two"), stored("three")))) == "one; two; three"


@pytest.mark.parametrize("typed", ["Interim figures", "{", '{"text": "x', '{"text":"{x}"', '{"text":"{0}","x":1}',
                                   '[{"text":"a"', "{count} rows", "", '{"text":""}', '{"text":5}', '[{"text":null}]',
                                   '{"text":"{x.y}","x":1}', '{"text":"{x.__class__}","x":1}', '{"text":"{x!r}","x":1}',
                                   '{"text":"{x:>900}","x":1}', '{"text":"{x_share}","x_share":1e400}',
                                   '{"text":"{x}","x":' + "[" * 9_000 + "]" * 9_000 + "}"])
def test_what_somebody_typed_is_told_as_it_stands(typed):
    with in_language("es"):
        assert told(typed) == typed


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_nothing_is_told_of_nothing(nothing):
    assert told(nothing) == ""


def test_a_name_with_braces_is_a_name():
    assert told(stored("{file} was not read.", file="{count}.csv")) == "{count}.csv was not read."


def test_a_share_is_neither_rounded_to_nothing_nor_to_all():
    shares = [0, 0.0004, 0.001, 0.5, 0.9996, 1, 10.0]
    assert [told(stored("{share}", share=each)) for each in shares] == [
        "0%", "<0.1%", "0.1%", "50%", ">99.9%", "100%", "1,000%"]
