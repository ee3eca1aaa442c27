"""Whether a book can be trusted: every line accounted for, control figures met, no month missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from crm_core.contract import TABLES
from crm_core.house_style import percent


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
    has_revenue: bool
    has_cost: bool
    has_capital: bool
    money_is_derived: bool
    """True when the rate card prices rows for which the bank gives no money columns."""
    notes: str
    files: pd.DataFrame
    """table_name, file, lines, accepted, rejected, blank, unaccounted: one row a source file."""
    reasons: pd.DataFrame
    """table_name, reasons, rejected, first_line: most frequent first."""
    controls: pd.DataFrame
    """name, expected, found, agrees, note: those that disagree first."""
    suspicions: pd.DataFrame
    """table_name, subject, reason."""
    months: pd.DataFrame
    """month, activity_rows: every month from the first to the last, 0 where there is none."""
    held: dict[str, int]
    """Rows by table of the contract."""

    @property
    def accepted(self) -> int:
        """Rows taken into the book, over all files."""
        return int(self.files["accepted"].sum())

    @property
    def rejected(self) -> int:
        """Rows kept out of the book, over all files."""
        return int(self.files["rejected"].sum())

    @property
    def rejected_share(self) -> float:
        """Rejected rows as a fraction of all rows read; 0 without files."""
        rows = self.accepted + self.rejected
        return self.rejected / rows if rows else 0.0

    @property
    def disagreeing(self) -> int:
        """Control figures that are not met."""
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
    def assumptions(self) -> tuple[str, ...]:
        """What the book takes for granted, in sentences."""
        sentences = [f"Money is in {self.currency}."]
        if self.has_capital:
            sentences.append(f"Capital is charged at {percent(self.hurdle_rate)} a year.")
        if not self.has_revenue:
            sentences.append("The files say nothing of margins and fees, so nothing is said of contribution.")
        elif self.money_is_derived:
            sentences.append("Margins, fees and costs that the files leave open are derived from the rate card.")
        else:
            sentences.append("Margins, fees and costs are the bank's own figures.")
        if self.has_revenue and not self.has_cost:
            sentences.append("The files say nothing of the cost to serve, so contribution is before that cost.")
        return (*sentences, self.notes) if self.notes else tuple(sentences)

    @property
    def is_clean(self) -> bool:
        """Nothing rejected, nothing in disagreement, nothing suspicious, no month missing."""
        return not (self.rejected or self.disagreeing or len(self.suspicions) or self.missing_months)


def provenance(*, terms: pd.DataFrame, files: pd.DataFrame, reasons: pd.DataFrame, controls: pd.DataFrame,
               suspicions: pd.DataFrame, months: pd.DataFrame, holdings: pd.DataFrame) -> Provenance:
    """Put the build's report together. `terms` has one row; months without activity are filled in with 0."""
    row = terms.iloc[0]
    every = pd.DataFrame({"month": pd.date_range(row["first_month"], row["last_month"], freq="MS")})
    rows_by_month = months.assign(month=pd.to_datetime(months["month"]))
    filled = every.astype(rows_by_month.dtypes[["month"]]).merge(rows_by_month, on="month", how="left").fillna({"activity_rows": 0})
    return Provenance(
        title=str(row["title"]),
        source=str(row["source"]),
        fingerprint=str(row["fingerprint"]),
        currency=str(row["currency"]),
        built_at=row["built_at"].to_pydatetime(),
        first_month=row["first_month"].date(),
        last_month=row["last_month"].date(),
        hurdle_rate=float(row["hurdle_rate"]),
        has_capital=bool(row["has_capital"]),
        has_revenue=bool(row["has_revenue"]),
        has_cost=bool(row["has_cost"]),
        money_is_derived=bool(row["money_is_derived"]),
        notes=str(row["notes"] or ""),
        files=files,
        reasons=reasons,
        controls=controls,
        suspicions=suspicions,
        months=filled.astype({"activity_rows": "int64"}),
        held={name: int(rows) for name, rows in zip(holdings["table_name"], holdings["held"], strict=True)},
    )
