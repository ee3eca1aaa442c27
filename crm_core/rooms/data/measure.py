"""Whether a book can be relied on: every line accounted for, controls passed, no month missing.

What the build wrote into the book as texts with their values is told here, in the language spoken.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from crm_core.contract import TABLES
from crm_core.language import N_
from crm_core.language.stored import stored, told

_COVERAGE = stored(N_("coverage"))
"""The subject under which a build enters that the rows of activity fell."""
_RECIPE = "mapping.toml"
_AGAIN = r" \(\d+\)$"
"""How the name of a file ends in a build's report that is read once more."""


@dataclass(frozen=True, eq=False)
class Provenance:
    """Where a book comes from, what became of its files, and what does not agree."""

    title: str
    source: str
    """files, berka or demo."""
    fingerprint: str
    currency: str
    built_at: dt.datetime
    """In UTC."""
    first_month: dt.date
    last_month: dt.date
    hurdle_rate: float
    """The yearly return asked of capital, a fraction; used only where `has_capital`."""
    fiscal_year_starts: int
    """The first month of the bank's fiscal year, 1 to 12."""
    has_revenue: bool
    has_cost: bool
    has_capital: bool
    money_is_derived: bool
    """True when the rate card prices rows for which the bank gives no money columns."""
    notes: str
    files: pd.DataFrame
    """table_name, file, lines, accepted, rejected, blank, unaccounted: one row a source file."""
    reasons: pd.DataFrame
    """table_name, reasons, rejected, first_file, first_line: one row a kind of reason, most frequent first."""
    totals: pd.DataFrame
    """table_name, file, measure, before, after, rejected_share (fraction), unread: one row for the rows, the customers
    and each amount of a source file. `measure` is `rows`, `customers` or a column; `unread` counts values."""
    unused: pd.DataFrame
    """table_name, file, columns: source files with columns that no table of the contract has."""
    controls: pd.DataFrame
    """name, expected, found, agrees, note: those that disagree first."""
    suspicions: pd.DataFrame
    """table_name, subject, reason."""
    derivations: tuple[str, ...]
    """How figures were worked out from what the files hold, in sentences."""
    coverage: str
    """In which month the rows of activity fell, in a sentence; empty when they did not."""
    months: pd.DataFrame
    """month, activity_rows: every month from the first to the last, 0 where there is none."""
    held: dict[str, int]
    """Rows by table of the contract."""

    @property
    def sources(self) -> pd.DataFrame:
        """file → rows, accepted. A file that is read several times (for customers, for activity, to look something up)
        is one, with its rows of the time when the fewest were accepted; what the recipe itself states is none."""
        stated = self.files["file"] == _RECIPE
        rows = self.files.assign(rows=self.files["accepted"] + self.files["rejected"])[~stated]
        by_file = rows.groupby(rows["file"].str.replace(_AGAIN, "", regex=True), sort=False)
        return by_file.agg({"rows": "max", "accepted": "min"})

    @property
    def accepted(self) -> int:
        """Rows taken into the book, each file once."""
        return int(self.sources["accepted"].sum())

    @property
    def rejected(self) -> int:
        """Rows kept out of the book, each file once."""
        return int(self.sources["rows"].sum()) - self.accepted

    @property
    def rejected_share(self) -> float:
        """Rejected rows as a fraction of all rows read; 0 without files."""
        rows = self.accepted + self.rejected
        return self.rejected / rows if rows else 0.0

    @property
    def disagreeing(self) -> int:
        """Controls that failed."""
        return int((~self.controls["agrees"].astype(bool)).sum())

    @property
    def missing_months(self) -> tuple[dt.date, ...]:
        """Months between the first and the last without any activity."""
        empty = self.months.loc[self.months["activity_rows"] == 0, "month"]
        return tuple(month.date() for month in empty)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Optional tables of the contract of which the book holds nothing."""
        return tuple(name for name in TABLES if not self.held.get(name))

    @property
    def is_clean(self) -> bool:
        """Nothing rejected, nothing in disagreement, nothing suspicious, no month missing."""
        return not (self.rejected or self.disagreeing or len(self.suspicions) or self.missing_months)


def provenance(*, terms: pd.DataFrame, files: pd.DataFrame, reasons: pd.DataFrame, totals: pd.DataFrame,
               unused: pd.DataFrame, controls: pd.DataFrame, suspicions: pd.DataFrame, months: pd.DataFrame,
               holdings: pd.DataFrame, derivations: pd.DataFrame) -> Provenance:
    """Put the build's report together. `terms` has one row; months without activity are filled in with 0."""
    row = terms.iloc[0]
    every = pd.DataFrame({"month": pd.date_range(row["first_month"], row["last_month"], freq="MS")})
    rows_by_month = months.assign(month=pd.to_datetime(months["month"]))
    dated = every.astype(rows_by_month.dtypes[["month"]])
    filled = dated.merge(rows_by_month, on="month", how="left").fillna({"activity_rows": 0})
    return Provenance(
        title=told(row["title"]),
        source=str(row["source"]),
        fingerprint=str(row["fingerprint"]),
        currency=str(row["currency"]),
        built_at=row["built_at"].to_pydatetime(),
        first_month=row["first_month"].date(),
        last_month=row["last_month"].date(),
        hurdle_rate=float(row["hurdle_rate"]),
        fiscal_year_starts=int(row["fiscal_year_starts"]),
        has_capital=bool(row["has_capital"]),
        has_revenue=bool(row["has_revenue"]),
        has_cost=bool(row["has_cost"]),
        money_is_derived=bool(row["money_is_derived"]),
        notes=told(row["notes"]),
        files=files,
        reasons=_told(reasons, "reasons"),
        totals=totals,
        unused=unused,
        controls=_told(controls, "name", "note"),
        suspicions=_told(suspicions, "subject", "reason"),
        derivations=tuple(map(told, derivations["sentence"])),
        coverage=_coverage(suspicions),
        months=filled.astype({"activity_rows": "int64"}),
        held={name: int(rows) for name, rows in zip(holdings["table_name"], holdings["held"], strict=True)},
    )


def _told(rows: pd.DataFrame, *names: str) -> pd.DataFrame:
    """`rows` with these columns in the language spoken."""
    return rows.assign(**{name: [told(each) for each in rows[name]] for name in names})


def _coverage(suspicions: pd.DataFrame) -> str:
    """What the build says of a fall of coverage, which it enters once at most."""
    reasons = suspicions.loc[suspicions["subject"] == _COVERAGE, "reason"]
    return told(reasons.iloc[0]) if len(reasons) else ""
