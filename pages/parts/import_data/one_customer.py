"""Likely duplicates of a dry run, decided pair by pair; the decisions become lines of the recipe."""

from __future__ import annotations

import streamlit as st

from crm_core.amounts import number
from crm_core.intake.desk.decisions import with_decisions
from crm_core.intake.desk.recipe import Recipe
from crm_core.intake.desk.trial import Trial
from crm_core.intake.draft import BuildRefused
from crm_core.intake.duplicates import Duplicates
from crm_core.intake.files.identity import MAX_AT_BUILD
from crm_core.language import _
from pages import frame
from pages.frame.visit import language
from pages.parts.duplicates import duplicates_card
from pages.parts.import_data.desk import Desk
from pages.parts.import_data.trying import start

_PLACE = "import_data.duplicates"
_UNSURE = "unsure"


def one_customer(desk: Desk, trial: Trial, found: Duplicates) -> None:
    """The pairs, and the button that tries again with what was decided; nothing where there is no pair."""
    key = f"{_PLACE}.{desk.round}.{trial.fingerprint}"
    if found.customers > MAX_AT_BUILD:
        st.caption(_("There are {customers} customers: a dry run looks for likely duplicates among {most} at most, "
                     "`python -m crm_core duplicates` among more.", customers=number(found.customers),
                     most=number(MAX_AT_BUILD)))
    desk.decisions = duplicates_card(found, desk.unsure, key=key)
    if pending(desk):
        st.button(_("Try again with these decisions"), icon=":material/replay:", key="import_data.try_decided",
                  on_click=_again, args=(desk, found, key))
    if desk.contradiction:
        st.warning(frame.escape(desk.contradiction), icon=":material/info:")


def pending(desk: Desk) -> int:
    """How many decisions the dry run does not hold yet."""
    return sum(answer != _UNSURE for answer in desk.decisions.values())


def decided_recipe(desk: Desk, found: Duplicates) -> Recipe:
    """The recipe with the decisions. Raises BuildRefused where they contradict each other."""
    if desk.delivery is None:
        return desk.recipe
    return with_decisions(desk.recipe, found.pairs, desk.decisions, desk.delivery.folder)


def _again(desk: Desk, found: Duplicates, key: str) -> None:
    """Take the decisions into the recipe, as one change to be undone, and begin another dry run."""
    language.resume()
    try:
        recipe = decided_recipe(desk, found)
    except BuildRefused as refused:
        desk.contradiction = str(refused)
        return
    st.session_state.pop(f"{key}.made", None)
    desk.unsure = {pair: answer for pair, answer in desk.decisions.items() if answer == _UNSURE}
    desk.replace(recipe)
    start(desk)
