"""Where we stand in a market: shares, ranks and what changed in a year, by bank, by family and by region.

A year's change is said only between two reports of the same cells (region × family): a family or a region that is
missing on one of the two days would otherwise pass for growth or loss.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.market.concentration import ProForma, hhi
from crm_core.market.screens import Screen


@dataclass(frozen=True)
class Standing:
    """Where our own bank stands. Shares as fractions; rank 1 is the largest."""

    institution: str
    balance: float
    share: float
    rank: int
    of: int
    """Banks that hold something."""
    share_change: float | None
    """Against a year before; None without a report of the same cells then."""
    leader: str
    leader_share: float
    peers_mean_share: float | None
    """Mean share of the other banks that hold something; None when there are none."""


@dataclass(frozen=True, eq=False)
class Market:
    """One market on one day. Balances in the book's currency, shares as fractions of the whole market."""

    family: str
    """The product family, or `all`."""
    period: dt.date
    before: dt.date | None
    """The report a year earlier that changes are against; None when there is none of the same cells."""
    periods: tuple[dt.date, ...]
    """Every day with a report up to the asked year's end, oldest first."""
    booked_at: tuple[str, ...]
    """What places the balances in a region: branch, headquarters, customer; empty when the file does not say."""
    total: float
    banks: pd.DataFrame
    """institution, is_own, balance, share, rank, share_before, share_change, growth_rate; largest first."""
    own: Standing | None
    """None when our own bank does not report in this market."""
    hhi: float
    """Σ (100 × share)²: near 0 for many small banks, 10,000 for one."""
    hhi_before: float | None
    regions: pd.DataFrame
    """region_id, region, balance, own_balance, own_share, own_rank, institutions, leader, peers_mean_share,
    relative_share (ours over the largest other bank's), hhi, share_change; largest own share first."""
    families: pd.DataFrame
    """The same by family."""
    trend: pd.DataFrame
    """period, institution, is_own, share: every report up to `period`."""
    missing: tuple[str, ...]
    """Banks that reported a year before and do not now: shares gained may be theirs, lost to nobody."""
    left_out: pd.DataFrame
    """institution, region_id, suspicion, reports: balances the intake doubts, in no share."""
    what_if: ProForma | None = None
    jurisdiction: str = "none"
    screens: tuple[Screen, ...] = ()
    """The screens in force in the chosen jurisdiction; empty for none."""


def year_before(periods: list[dt.date], period: dt.date) -> dt.date | None:
    """The last report of the same month a year earlier, None when there is none."""
    return max((day for day in periods if (day.year, day.month) == (period.year - 1, period.month)), default=None)


def market(reports: pd.DataFrame, regions: pd.DataFrame, families: pd.DataFrame, left_out: pd.DataFrame, *,
           family: str, period: dt.date) -> Market:
    """The market on `period` and what changed in the twelve months before it.

    `reports` has period, institution, is_own, balance up to the end of the asked year. `regions` and `families` have
    one row a part: what `parts.sql` gives, with the cells reported now, a year before, and on both days.
    Raises ValueError when no bank holds anything on that day.
    """
    day = pd.Timestamp(period)
    now = reports[reports["period"] == day]
    if not now["balance"].sum() > 0:
        raise ValueError(f"No bank holds anything on {period}.")
    periods = sorted(each.date() for each in reports["period"].unique())
    before = year_before(periods, period)
    if before and not _same_cells(regions).all():
        before = None
    earlier = reports[reports["period"] == pd.Timestamp(before)] if before else reports[:0]
    banks = _banks(now, earlier)
    gone = set(earlier.loc[earlier["balance"] > 0, "institution"]) - set(now["institution"])
    booked = pd.concat([regions["booked_first"], regions["booked_last"]]).dropna()
    return Market(
        family=family,
        period=period,
        before=before,
        periods=tuple(periods),
        booked_at=tuple(sorted(set(booked) - {""})),
        total=float(now["balance"].sum()),
        banks=banks,
        own=_standing(banks),
        hhi=hhi(now["balance"]),
        hhi_before=hhi(earlier["balance"]) if before else None,
        regions=_parts(regions).rename(columns={"part": "region_id", "name": "region"}).sort_values(
            ["own_share", "region"], ascending=[False, True], ignore_index=True),
        families=_parts(families).rename(columns={"part": "family"}).drop(columns="name"),
        trend=_trend(reports[reports["period"] <= day]),
        missing=tuple(sorted(gone)),
        left_out=left_out,
    )


def _same_cells(parts: pd.DataFrame) -> pd.Series:
    """True where the same cells were reported on both days."""
    return (parts["cells_now"] == parts["cells_both"]) & (parts["cells_before"] == parts["cells_both"])


def _banks(now: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    banks = now[["institution", "is_own", "balance"]].reset_index(drop=True)
    old = banks["institution"].map(earlier.set_index("institution")["balance"]).astype(float)
    # A bank that was not there held nothing; without any report a year before nothing is known.
    old = old.fillna(0.0) if len(earlier) else old
    share = banks["balance"] / banks["balance"].sum()
    share_before = old / (earlier["balance"].sum() or np.nan)
    return banks.assign(
        share=share,
        rank=banks["balance"].rank(ascending=False, method="min").astype(int),
        share_before=share_before,
        share_change=share - share_before,
        growth_rate=(banks["balance"] / old.where(old > 0) - 1),
    ).sort_values(["balance", "institution"], ascending=[False, True], ignore_index=True)


def _standing(banks: pd.DataFrame) -> Standing | None:
    own = banks[banks["is_own"]]
    if own.empty:
        return None
    row, leader = own.iloc[0], banks.iloc[0]
    others = banks.loc[~banks["is_own"] & (banks["balance"] > 0), "share"]
    return Standing(
        institution=str(row["institution"]),
        balance=float(row["balance"]),
        share=float(row["share"]),
        rank=int(row["rank"]),
        of=int((banks["balance"] > 0).sum()),
        share_change=None if pd.isna(row["share_change"]) else float(row["share_change"]),
        leader=str(leader["institution"]),
        leader_share=float(leader["share"]),
        peers_mean_share=float(others.mean()) if len(others) else None,
    )


def _parts(parts: pd.DataFrame) -> pd.DataFrame:
    """The parts reported now, with a year's change where the same cells were reported."""
    shown = parts[parts["cells_now"] > 0]
    change = (shown["own_share"] - shown["own_share_before"]).where(_same_cells(shown))
    columns = ["part", "name", "balance", "own_balance", "own_share", "own_rank", "institutions", "leader",
               "peers_mean_share", "relative_share", "hhi"]
    return shown[columns].assign(share_change=change, own_rank=shown["own_rank"].astype("Int64"),
                                 institutions=shown["institutions"].astype(int)).reset_index(drop=True)


def _trend(reports: pd.DataFrame) -> pd.DataFrame:
    total = reports.groupby("period")["balance"].transform("sum")
    return reports[["period", "institution", "is_own"]].assign(share=reports["balance"] / total.where(total > 0))
