"""A form for one target."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any, cast

import streamlit as st

from crm_core.figures import FIGURES, Direction
from crm_core.language import N_, _, conventions, pgettext
from crm_core.periods.months import moved
from crm_core.targets import PERIOD_KINDS, Aim
from crm_core.targets.calendar import LENGTHS, first_of
from crm_core.targets.period_names import period_label, period_name, period_of
from crm_core.targets.written_amount import amount_of
from pages.frame.saving.workspace import ActionResult, ask_who, forget, run_action, say, workspace
from pages.parts.signals.board import Board
from pages.parts.signals.undone import undo

_AHEAD = {"year": 3, "quarter": 5, "month": 12}
"""How many periods of each kind are offered, the one under way among them; further ones come by a file."""
NARROWEST = 200
"""Pixels of a field beside another: on a desk's screen the form is seen whole, with its button and what it refuses."""
_BETTER = {"": N_("as usual for the figure"), "more": N_("more"), "less": N_("less")}


def draw(board: Board, place: str) -> None:
    """The form, behind a button. What it does is said in the card `place`."""
    form = f"{place}.form"
    with (st.popover(_("Set a target"), icon=":material/flag:", key=f"{place}.popover", on_change=forget, args=(form,)),
          st.form(form, border=False)):
        with st.grid(2, min_column_width=NARROWEST, gap="small"):
            st.selectbox(pgettext("with a target", "Figure"), list(board.actuals.figures),
                         format_func=lambda key: FIGURES[key].label, key=f"{form}.figure")
            places = {"": _("the bank"), **{region: board.names.get(region, region)
                                            for region in board.actuals.regions}}
            st.selectbox(_("Where"), list(places), format_func=places.__getitem__, key=f"{form}.where")
            offered = _offered(board)
            st.selectbox(_("Period"), list(offered), format_func=offered.__getitem__, key=f"{form}.period")
            st.text_input(_("Amount"), key=f"{form}.amount",
                          help=_("Money in {unit}, customers, or a share such as 95%.", unit=board.money.unit))
            st.selectbox(_("Better is"), list(_BETTER), format_func=lambda each: _(_BETTER[each]),
                         key=f"{form}.better")
            ask_who(f"{form}.author")
        say(form)
        st.form_submit_button(_("Set"), key=f"{place}.set", on_click=_set, args=(place, form, board.starts))


def _offered(board: Board) -> dict[str, str]:
    """Periods by name: the ones under way and some ahead, and each of a kind."""
    known = board.actuals.last_month or dt.date(2000, 1, 1)
    offered: dict[str, str] = {}
    for kind in PERIOD_KINDS:
        first = first_of(kind, known, year_starts=board.starts)
        months = [*(moved(first, LENGTHS[kind] * ahead) for ahead in range(_AHEAD[kind])), None]
        offered |= {period_name(kind, month, year_starts=board.starts):
                    period_label(kind, month, year_starts=board.starts) for month in months}
    return offered


def _set(place: str, form: str, starts: int) -> None:
    field: dict[str, Any] = {name: st.session_state.get(f"{form}.{name}") or "" for name in (
        "figure", "where", "period", "amount", "better", "author")}

    def action() -> ActionResult:
        kind, first = period_of(field["period"], year_starts=starts)
        better = cast("Direction", field["better"] or FIGURES[field["figure"]].better)
        change = workspace().targets.set(
            Aim(field["figure"], field["where"], kind, first,
                amount_of(field["amount"], decimal=conventions().decimal), better), author=field["author"])
        st.session_state.update({f"{form}.amount": "", f"{place}.popover": False})
        said = _("The target is set in the place of the one before.") if change.removed else _("The target is set.")
        return ActionResult(said, partial(undo, change))

    run_action(place, action, form=form, author=field["author"])
