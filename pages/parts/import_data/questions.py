"""What only a person can say of the files, asked first: a month, a year, one of a few."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import streamlit as st

from crm_core.contract import FAMILIES
from crm_core.intake.desk.questions import Question
from crm_core.language import _
from crm_core.vocabulary import family_label
from pages import frame
from pages.parts.import_data.desk import Desk

_MONTH, _YEAR = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])"), re.compile(r"(19|20|21)\d\d")


def questions(desk: Desk) -> None:
    """The questions that the recipe still waits for, each with its place for the answer; and advice."""
    for number, question in enumerate(desk.questions):
        if question.kind == "advice" or not question.places:
            st.info(frame.escape(question.sentence), icon=":material/info:")
        elif question.is_open_in(desk.recipe):
            _ask(desk, number, question)


def is_open(desk: Desk) -> bool:
    """Whether an answer is missing without which no data can be made."""
    return any(each.is_open_in(desk.recipe) for each in desk.questions)


def _ask(desk: Desk, number: int, question: Question) -> None:
    key = f"import_data.{desk.round}.question.{number}"
    how: dict[str, Any] = {"key": key, "on_change": _answer, "args": (desk, question, key), "width": 320}
    with st.container(border=True):
        st.markdown(f":material/help: {frame.escape(question.sentence)}")
        if question.kind == "choice":
            st.selectbox(_("Answer"), list(question.choices), index=None, placeholder=_("Choose"),
                         format_func=_in_words,
                         label_visibility="collapsed", **how)
            return
        example = f"{dt.datetime.now(dt.UTC):%Y-%m}" if question.kind == "month" else f"{dt.datetime.now(dt.UTC):%Y}"
        st.text_input(_("Answer"), placeholder=example, label_visibility="collapsed", **how)
        given = st.session_state.get(key)
        if given and not _fits(question, given):
            st.warning(_("Write a month such as {example}.", example=example) if question.kind == "month" else
                       _("Write a year such as {example}.", example=example), icon=":material/info:")


def _in_words(choice: str) -> str:
    """A choice as people say it: a family by its name, a way of writing dates by the last day of this year."""
    if choice in FAMILIES:
        return family_label(choice)
    last_day = dt.date(dt.datetime.now(dt.UTC).year, 12, 31)
    if "%" not in choice:
        return choice
    return _("{choice}: 31 December is written {day}", choice=choice, day=f"{last_day:{choice}}")


def _answer(desk: Desk, question: Question, key: str) -> None:
    given = (st.session_state[key] or "").strip()
    if _fits(question, given):
        desk.replace(question.answered(desk.recipe, given))


def _fits(question: Question, given: str) -> bool:
    if question.kind == "choice":
        return given in question.choices
    return bool((_MONTH if question.kind == "month" else _YEAR).fullmatch(given.strip()))
