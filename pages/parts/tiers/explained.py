"""A scheme, and the difference of two, explained on the page in the words of their slides."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.language import _
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Tiering, captions
from crm_core.rooms.tiers.consequences.fairness import Fairness
from pages import frame

_NARROWEST = 320
"""Pixels of a column of statements."""


def folds(result: Tiering, money: Money) -> None:
    """Both cards, folded."""
    with frame.folded(*tiers.explained_heading(result)):
        scheme(result, money)
    with frame.folded(*captions.further_checks(result)):
        further_checks(result)


def scheme(result: Tiering, money: Money) -> None:
    """The scheme in words, and its slide."""
    _draw(tiers.explained_card(result, money), lambda: result)


def change(card: Card, answered: Callable[[], Tiering]) -> None:
    """What changing from one scheme to another does, and its slide; `answered` is what the second scheme answers, for
    the notes of the slide."""
    _draw(card, answered)


def _draw(card: Card, answered: Callable[[], Tiering]) -> None:
    with st.grid(2, min_column_width=_NARROWEST, gap="small"):
        for aspect, statement in card.table.itertuples(index=False):
            st.markdown(f"**{frame.escape(str(aspect))}**  \n{frame.escape(str(statement))}")
    frame.card_slide(card, answered)


def further_checks(result: Tiering) -> None:
    """Regions among customers who are alike, who is downgraded, and what protected attributes say."""
    if note := tiers.given_value_note(result):
        st.markdown(frame.escape(note))
    for by, names, heading in (("region_id", tiers.region_names(result), _("Region")),
                               ("customer_type", tiers.type_names(result), _("Customer type"))):
        if by in result.downgraded:
            _table(result.downgraded[by], names, heading, _("Downgraded"))
    if note := tiers.downgrade_note(result):
        st.caption(frame.escape(note))
    for attribute, compared in result.protected.items():
        if compared.groups:
            _table(compared, {each.group: each.group for each in compared.groups}, attribute,
                   _("Part in {tier}", tier=result.scheme.labels[0]))
    for note in tiers.protected_notes(result):
        st.caption(frame.escape(note))


def _table(compared: Fairness, names: dict[str, str], heading: str, rate: str) -> None:
    rows: pd.DataFrame = tiers.fairness_table(compared, names)
    frame.table(rows, {"group": heading, "customers": _("Customers"), "rate": rate, "interval": _("95% interval"),
                       "expected": _("Expected of the mix"), "verdict": _("Difference")},
                alt=_("Rates by group, with intervals and what the mix of customers suggests"))
