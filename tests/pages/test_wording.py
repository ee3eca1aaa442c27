"""Names stand as they are, whatever Streamlit would make of them."""

from __future__ import annotations

import pytest

from pages.frame.visit.wording import escape, few_digits


@pytest.mark.parametrize(("text", "shown"), [
    ("a :red[b] **c** $d$", r"a \:red\[b\] \*\*c\*\* \$d\$"),
    ("Plan:VIP <b>", r"Plan\:VIP \<b\>"),
    ("at 12:30: as said", "at 12:30: as said"),
    ("20 % de EUR 5", "20\u00a0% de EUR\u00a05"),
])
def test_marks_of_markdown_are_escaped_and_figures_do_not_break(text, shown):
    assert escape(text) == shown


@pytest.mark.parametrize(("text", "number"), [
    ("7", 7), ("100", 100), ("²", None), ("\u0663", None), ("-1", None), ("", None), ("1000", None), ("1 ", None),
])
def test_a_number_in_a_link_has_few_digits(text, number):
    assert few_digits(text) == number


@pytest.mark.parametrize(("text", "shown"), [
    ("Caja https://x.es", "Caja https:\u200c//x.es"), ("WWW.x.es", "WWW\u200c.x.es"), ("a@b.es", "a\u200c@b.es"),
    ("A -> B", "A -\u200c\\> B"), ("A <- B", "A \\<\u200c- B"), ("A -- B >= C", "A -\u200c- B \\>\u200c= C"),
    ("Norte (2020-2025): 5 % = 1", "Norte (2020-2025): 5\u00a0% = 1"),
])
def test_a_name_becomes_neither_a_link_nor_an_arrow(text, shown):
    assert escape(text) == shown
