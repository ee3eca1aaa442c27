"""How good a book's data is, in five dimensions, each a count of what was looked at and what passed.

Nothing is weighed: a share is passed over checked, of a table, a column, a region or all of the book alike.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from crm_core.contract import TABLES
from crm_core.language.stored import told
from crm_core.rooms.quality.fixes import fixes

DIMENSIONS = ("completeness", "validity", "uniqueness", "timeliness", "consistency")
COMPLETE = ("customers", "activity")
"""The tables of which regions are told apart: in one figure a large activity hides any gap of the customers."""
WHOLE = ""
"""What stands in place of a table for sums and controls of all of the book, and of a region for all of them."""
DETAIL = "reason"
"""The rule that splits another: why rows were rejected. It is no further check."""


@dataclass(frozen=True, eq=False)
class Quality:
    """The quality of a book. Shares are fractions 0 to 1, 1 is best; what was not looked at has none."""

    built_at: dt.datetime
    """In UTC."""
    source: str
    """files, berka or demo."""
    last_month: dt.date
    scores: pd.DataFrame
    """table_name, dimension, checked, passed, share, before_share: one row a table and dimension; before_share is
    that of the book before, NaN where it had none. Tables in the order of the contract, then what else was read, then
    WHOLE."""
    columns: pd.DataFrame
    """table_name, column_name, expected, filled, derived, share, weighed_by, missing_share: one row a column that the
    bank delivers or that a card stands in for, which then has no share; missing_share is the part of the amount
    `weighed_by` in rows without a value, NaN without an amount."""
    column_regions: pd.DataFrame
    """table_name, column_name, region_id, region, expected, filled, share."""
    regions: pd.DataFrame
    """region_id, region, customers_share and activity_share (completeness of these tables), uniqueness_share,
    timeliness_share, consistency_share, last_period: one row a region, the least complete first. Rejected rows have no
    region, so there is no validity."""
    checks: pd.DataFrame
    """dimension, rule, table_name, column_name, checked, passed, share, note: of all of the book, worst first."""
    periods: pd.DataFrame
    """table_name, first_period, last_period, step, months_behind, months_late: of all of the book. A table is late by
    the months beyond its own step from one period to the next, NaN where only one is known."""
    months: pd.DataFrame
    """month, expected, filled, share: values of the activity."""
    trend: pd.DataFrame
    """built_at, dimension, share: one row a book and dimension, oldest first; of this book alone where none is
    before."""
    fixes: pd.DataFrame
    """kind, table_name, column_name, failed, checked, touched_share, touched, note: what does not pass, that which
    touches most business first; `touched` is the amount, customers or rows that touched_share is a part of."""

    def total(self, dimension: str, table: str | None = None) -> float:
        """The share of a dimension over all tables, or of one; NaN when nothing was looked at."""
        rows = self.scores[self.scores["dimension"] == dimension]
        return _share(rows if table is None else rows[rows["table_name"] == table])

    def count(self, dimension: str, what: str = "checked") -> int:
        """How much was looked at, or `passed`, in a dimension."""
        return int(self.scores.loc[self.scores["dimension"] == dimension, what].sum())

    @property
    def fallen(self) -> pd.DataFrame:
        """The rows of `scores` that are worse than in the book before, the greatest fall first."""
        worse = self.scores[self.scores["share"] < self.scores["before_share"]]
        return worse.assign(fall=worse["before_share"] - worse["share"]).sort_values("fall", ascending=False)

    @property
    def failing_checks(self) -> tuple[int, int]:
        """How many checks did not pass in full, of how many; whether rows were accepted is told by itself."""
        asked = self.checks[~self.checks["rule"].isin([DETAIL, "accepted"])]
        return int((asked["passed"] < asked["checked"]).sum()), len(asked)

    @property
    def has_before(self) -> bool:
        """True when a book before this one told its quality."""
        return bool(self.scores["before_share"].notna().any())

    @property
    def months_late(self) -> int:
        """Whole months of activity that had ended by the build and are not in the data."""
        late = self.periods.loc[self.periods["table_name"] == "activity", "months_behind"]
        return max(int(late.iloc[0]) - 1, 0) if len(late) else 0


def quality(*, built_at: pd.Timestamp, source: str, last_month: pd.Timestamp, history: pd.DataFrame,
            columns: pd.DataFrame, column_regions: pd.DataFrame, checks: pd.DataFrame, periods: pd.DataFrame,
            months: pd.DataFrame) -> Quality:
    """Put together what the build counted; regions are '' for all of the book in `checks` and `periods`."""
    is_told = (columns["expected"] + columns["derived"] > 0) & (columns["column_name"] != "")
    delivered = _shared(columns[is_told], "filled", "expected")
    delivered = delivered.assign(
        missing_share=(delivered["weight_missing"] / delivered["weight"]).where(delivered["weight"] > 0))
    whole = _shared(checks[checks["region_id"] == WHOLE], "passed", "checked")
    whole = whole.assign(note=[told(each) for each in whole["note"]])
    by_region = _shared(column_regions[column_regions["column_name"] != ""], "filled", "expected")
    return Quality(
        built_at=built_at.to_pydatetime(), source=source, last_month=last_month.date(), scores=_scores(history),
        columns=delivered.drop(columns=["weight", "weight_missing", "used"]).reset_index(drop=True),
        column_regions=by_region.reset_index(drop=True),
        regions=_regions(by_region, checks, periods),
        checks=whole.drop(columns=["region_id", "region"]).sort_values(
            ["share", "dimension", "table_name", "column_name", "rule"], ignore_index=True),
        periods=_late(periods[periods["region_id"] == WHOLE]),
        months=_shared(months, "filled", "expected"),
        trend=_trend(history),
        fixes=fixes(delivered, whole[whole["rule"] != "accepted"]),
    )


def _shared(counts: pd.DataFrame, passed: str, checked: str) -> pd.DataFrame:
    return counts.assign(share=(counts[passed] / counts[checked]).where(counts[checked] > 0))


def _share(counts: pd.DataFrame) -> float:
    checked = counts["checked"].sum()
    return float(counts["passed"].sum() / checked) if checked else float("nan")


def _scores(history: pd.DataFrame) -> pd.DataFrame:
    now = _shared(history[history["is_current"]], "passed", "checked")
    earlier = history[~history["is_current"]].sort_values(["built_at", "fingerprint"])
    before = _shared(earlier[earlier["fingerprint"].isin(earlier["fingerprint"].tail(1))], "passed", "checked")
    joined = now.merge(before[["table_name", "dimension", "share"]].rename(columns={"share": "before_share"}),
                       on=["table_name", "dimension"], how="left")
    order = {name: place for place, name in enumerate(TABLES)}
    places = [len(order) + 1 if name == WHOLE else order.get(name, len(order)) for name in joined["table_name"]]
    ordered = joined.assign(place=places, column=[DIMENSIONS.index(each) for each in joined["dimension"]])
    return ordered.sort_values(["place", "table_name", "column"], ignore_index=True)[
        ["table_name", "dimension", "checked", "passed", "share", "before_share"]]


def _trend(history: pd.DataFrame) -> pd.DataFrame:
    sums = history.groupby(["built_at", "fingerprint", "dimension"], as_index=False)[["checked", "passed"]].sum()
    return _shared(sums, "passed", "checked").sort_values(["built_at", "dimension"], ignore_index=True)[
        ["built_at", "dimension", "share"]]


def _late(periods: pd.DataFrame) -> pd.DataFrame:
    behind, step = (periods[name].astype("float64") for name in ("months_behind", "step"))
    return periods.drop(columns=["region_id", "region"]).assign(
        step=step, months_late=(behind - step).clip(lower=0)).reset_index(drop=True)


def _regions(by_column: pd.DataFrame, checks: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Every region that anything is told of; what is not told of one is NaN."""
    there = checks[(checks["region_id"] != WHOLE) & (checks["rule"] != DETAIL)]
    own = by_column[by_column["table_name"].isin(COMPLETE)]
    counts = pd.concat([own.assign(dimension=own["table_name"], checked=own["expected"], passed=own["filled"]), there])
    sums = counts.groupby(["region_id", "region", "dimension"], as_index=False)[["checked", "passed"]].sum()
    wide = _shared(sums, "passed", "checked").pivot(index=["region_id", "region"], columns="dimension", values="share")
    wide = wide.reindex(columns=[*COMPLETE, *DIMENSIONS[2:]]).add_suffix("_share").reset_index()
    last = periods[(periods["table_name"] == "activity") & (periods["region_id"] != WHOLE)]
    joined = wide.merge(last[["region_id", "last_period"]], on="region_id", how="left")
    ordered = joined.rename_axis(columns=None).assign(
        least=joined[[f"{name}_share" for name in COMPLETE]].min(axis="columns")).sort_values(
        ["least", "region", "region_id"], ignore_index=True)
    return ordered.drop(columns="least")
