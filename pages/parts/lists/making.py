"""A list made from the customers on another page: a button with a form, where that page has its table."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import percent
from crm_core.language import _, ngettext
from crm_core.lists.lot import Lot
from crm_core.lists.making import entries
from crm_core.lists.reading import left_out_in_words
from crm_core.lists.work_list import Origin, Plan, refuse_unless_it_can_be_worked
from pages import frame
from pages.frame.saving.workspace import ActionResult, ask_who, forget, run_action, say, who, workspace
from pages.frame.visit.visit import current
from pages.parts.lists.lots_in_record import deleted, lot_was_drawn

_WEEKS = 4
"""Weeks until the due date that is proposed."""
_NOTE_HEIGHT = 68
_PERCENT = 100
_SEEDS = 2**31
"""Numbers of a lot that every database keeps."""


@dataclass(frozen=True)
class Lots:
    """Which parts of a list can be left out by lot."""

    outcome: str
    """What calling is to prevent, as in `Lot`."""
    shares: Mapping[int, str]
    """Percent and in words; 0 leaves nobody out, and stands first."""


@dataclass(frozen=True, eq=False)
class _Making:
    """What a form makes a list of, and where it says what came of it."""

    place: str
    rows: Callable[[], pd.DataFrame]
    customers: int
    goes_down: bool
    origin: Origin
    assumed: float | None
    break_even: float | None
    lots: Lots | None

    @property
    def form(self) -> str:
        return f"{self.place}.form"

    @property
    def to_reach(self) -> str:
        return f"{self.form}.to_reach.{self.customers}"


def make_list(rows: pd.DataFrame | Callable[[], pd.DataFrame], *, customers: int = 0, goes_down: bool = False,
              scheme_name: str = "", compared_with: str = "", place: str = "tier_changes.list",
              assumed_attrition: float | None = None, break_even: float | None = None,
              lots: Lots | None = None) -> None:
    """The button “Make a list” with its form. `rows` are the customers, with the columns of `lists.making.entries`; or
    what gives them when the list is made, called outside a visit: then `customers` is how many there will be, and
    `goes_down` whether any of them goes down.

    `assumed_attrition` is the part (0 to 1) of those who go down that is assumed to leave, to start from, and
    `break_even` the part from which the change does not pay; both are kept with the list and compared with what comes
    back. `lots` are the parts that can be left out by lot. What was made is said below, with the way back and the way
    to the page of lists.
    """
    if isinstance(rows, pd.DataFrame):
        customers, goes_down = len(rows), bool((rows["direction"] == "down").any())
    making = _Making(place, (lambda: rows) if isinstance(rows, pd.DataFrame) else rows, customers, goes_down,
                     _origin(scheme_name, compared_with), assumed_attrition, break_even, lots)
    label = ngettext("Make a list of {count} customer", "Make a list of {count} customers", customers)
    with st.popover(label, icon=":material/playlist_add_check:", key=f"{place}.popover", on_change=forget,
                    args=(making.form,)):
        try:
            refuse_unless_it_can_be_worked(customers)
        except CannotAnswer as sentence:
            st.markdown(frame.escape(str(sentence)))
        else:
            _draw_form(making)
            say(making.form)
    done, number = say(place), st.session_state.get(f"{place}.made")
    if done and done.undo and number:
        st.page_link("pages/lists.py", label=_("Open the list"), icon=":material/arrow_forward:",
                     query_params=frame.link_to("lists", list=str(number)))


def _draw_form(making: _Making) -> None:
    form, assumed = making.form, making.assumed
    today = dt.date.today()  # noqa: DTZ011 a day of the reader's calendar
    with st.form(form, border=False):
        st.text_input(_("Name of the list"), key=f"{form}.name")
        st.date_input(_("Due date"), today + dt.timedelta(weeks=_WEEKS), min_value=today, format=_("YYYY-MM-DD"),
                      key=f"{form}.due_on")
        # Another number of customers is another field: the one before would hold a number that is too large for it.
        st.number_input(_("How many are to be reached"), 1, making.customers, making.customers, 1,
                        key=making.to_reach)
        if making.lots:
            st.selectbox(_("Left out by lot"), list(making.lots.shares), format_func=making.lots.shares.__getitem__,
                         key=f"{form}.left_out", help=_(
                             "They are not called, and a year later the page Retention compares both: only so does it "
                             "show what calling keeps. In brackets how many; then the part of those expected to go "
                             "that calls must keep for it to show in four of five such pilots."))
        if making.goes_down:
            st.number_input(
                _("Assumed to leave, of those who go down, %"), 0.0, 100.0,
                None if assumed is None else round(_PERCENT * assumed, 1), 0.5, format="%0.1f",
                key=f"{form}.assumed", placeholder=_("no assumption"),
                help=_("An assumption, compared later with who has left. Leave it empty to assume nothing."))
            if making.break_even is not None:
                st.caption(_("Break-even: the change does not pay from {share} on.",
                             share=percent(making.break_even)))
        st.text_area(_("Note"), key=f"{form}.note", height=_NOTE_HEIGHT)
        ask_who(f"{form}.author")
        st.form_submit_button(_("Make the list"), type="primary", key=f"{form}.make", on_click=_make, args=(making,))


def _origin(scheme_name: str, compared_with: str) -> Origin:
    visit = current()
    info = visit.book.info
    return Origin(scheme_name, compared_with, visit.scope_words, visit.book.fingerprint, str(info["title"]),
                  info["last_month"], str(info["currency"]))


def _make(making: _Making) -> None:
    form, place = making.form, making.place
    name, due_on, assumed, note, author = (
        st.session_state.get(f"{form}.{part}") for part in ("name", "due_on", "assumed", "note", "author"))
    to_reach, percent_out = st.session_state.get(making.to_reach), st.session_state.get(f"{form}.left_out")

    def action() -> ActionResult:
        if due_on is None:
            raise CannotAnswer(_("The due date is empty. Choose a day."))
        share = None if assumed is None else assumed / _PERCENT
        rows = entries(making.rows(), due_on=due_on)
        lot = Lot(making.lots.outcome, percent_out / _PERCENT, secrets.randbelow(_SEEDS)) \
            if making.lots and percent_out else None
        called = len(rows) - len(lot.left_out(row.customer_id for row in rows)) if lot else len(rows)
        plan = Plan(min(int(to_reach or called), called), due_on, share,
                    making.break_even if making.goes_down else None)
        made = workspace().lists.draft(name or "", rows, plan, author=author or "",
                                       note=note or "", origin=making.origin, lot=lot)
        st.session_state.update({f"{form}.name": "", f"{form}.note": "", f"{place}.popover": False,
                                 f"{place}.made": made.id})
        said = ngettext("The list '{name}' holds {count} customer.", "The list '{name}' holds {count} customers.",
                        made.customers, name=made.name)
        if lot:
            lot_was_drawn(made, customers=len(rows))
            said = f"{said} {left_out_in_words(len(rows) - called)}"
        return ActionResult(said, lambda: _unmake(made.id))

    run_action(place, action, form=form, author=author or "")


def _unmake(number: int) -> ActionResult:
    return ActionResult(_("'{name}' is deleted.", name=deleted(number, author=who()).name))
