"""The cards, figures and tables of the Quality page in words: titles are findings, notes say what is shown."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from crm_core.amounts import NOTHING, number, percent
from crm_core.language import N_, _, month_short, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.quality.measure import COMPLETE, Quality
from crm_core.rooms.quality.wording import (
    columns_label,
    dimension_label,
    fix_words,
    rule_label,
    table_heading,
    table_label,
    touched_words,
)

_EXPLAINED = {
    "completeness": N_("{passed} of {checked} expected values are there."),
    "validity": N_("{passed} of {checked} rows that were read keep the rules of the data contract."),
    "uniqueness": N_("{passed} of {checked} rows passed the checks for what stands there twice."),
    "consistency": N_("{passed} of {checked} references, dates, sums and controls agree."),
}


@made_once
def metrics(result: Quality) -> tuple[Metric, ...]:
    """One figure a dimension; of timeliness the last month."""
    def share(dimension: str) -> Metric:
        explain = _(_EXPLAINED[dimension], passed=number(result.count(dimension, "passed")),
                    checked=number(result.count(dimension)))
        value = percent(result.total(dimension)) if result.count(dimension) else NOTHING
        return Metric(dimension_label(dimension), value, explain)

    age = ngettext("The last month with data; {count} whole month has ended since, by the day of loading.",
                   "The last month with data; {count} whole months have ended since, by the day of loading.",
                   result.months_late)
    return (share("completeness"), share("validity"), share("uniqueness"),
            Metric(dimension_label("timeliness"), month_short(result.last_month), age), share("consistency"))


@named
def tables(result: Quality) -> Caption:
    """Which table is worst, and in what."""
    note = _("Of each table what passed of what was checked; the darker, the more does not. Of timeliness, the months "
             "from the last that a table tells of to the loading.")
    shares = result.scores[result.scores["dimension"] != "timeliness"].sort_values("share", kind="stable")
    worst = next(shares.itertuples(), None)
    if worst is None or worst.share == 1:
        return Caption(_("Every table passes in every dimension"), note)
    return Caption(_("Weakest: {dimension} of {table}, {share}", dimension=dimension_label(worst.dimension).lower(),
                     table=table_label(worst.table_name), share=percent(worst.share)), note)


@named
def to_fix(result: Quality) -> Caption:
    """How many things do not pass."""
    return Caption(ngettext("{count} thing to fix", "{count} things to fix", len(result.fixes)),
                   _("What touches most business first: the revenue or the balances of the rows concerned where they "
                     "are known, else their number. Tables about customers and their activity come before the others."))


def first_fixes(result: Quality, most: int) -> Iterable[tuple[str, str]]:
    """Of the first things to fix: how much business each touches, and what it is."""
    for row in result.fixes.head(most).to_dict("records"):
        yield touched_words(row), fix_words(row)


def fixes_table(result: Quality) -> pd.DataFrame:
    """place, what, touches: one row a thing to fix."""
    rows = result.fixes.to_dict("records")
    return pd.DataFrame({"what": [fix_words(row) for row in rows], "touches": [touched_words(row) for row in rows],
                         "failed": [row["failed"] for row in rows]})


@named
def columns(result: Quality, table: str) -> Caption:
    """How many columns of a table lack something."""
    lacking = int((result.columns.loc[result.columns["table_name"] == table, "share"] < 1).sum())
    named = table_label(table)
    title = (ngettext("{count} column of {table} has gaps", "{count} columns of {table} have gaps", lacking,
                      table=named) if lacking else _("No value of {table} is missing", table=named))
    return Caption(title, _("Values given of those expected, by column and region. Columns that the files do not have "
                            "are not among them."))


def column_tables(result: Quality) -> dict[str, str]:
    """The tables with columns that may have gaps, those with most gaps first."""
    gaps = result.columns.assign(lacking=result.columns["expected"] - result.columns["filled"])
    sums = gaps.groupby("table_name", sort=False)["lacking"].sum().sort_values(ascending=False, kind="stable")
    return {str(name): table_heading(str(name)) for name in sums.index}


def columns_table(result: Quality, table: str) -> pd.DataFrame:
    """column, expected, filled, derived, share of a table, the emptiest first."""
    rows = result.columns[result.columns["table_name"] == table].sort_values("share", kind="stable")
    return rows.assign(column=[columns_label(name) for name in rows["column_name"]],
                       derived=rows["derived"].where(rows["derived"] > 0))


@named
def reach(result: Quality) -> Caption:
    """How many tables are late. A table of one period has no usual step, and may be late or not."""
    late = int((result.periods["months_late"] > 0).sum())
    note = _("A table is late by the whole months beyond its usual step from one period to the next, by the day of "
             "loading.")
    unknown = int(result.periods["months_late"].isna().sum())
    if not late and unknown:
        return Caption(ngettext("One period does not tell whether {count} table is late",
                                "One period each does not tell whether {count} tables are late", unknown), note)
    if not late:
        return Caption(_("Every table is on time"), note)
    return Caption(ngettext("{count} table is late", "{count} tables are late", late), note)


def reach_table(result: Quality) -> pd.DataFrame:
    """table, first, last, months_behind, step, months_late, the latest first."""
    rows = result.periods.sort_values("months_late", ascending=False, kind="stable")
    return rows.assign(table=[table_heading(name) for name in rows["table_name"]],
                       first=[month_short(each) for each in rows["first_period"]],
                       last=[month_short(each) for each in rows["last_period"]])


@named
def regions(result: Quality) -> Caption:
    """Which region is least complete."""
    note = _("By region of the customer or of the row. Rejected rows are in no region, so validity is not among them.")
    first = result.regions.iloc[0]
    shares = {name: first[f"{name}_share"] for name in COMPLETE if first[f"{name}_share"] < 1}
    if not shares:
        return Caption(_("No region lacks a value"), note)
    table = min(shares, key=lambda name: shares[name])
    return Caption(_("Least complete: {region}, {share} of {table}", region=first["region"],
                     share=percent(shares[table]), table=table_label(table)), note)


def regions_table(result: Quality) -> pd.DataFrame:
    """The regions with their last month in words."""
    return result.regions.assign(last_month=[month_short(each) if pd.notna(each) else None
                                             for each in result.regions["last_period"]])


@named
def months(result: Quality) -> Caption:
    """In which month least of the activity is there."""
    worst = result.months.sort_values("share", kind="stable").iloc[0]
    return Caption(_("Least complete month: {month}, {share}", month=month_short(worst["month"]),
                     share=percent(worst["share"])), _("Values of the activity that are given, by month."))


def column_regions_table(result: Quality, table: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """region and, for each column with gaps, what is there; with the headings of those columns."""
    rows = result.column_regions[result.column_regions["table_name"] == table]
    gaps = result.columns[(result.columns["table_name"] == table) & (result.columns["share"] < 1)]
    names = gaps.sort_values("share", kind="stable")["column_name"].tolist()
    wide = rows[rows["column_name"].isin(names)].pivot(index=["region_id", "region"], columns="column_name",
                                                       values="share")
    wide = wide.reindex(columns=names).rename_axis(columns=None).add_suffix("_share").reset_index()
    ordered = wide.sort_values([f"{name}_share" for name in names[:1]] + ["region"], ignore_index=True)
    return ordered, {"region": _("Region")} | {f"{name}_share": columns_label(name) for name in names}


@named
def against(result: Quality) -> Caption:
    """Whether anything is worse than in the data before."""
    fallen = len(result.fallen)
    if not fallen:
        return Caption(_("Nothing is worse than in the data before"),
                       _("By dimension, from one state of the data to the next."))
    return Caption(ngettext("{count} figure is worse than in the data before",
                            "{count} figures are worse than in the data before", fallen),
                   _("Tables and dimensions of which less passes."))


def fallen_table(result: Quality) -> pd.DataFrame:
    """table, dimension, before_share, share: what is worse."""
    rows = result.fallen
    return rows.assign(table=[table_heading(name) for name in rows["table_name"]],
                       dimension=[dimension_label(code) for code in rows["dimension"]])


@named
def checks(result: Quality) -> Caption:
    """How many checks there are, and how many fail somewhere."""
    failing = int((result.checks["passed"] < result.checks["checked"]).sum())
    return Caption(ngettext("{count} check, {failing} with failures", "{count} checks, {failing} with failures",
                            len(result.checks), failing=number(failing)), _("Those that fail most first."))


def checks_table(result: Quality) -> pd.DataFrame:
    """dimension, rule, table, column, checked, passed, share and, of rejected rows, why."""
    rows = result.checks
    return rows.assign(dimension=[dimension_label(code) for code in rows["dimension"]],
                       rule=[rule_label(code) for code in rows["rule"]],
                       table=[table_heading(name) for name in rows["table_name"]],
                       column=[columns_label(name) for name in rows["column_name"]])


def export_table(result: Quality) -> pd.DataFrame:
    """What leaves the page: every table and dimension."""
    return result.scores.assign(dimension=[dimension_label(code) for code in result.scores["dimension"]],
                                table_name=[table_heading(name) for name in result.scores["table_name"]])
