"""How long customers stay: the curves, the kinds as a table, the years, and the value to come."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from crm_core.amounts import Money, number
from crm_core.language import _
from crm_core.rooms import retention
from crm_core.rooms.retention import Retention, captions
from crm_core.rooms.retention.measure import stated
from crm_core.rooms.retention.vocabulary import kind_label
from pages import frame

_ON_A_PHONE = {"aspect": 195, "value": 100}
"""Pixels, so that a value is seen beside what it is of."""
_ROWS = 12
"""Reasons that can be read at a glance."""


def draw(result: Retention, alt: str, money: Money) -> None:
    """The cards of the view."""
    if result.staying is not None:
        with frame.card(*captions.curves(result.staying)):
            frame.chart(retention.draw(result, money), alt=alt, table=_kinds(result))
    left, right = frame.evidence() if result.worth is not None and len(result.outcomes) else (st.container(),) * 2
    if len(result.outcomes):
        with left, frame.card(*captions.outcomes(result)):
            frame.chart(retention.draw_outcomes(result), alt=alt, table=_years(result))
    if result.worth is not None:
        with right, frame.card(*captions.coming(result.worth, money)):
            frame.table(_worth(result, money), {"aspect": _("Aspect"), "value": _("Value")}, alt=_("Value to come"),
                        right=("value",), is_whole=True, widths=_ON_A_PHONE)
    if len(result.why_left):
        _why_left(result)
    if result.staying is not None:
        with frame.folded(*captions.kinds(result.staying)):
            rows = _kinds(result)
            frame.table(rows.rows, rows.columns, alt=_("Leaving by kind of customer"), is_whole=True)


def _why_left(result: Retention) -> None:
    headings = {"reason": _("Reason"), "went_to": _("Went to")}
    with frame.card(*captions.why_left(result)):
        for column, place in zip(headings, frame.evidence(), strict=True):
            rows = stated(result.why_left, column)
            if len(rows):
                with place:
                    frame.table(rows.head(_ROWS), {column: headings[column], "customers": _("Customers"),
                                                   "share": _("Share")}, alt=headings[column], is_whole=True)


def _kinds(result: Retention) -> frame.Rows:
    found = result.staying
    if found is None:
        return frame.Rows(pd.DataFrame(), {})
    parts = found.parts.rename(columns={"low": "low_rate", "high": "high_rate"}).round({
        "customer_years": 0, "expected": 0, "mean_months": 1, "mean_low": 1, "mean_high": 1})
    return frame.Rows(parts, {
        "name": kind_label(found.by), "customers": _("Customers"), "left": _("Left"), "expected": _("Expected"),
        "yearly_rate": _("Leave a year"), "low_rate": _("From (95%)"), "high_rate": _("To (95%)"),
        "mean_months": _("Mean stay, months"), "mean_low": _("Mean from (95%)"), "mean_high": _("Mean to (95%)"),
    }, by="part", is_whole=True)


def _years(result: Retention) -> frame.Rows:
    return frame.Rows(result.outcomes, {
        "years_ago": _("Years ago"), "customers": _("Customers"), "closed": _("Left"), "closed_rate": _("Left, share"),
        "quiet": _("Went quiet"), "quiet_rate": _("Went quiet, share"),
        **({"closed_contribution": _("Contribution of those who left")} if result.knows_money else {}),
    }, money=("closed_contribution",), is_whole=True)


def _worth(result: Retention, money: Money) -> pd.DataFrame:
    found = result.worth
    if found is None:
        return pd.DataFrame()
    rows = [
        (_("Customers, joining known"), number(found.customers)),
        (_("Contribution, 12 months"), money.short(found.contribution)),
        (_("Value to come"), money.short(found.value)),
        (_("From (80%)"), money.short(found.low)), (_("To (80%)"), money.short(found.high)),
        (_("Lost by leaving"), money.short(found.if_nobody_left - found.value)),
        (_("For ever, margin in a year"), money.full(found.formula_later)),
        (_("For ever, margin now"), money.full(found.formula_now)),
    ]
    return pd.DataFrame(rows, columns=["aspect", "value"])
