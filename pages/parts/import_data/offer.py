"""A recipe of before, offered when files of its names and columns arrive: one click to the dry run."""

from __future__ import annotations

import re

import streamlit as st

from crm_core.intake.desk.kept_recipes import Fit, fits, kept_recipes, next_month, with_month
from crm_core.language import _, day
from crm_core.warehouse import Shelf
from pages import frame
from pages.parts.import_data.desk import Desk
from pages.parts.import_data.trying import start

_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")


def offer(desk: Desk) -> None:
    """The kept recipes that fit; nothing once one was taken, or while a dry run is under way."""
    if desk.work is not None or desk.trial is not None:
        return
    for fit in fits(kept_recipes(Shelf()), desk.tables):
        if not desk.former and fit.recipe != desk.recipe:
            _offered(desk, fit)


def _offered(desk: Desk, fit: Fit) -> None:
    with frame.card(_("These are files like those of {title}", title=fit.kept.name),
                    _("Their recipe was kept on {day}.", day=day(fit.kept.kept_at))):
        key, month = f"import_data.{desk.round}.offer.{fit.kept.path.stem}", ""
        if fit.asks_month:
            month = st.text_input(_("Month of the balances, as the files have no date"), next_month(fit.kept.recipe),
                                  key=f"{key}.month", width=320).strip()
        if fit.is_dated:
            st.caption(_("It says of some columns which months they are: check them below before the dry run."))
        with st.container(horizontal=True):
            if not fit.is_dated:
                st.button(_("Use it: dry run"), icon=":material/play_arrow:", key=f"{key}.try", on_click=_use,
                          args=(desk, fit, month), kwargs={"runs": True},
                          disabled=fit.asks_month and not _MONTH.fullmatch(month))
            st.button(_("Use it and look at it"), icon=":material/visibility:", key=f"{key}.look", on_click=_use,
                      args=(desk, fit, month), kwargs={"runs": False})


def _use(desk: Desk, fit: Fit, month: str, *, runs: bool) -> None:
    desk.replace(with_month(fit.recipe, month) if month else fit.recipe)
    if runs:
        start(desk)
