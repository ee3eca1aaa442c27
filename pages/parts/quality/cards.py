"""What the Quality page shows below its figures: what to fix, what is worse, columns, regions and checks."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from crm_core.language import _
from crm_core.rooms import quality
from crm_core.rooms.quality import Quality, captions
from pages import frame

MAX_IN_FULL = 5
"""Things to fix that are told in full, as sentences; a cell of a table shows their beginning."""


def to_fix(result: Quality) -> None:
    """What does not pass, that which touches most business first."""
    with frame.card(*captions.to_fix(result)):
        st.markdown("\n".join(f"- **{frame.escape(touched)}**: {frame.escape(what)}"
                              for touched, what in captions.first_fixes(result, MAX_IN_FULL)))
        if len(result.fixes) > MAX_IN_FULL:
            frame.table(captions.fixes_table(result), {"what": _("What to fix"), "touches": _("Touches")},
                        alt=_("What to fix, that which touches most business first"))


def against(result: Quality) -> None:
    """What is worse than in the data before, and each dimension since."""
    with frame.card(*captions.against(result)):
        if len(result.fallen):
            frame.table(captions.fallen_table(result), {"table": _("Table"), "dimension": _("Dimension"),
                                                        "before_share": _("Before"), "share": _("Now")},
                        alt=_("What is worse than in the data before"))
        if figure := quality.draw_trend(result):
            frame.chart(figure, alt=_("Each dimension over the states of the data"))


def columns(result: Quality) -> None:
    """The columns of one table, and where they lack something by region."""
    names = captions.column_tables(result)
    if not names:
        return
    table = frame.pick("table", _("Columns of"), names)
    with frame.card(*captions.columns(result, table)):
        frame.table(captions.columns_table(result, table), {
            "column": _("Column"), "share": _("Completeness"), "filled": _("Given"), "expected": _("Expected"),
            "derived": _("From the rate card")}, alt=_("Values given of those expected, by column"))
        rows, headings = captions.column_regions_table(result, table)
        if len(headings) > 1 and len(rows):
            by_region = _("Values given of those expected, by region")
            with st.expander(by_region):
                frame.table(rows, headings, alt=by_region)


def months(result: Quality) -> None:
    """The activity by month."""
    with frame.card(*captions.months(result)):
        frame.chart(quality.draw_months(result), alt=_("Values of the activity that are given, by month"))


def regions(result: Quality) -> None:
    """Every region, the least complete first."""
    with frame.folded(*captions.regions(result)):
        frame.table(captions.regions_table(result), {
            "region": _("Region"), "customers_share": _("Completeness of customers"),
            "activity_share": _("Completeness of activity"), "uniqueness_share": _("Uniqueness"),
            "timeliness_share": _("Months with activity"), "last_month": _("Last month"),
            "consistency_share": _("Consistency")}, alt=_("Quality by region"))


def reach(result: Quality) -> None:
    """From when to when each table tells, and how late that is."""
    with frame.folded(*captions.reach(result)):
        frame.table(captions.reach_table(result), {
            "table": _("Table"), "first": _("First month"), "last": _("Last month"), "step": _("Usual step, months"),
            "months_behind": _("Months before loading"), "months_late": _("Months late")},
            alt=_("From when to when each table tells"))


def checks(result: Quality) -> None:
    """Every check with what it looked at and what passed."""
    with frame.folded(*captions.checks(result)):
        frame.table(captions.checks_table(result), {
            "share": _("Passed"), "dimension": _("Dimension"), "table": _("Table"), "column": _("Column"),
            "rule": _("Rule"), "checked": _("Checked"), "passed": _("Passing"), "note": _("Reason")},
            alt=_("Checks, those that fail most first"))


def also(result: Quality) -> dict[str, pd.DataFrame]:
    """The further sheets of the workbook."""
    return {_("Columns"): result.columns, _("Columns by region"): result.column_regions, _("Regions"): result.regions,
            _("Checks"): captions.checks_table(result), _("To fix"): captions.fixes_table(result)}
