"""What to ask next: a card for each question that the book can answer, with its answer where that is cheap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import streamlit as st

from crm_core import CannotAnswer
from crm_core.chapters import PAGES
from crm_core.language import _
from pages.frame.linking.address import link_to
from pages.frame.showing.show import question_card
from pages.frame.visit.link import Control

Answer = Callable[[], str]
"""Gives a page's answer in a sentence, when it is asked for."""
ACROSS, NARROWEST = 3, 280
"""Cards beside each other on a wide screen, and the pixels below which they stand below each other."""


@dataclass(frozen=True)
class NextQuestion:
    """One question: the page that answers it, its name there, and `say`, which gives the answer in a sentence.

    `say` gives nothing for an answer too dear to work out here, and raises CannotAnswer when the book has none: then
    there is no card. `controls` are set on the page.
    """

    page: str
    question: str
    say: Answer
    controls: dict[str, Control] = field(default_factory=dict)


def next_questions(questions: Iterable[NextQuestion], *, heading: str = "") -> None:
    """The cards, three beside each other where there is room; `heading` above the first that has an answer."""
    above = st.empty()
    with st.grid(ACROSS, min_column_width=NARROWEST):
        for each in questions:
            try:
                answer = each.say()
            except CannotAnswer:
                continue
            if heading:
                above.subheader(heading, anchor=False)
            with question_card(answer or each.question):
                st.page_link(f"pages/{each.page}.py", label=_("Open {page}", page=PAGES[each.page].title),
                             icon=":material/arrow_forward:", query_params=link_to(each.page, **each.controls))
