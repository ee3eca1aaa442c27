"""Cards of next questions: those that have an answer, and a heading only above some."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.frame.showing import question_cards


def cards_of(answers: list[str]) -> None:
    from crm_core import CannotAnswer
    from pages.frame.showing.question_cards import NextQuestion, next_questions

    def say(answer: str) -> str:
        if not answer:
            raise CannotAnswer("The data does not say.")
        return answer

    next_questions([NextQuestion("pareto", "How?", lambda answer=answer: say(answer)) for answer in answers],
                   heading="Next questions")


@pytest.mark.parametrize(("answers", "heading", "told"), [
    (["", "Few customers.", "In the north."], ["Next questions"], ["Few customers.", "In the north."]),
    (["", ""], [], []),
])
def test_what_has_no_answer_is_left_out_and_a_heading_over_nothing_too(monkeypatch, answers, heading, told):
    monkeypatch.setattr(question_cards, "link_to", lambda page, **controls: {})
    monkeypatch.setattr(st, "page_link", lambda *where, **how: None)
    app = AppTest.from_function(cards_of, kwargs={"answers": answers}).run()
    assert not app.exception
    said = [each.value for each in (*app.subheader, *app.markdown)]
    assert [each for each in said if each == "Next questions"] == heading
    assert [each for each in told if any(each in one for one in said)] == told
    assert len(said) == len(heading) + len(told)
