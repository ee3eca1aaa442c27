"""The list of customers who change tier: narrowed, searched, a page at a time, and rows to pick from."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pandas as pd
import streamlit as st

from crm_core.language import N_, Message, _, pgettext
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Direction, MoversPage, Order, Place, Tiering, Wanted, who_changes
from crm_core.rooms.tiers.customers.movers import ANY
from crm_core.vocabulary import direction_label
from pages import frame
from pages.frame.visit.visit import current
from pages.parts.tier_changes.basis import Compared
from pages.parts.tier_changes.places import CONTROL

ROWS = 50
NARROW, WIDE = 180, 200
"""Pixels of the controls of the list, so that all of them stand in one row."""
_GOES: tuple[Direction, ...] = ("down", "up", "new", "left")
_ORDERS: dict[Order, Message] = {"contribution": N_("Highest contribution"), "least": N_("Lowest contribution"),
                                 "balance": N_("Highest balances")}
_ALL_OF: dict[Place, Message] = {"region": N_("Region {name}"), "branch": N_("Branch {name}"),
                                 "manager": N_("Manager {name}")}


@dataclasses.dataclass(frozen=True, eq=False)
class Listed:
    """The rows of `movers` that are `picked`, and `every` one that is listed on all pages: `found` of them."""

    picked: pd.DataFrame
    found: int
    direction: Direction
    every: Callable[[], pd.DataFrame]


def customers(read: Reader, compared: Compared, result: Tiering, places: pd.DataFrame) -> Listed:
    """The card. Returns what is listed and picked: nobody who has left, unless the list is of them."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        goes = {each: direction_label(each) for each in _GOES if each in ("down", "up") or compared.of.is_apart}
        direction = frame.choice("goes", pgettext("tier", "Goes"), goes)
        wanted = dataclasses.replace(
            _of(places), departed=direction == "left",
            search=frame.text_field("search", _("Search"), placeholder=_("Name or ID"), width=NARROW),
            order=frame.pick("order", _("Order"), {each: _(text) for each, text in _ORDERS.items()}, width=NARROW))

    def page_of(number: int) -> MoversPage:
        return frame.cache_answer(f"movers {compared.key} {direction} {wanted} {number}", lambda: tiers.movers_page(
            read, compared.of, directions=(direction,), wanted=wanted, skip=ROWS * (number - 1), rows=ROWS))

    first, departed = page_of(1), 0 if wanted.departed or wanted.search else _departed(compared, direction, wanted)
    with frame.card(*who_changes.who_moves(first.found, result, departed=departed)):
        if not first.found:
            frame.ignore_in_link("page", "who")
            st.markdown(_("No customer on this list. Choose another direction, region, branch or manager, or clear the "
                          "search."))
            return Listed(first.table, 0, direction, lambda: first.table)
        number = frame.page_of("page", first.found, ROWS)
        listed = first if number == 1 else page_of(number)
        return Listed(_picked(listed.table), first.found, direction, lambda: tiers.movers_page(
            read, compared.of, directions=(direction,), wanted=wanted, rows=first.found).table)


def _of(places: pd.DataFrame) -> Wanted:
    """The control of whose customers are listed."""
    names = dict(zip(places["value"], (_(_ALL_OF[row.place], name=row.name) for row in
                                       places.itertuples(index=False)), strict=True))
    key = current().key(CONTROL)
    if st.session_state.get(key, "") not in ("", *names):
        st.session_state.pop(key)  # nobody of theirs changes tier now
    of = frame.pick(CONTROL, _("Whose customers"), {"": _("All customers")} | names, width=WIDE)
    place, _colon, place_id = of.partition(":")
    ids = {place: place_id} if of else {}
    region, branch, manager = (ids.get(each, ANY) for each in tiers.PLACES)
    return Wanted(region, branch, manager)


def _departed(compared: Compared, direction: Direction, wanted: Wanted) -> int:
    """How many are left out because they have left; the search does not know them."""
    for place in tiers.PLACES:
        if (place_id := getattr(wanted, place)) != ANY:
            return compared.departed.customers(direction, place, place_id)
    return compared.departed.customers(direction)


def _picked(table: pd.DataFrame) -> pd.DataFrame:
    rows = table.assign(
        tiers=[_("{before} → {now}", before=before or "–", now=now or "–")
               for before, now in zip(table["previous_tier"], table["tier"], strict=True)],
        hours=table["hours_after"] - table["hours_before"],
        cost_change=table["cost_after"] - table["cost_before"])
    listed = frame.Rows(rows, {
        "name": _("Customer"), "tiers": _("Tier"), "contribution": _("Contribution"), "reason": _("Reason"),
        "hours": _("Staff hours"), "manager": _("Manager"), "branch": _("Branch"), "balance": _("Balances"),
        "customer_id": _("Customer ID")}, by="customer_id", wraps=True,
        widths={"name": 150, "tiers": 150, "contribution": 120, "reason": 330, "hours": 90})
    picked = frame.pick_rows("who", _("Selected customers"), listed, alt=_("Customers who change tier, with reasons"),
                             invitation=_("Click rows to select them."))
    return table[table["customer_id"].isin(picked)]
