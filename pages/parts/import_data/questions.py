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
_WRITTEN = (re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})"),
            re.compile(r"(?P<month>\d{1,2})[-/. ](?P<year>\d{4})"))
"""How people write a month, beside 2026-03: 03/2026, 3.2026, 2026/3."""


def questions(desk: Desk) -> None:
    """The questions that the recipe still waits for, each with its place for the answer; and advice."""
    for number, question in enumerate(desk.questions):
        if question.kind == "rows":
            _rows(desk, number, question)
        elif question.kind == "advice" or not question.places:
            st.info(frame.escape(question.sentence), icon=":material/info:")
        elif question.is_open_in(desk.recipe):
            _ask(desk, number, question)


def is_open(desk: Desk) -> bool:
    """Whether an answer is missing without which no data can be made."""
    return any(each.is_open_in(desk.recipe) for each in desk.questions)


def _ask(desk: Desk, number: int, question: Question) -> None:
    key = f"import_data.{desk.round}.question.{number}"
    how: dict[str, Any] = {"key": key, "on_change": _answer, "args": (desk, question, key), "width": 320}
    label = frame.escape(question.sentence)
    with st.container(border=True):
        st.markdown(f":material/help: {label}")
        if question.kind == "choice":
            st.selectbox(label, list(question.choices), index=None, placeholder=_("Choose"),
                         format_func=_in_words,
                         label_visibility="collapsed", **how)
            return
        example = f"{dt.datetime.now(dt.UTC):%Y-%m}" if question.kind == "month" else f"{dt.datetime.now(dt.UTC):%Y}"
        st.text_input(label, placeholder=_("such as {example}", example=example),
                      label_visibility="collapsed", **how)
        given = st.session_state.get(key)
        if given and not _fits(question, given):
            st.warning(_("Write a month such as {example}.", example=example) if question.kind == "month" else
                       _("Write a year such as {example}.", example=example), icon=":material/info:")


def _rows(desk: Desk, number: int, question: Question) -> None:
    """Which rows count, by what one of their columns says: all of them, until somebody leaves some out."""
    key = f"import_data.{desk.round}.question.{number}"
    with st.container(border=True):
        st.markdown(f":material/help: {frame.escape(question.sentence)}")
        st.pills(frame.escape(question.sentence), list(question.choices), selection_mode="multi", key=key,
                 default=list(question.counted(desk.recipe)), on_change=_count, args=(desk, question, key),
                 label_visibility="collapsed")
        st.caption(_("Rows of the values that are marked count; the others are left out, and told."))


def _count(desk: Desk, question: Question, key: str) -> None:
    desk.replace(question.with_counted(desk.recipe, st.session_state[key]))


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
    given = _plain(given) if question.kind == "month" else given
    if _fits(question, given):
        desk.replace(question.answered(desk.recipe, given))


def _fits(question: Question, given: str) -> bool:
    if question.kind == "choice":
        return given in question.choices
    return bool(_MONTH.fullmatch(_plain(given)) if question.kind == "month" else _YEAR.fullmatch(given.strip()))


def _plain(given: str) -> str:
    """A month as a recipe writes it, however it was typed; anything else as it is."""
    given = given.strip()
    found = next((match for way in _WRITTEN if (match := way.fullmatch(given))), None)
    return f"{found['year']}-{int(found['month']):02}" if found else given
