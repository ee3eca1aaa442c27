"""Where we stand in a market: shares, ranks and what changed in a year, by bank, by family and by region.

A year's change is said only between two reports of the same cells (region × family), and only of the banks that both
of them list: whoever is missing on one of the two days would otherwise pass for growth or loss of somebody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from crm_core.periods import Period
from crm_core.rooms.market.compared import may_be_missing, missing_share, newly_reported
from crm_core.rooms.market.concentration import ProForma, hhi
from crm_core.rooms.market.screens import Screen

_BOOKED = ["booked_first", "booked_last"]


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
    """Against a year before, among the banks of both reports; None without a report of the same cells then, and for a
    gain that may be a missing bank's."""
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
    """institution, is_own, balance, share, rank, share_before, share_change, growth_rate; largest first. The last three
    are of the banks of both reports; a gain no larger than `missing_share` is NaN."""
    own: Standing | None
    """None when our own bank does not report in this market."""
    hhi: float
    """Σ (100 × share)²: near 0 for many small banks, 10,000 for one."""
    hhi_of_both: float | None
    """The index of the banks of both reports alone, now; None without a report of the same cells a year before."""
    hhi_before: float | None
    """Theirs a year before: with a bank that is missing now a market would seem to have grown more concentrated."""
    regions: pd.DataFrame
    """region_id, region, balance, own_balance, own_share, own_rank, institutions, leader, peers_mean_share,
    relative_share (ours over the largest other bank's), hhi, share_change; largest own share first."""
    families: pd.DataFrame
    """The same by family."""
    trend: pd.DataFrame
    """period, institution, is_own, share: every report up to `period`."""
    missing: tuple[str, ...]
    """Banks that reported a balance a year before, in any region and family, and do not now."""
    missing_share: float
    """Their part of the market a year before; one of them may have merged into another bank."""
    appeared: tuple[str, ...]
    """Banks that report a balance now and did not a year before: they entered, or were missing then."""
    left_out: pd.DataFrame
    """institution, region_id, suspicion, reports: balances the intake doubts, in no share."""
    months: Period | None = None
    """The period asked for, which the report stands for; None where a day or the scope's year was."""
    what_if: ProForma | None = None
    jurisdiction: str = "none"
    screens: tuple[Screen, ...] = ()
    """The screens in force in the chosen jurisdiction; empty for none."""


def year_before(periods: list[dt.date], period: dt.date) -> dt.date | None:
    """The last report of the same month a year earlier, None when there is none."""
    return max((day for day in periods if (day.year, day.month) == (period.year - 1, period.month)), default=None)


def market(reports: pd.DataFrame, standings: pd.DataFrame, left_out: pd.DataFrame, changes: pd.DataFrame, *,
           family: str, period: dt.date) -> Market:
    """The market on `period` and what changed in the twelve months before it.

    `reports` has period, family, institution, is_own, balance up to the end of the asked year; `standings` a row a
    region and line (what `standings.sql` gives) on that day and a year before; `changes` one a family and bank (what
    `changes.sql` gives) on that day. Raises ValueError when no bank holds anything on that day.
    """
    day = pd.Timestamp(period)
    lines = reports[reports["period"] == day]
    if not lines["balance"].sum() > 0:
        raise ValueError(f"No bank holds anything on {period}.")
    periods = sorted(each.date() for each in reports["period"].unique())
    before = year_before(periods, period)
    is_now = standings["period"] == day
    cells, cells_before = _cells(standings, period)
    alike = bool(before) and cells == cells_before
    trend = _trend(reports[reports["period"] <= day])
    now = trend[trend["period"] == day]
    compared = changes if alike else changes[:0]
    banks = _banks(now, compared)
    booked = pd.concat([standings.loc[is_now, "booked_first"], standings.loc[is_now, "booked_last"]]).dropna()
    here = standings[is_now & (standings["line"] == family)].drop(columns=["line", "period", *_BOOKED])
    return Market(
        family=family,
        period=period,
        before=before if alike else None,
        periods=tuple(periods),
        booked_at=tuple(sorted(set(booked) - {""})),
        total=float(now["balance"].sum()),
        banks=banks,
        own=_standing(banks),
        hhi=hhi(now["balance"]),
        hhi_of_both=hhi(_of_both(compared, "paired_balance")) if alike else None,
        hhi_before=hhi(_of_both(compared, "paired_old")) if alike else None,
        regions=here.assign(own_rank=here["own_rank"].astype("Int64")).sort_values(
            ["own_share", "region"], ascending=[False, True], ignore_index=True),
        families=_families(lines, changes, cells, cells_before),
        trend=trend.drop(columns="balance"),
        missing=tuple(sorted(set(compared.loc[compared["missing_old"] > 0, "institution"]))),
        missing_share=missing_share(compared),
        appeared=tuple(sorted(set(compared.loc[newly_reported(compared) > 0, "institution"]))),
        left_out=left_out,
    )


