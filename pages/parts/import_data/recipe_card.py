"""The recipe as the text that it is: to read, to take along, to edit."""

from __future__ import annotations

import streamlit as st

from crm_core import CannotAnswer
from crm_core.intake.desk.recipe import Recipe
from crm_core.language import _
from pages.frame.saving.workspace import ActionResult, run_action, say
from pages.parts.import_data.desk import Desk

_PLACE = "import_data.recipe"


def recipe_card(desk: Desk) -> None:
    """`mapping.toml`, which the command line reads too."""
    with st.expander(_("The recipe as text (mapping.toml)"), icon=":material/description:", type="compact"):
        st.caption(_("It is kept when the data is published, and offered when files of the same kind arrive. Beside "
                     "your files it serves `python -m crm_core build files` too."))
        text = desk.recipe.toml()
        key = f"import_data.{desk.round}.toml.{len(desk.former)}"
        st.text_area(_("Recipe"), text, height=320, key=key, label_visibility="collapsed")
        with st.container(horizontal=True):
            st.download_button(_("Download"), text, "mapping.toml", on_click="ignore", key="import_data.toml",
                               icon=":material/download:")
            st.button(_("Apply what I wrote"), icon=":material/check:", key="import_data.apply", on_click=run_action,
                      args=(_PLACE, lambda: _apply(desk, key)))
        say(_PLACE)


def _apply(desk: Desk, key: str) -> ActionResult:
    recipe = Recipe.from_toml(st.session_state[key])
    if refusal := recipe.refusal():
        raise CannotAnswer(refusal)
    desk.replace(recipe)
    desk.tables = ()
    return ActionResult(_("The recipe was taken as you wrote it."))
