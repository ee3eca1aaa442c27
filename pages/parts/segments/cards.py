"""The tables of the page of segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from crm_core import CannotAnswer, segmentation
from crm_core.amounts import Money, number
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import segments
from crm_core.rooms import tiers as tier_room
from crm_core.rooms.segments import Segments
from crm_core.rooms.segments.reading import in_words, sized, steadiness_words
from crm_core.rooms.tiers import Scheme
from crm_core.segmentation import FAMILIES, Segmentation
from crm_core.vocabulary import channel_label, family_label
from pages import frame
from pages.parts.tiers.approved_tiers import approved_tiers

_SHOWN = 12
"""Changes from one segment to another: the most frequent."""


def figures(result: Segments) -> frame.Rows:
    """How many they are and what they bring, as rows: what the chart shows."""
    return frame.Rows(result.segments, {
        "name": _("Segment"), "customers": _("Customers"), "customer_share": _("Share of customers"),
        "contribution": _("Contribution"), "contribution_share": _("Share of contribution"),
        "contribution_per_customer": _("Contribution per customer")}, by="code", is_whole=True)


def profiles(result: Segments, found: Segmentation, money: Money) -> None:
    """What marks each segment, who belongs to it, and how far it can be relied on; a row narrows other pages to it."""
    rows = result.segments
    told = rows.assign(
        profile=[f"{in_words(row)}: {sized(row)}." for row in rows.itertuples()],
        definition=[segmentation.definition(found, code, money) for code in rows["code"]],
        stability=[steadiness_words(row) for row in rows.itertuples()])
    columns = {"name": _("Segment"), "profile": _("Profile"), "stability": _("Stability"),
               "definition": _("Who belongs to it")}
    frame.table(told, columns, alt=_("What marks each segment"), by="code", wraps=True, is_whole=True,
                leads_to=frame.narrow_segment(found),
                widths={"name": 140, "profile": 300, "stability": 150, "definition": 330})


def products(result: Segments) -> None:
    """Which part of each segment holds each family of products, and who serves it."""
    rows = result.segments
    held = [family for family in FAMILIES if rows[f"{family}_share"].gt(0).any()]
    told = rows.assign(channel=[channel_label(each) if each else None for each in rows["channel"]])
    frame.table(told, {"name": _("Segment")} | {f"{family}_share": family_label(family) for family in held} | {
        "products_held": _("Products per customer"), "channel": _("Main channel"),
        "channel_share": _("Share of that channel"), "balance": _("Median balance")},
        alt=_("Products and channels of each segment"), is_whole=True)


def changes(result: Segments) -> None:
    """The most frequent changes of segment within a year."""
    if result.moves.empty:
        if result.compared:
            st.markdown(_("Nobody changed segment."))
        return
    shown = result.moves.head(_SHOWN)
    if len(result.moves) > len(shown):
        st.caption(_("The {count} most frequent changes.", count=number(len(shown))))
    frame.table(shown, {"name_before": _("A year before"), "name": _("Now"), "customers": _("Customers")},
                alt=_("Customers who changed segment within a year"), is_whole=True)


def tiers(read: Reader, found: Segmentation, scheme: Scheme, names: Sequence[str]) -> None:
    """How each segment spreads over the tiers of the approved scheme: those that the register holds, as on any list."""
    order, approved = list(scheme.labels), approved_tiers()
    register = approved.register.path.name if approved.register else ""
    try:
        spread = frame.cache_answer(
            f"segments tiers {found.way} {len(found.codes)} {tier_room.to_json(scheme)} {register}",
            lambda: segments.over_tiers(read, found, approved.everybody(scheme), order))
    except CannotAnswer as sentence:
        st.info(frame.escape(str(sentence)), icon=":material/info:")
        return
    called = dict(zip(found.codes, names, strict=True))
    rows: Any = spread.assign(name=spread["code"].map(called))
    frame.chart(segments.draw_tiers(spread, called, order), alt=_("Share of each segment's customers in each tier"),
                table=frame.Rows(rows, {"name": _("Segment"), "tier": _("Tier"), "customers": _("Customers"),
                                        "share": _("Share")}))