def _cells(standings: pd.DataFrame, day: dt.date) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The cells (family, region) that are reported on `day`, and those of the other day."""
    cells: tuple[set[tuple[str, str]], set[tuple[str, str]]] = (set(), set())
    rows = zip(*(standings[each].tolist() for each in ("line", "region_id", "period")), strict=True)
    for line, region, period in rows:
        if line != "all":
            cells[period.date() != day].add((line, region))
    return cells


def _banks(now: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    banks = now[["institution", "is_own", "balance"]].reset_index(drop=True)
    sums = changes.groupby(["institution", "is_own"])[["paired_balance", "paired_old"]].sum(min_count=1)
    paired = banks[["institution", "is_own"]].merge(sums.reset_index(), how="left", on=["institution", "is_own"])
    these, those = (paired[name].astype(float) for name in ("paired_balance", "paired_old"))
    share_before = those / (sums["paired_old"].sum() or np.nan)
    change = these / (sums["paired_balance"].sum() or np.nan) - share_before
    return banks.assign(
        share=banks["balance"] / banks["balance"].sum(),
        rank=banks["balance"].rank(ascending=False, method="min").astype(int),
        share_before=share_before,
        share_change=change.where(~may_be_missing(change, missing_share(changes))),
        growth_rate=these / those.where(those > 0) - 1,
    ).sort_values(["balance", "institution"], ascending=[False, True], ignore_index=True)


def _of_both(changes: pd.DataFrame, column: str) -> pd.Series:
    """What each bank of both reports holds, all families together."""
    return changes.groupby(["institution", "is_own"])[column].sum()


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


def _families(lines: pd.DataFrame, changes: pd.DataFrame, cells: set[tuple[str, str]],
              cells_before: set[tuple[str, str]]) -> pd.DataFrame:
    """Where we stand in each family reported now, and a year's change where the same regions reported it."""
    rows = []
    for family, columns in _by_family(lines):
        places, places_before = ({region for each, region in both if each == family} for both in (cells, cells_before))
        change = _own_change(changes[changes["family"] == family]) if places == places_before else np.nan
        rows.append({"family": family, **_line(*columns), "share_change": change})
    return pd.DataFrame(rows).astype({"own_rank": "Int64"})


def _own_change(changes: pd.DataFrame) -> float:
    """What our share of one family gained among the banks of both reports; NaN where that may be a missing bank's."""
    is_own = changes["is_own"].to_numpy(dtype=bool)
    this, that = (_own_share(changes[name].fillna(0.0).to_numpy(), is_own) for name in ("paired_balance", "paired_old"))
    return float("nan") if may_be_missing(this - that, missing_share(changes)) else this - that


def _by_family(lines: pd.DataFrame) -> Iterator[tuple[str, tuple[np.ndarray, np.ndarray, np.ndarray]]]:
    """Each family with the balances, is_own and names of its banks, as arrays: a frame a family would take a ms."""
    names, balances, is_own, banks = (lines[each].to_numpy() for each in ("family", "balance", "is_own", "institution"))
    for family in sorted(set(names)):
        is_family = names == family
        yield family, (balances[is_family], is_own[is_family].astype(bool), banks[is_family])


def _line(balances: np.ndarray, is_own: np.ndarray, banks: np.ndarray) -> dict[str, Any]:
    """Where we stand among banks that hold `balances`."""
    total, ours, others = balances.sum(), balances[is_own].sum(), balances[~is_own]
    holding = others[others > 0]
    return {
        "balance": total,
        "own_balance": ours,
        "own_share": _own_share(balances, is_own),
        "own_rank": int((others > ours).sum()) + 1 if ours > 0 else None,
        "institutions": len(holding) + int(ours > 0),
        "leader": banks[balances.argmax()] if total > 0 else None,
        "peers_mean_share": holding.mean() / total if len(holding) else np.nan,
        "relative_share": ours / others.max() if len(holding) else np.nan,
        "hhi": hhi(balances),
    }


def _own_share(balances: np.ndarray, is_own: np.ndarray) -> float:
    """Our part of `balances`; NaN when they are nothing."""
    total = balances.sum()
    return float(balances[is_own].sum() / total) if total > 0 else float("nan")


def _trend(reports: pd.DataFrame) -> pd.DataFrame:
    """period, institution, is_own, balance, share: the families of `reports` together."""
    sums = reports.groupby(["period", "institution", "is_own"], sort=False)["balance"].sum().reset_index()
    days, place = np.unique(sums["period"].to_numpy(), return_inverse=True)
    balances = sums["balance"].to_numpy()
    total = np.bincount(place, weights=balances, minlength=len(days))[place]
    return sums.assign(share=np.divide(balances, total, out=np.full(len(sums), np.nan), where=total > 0))
