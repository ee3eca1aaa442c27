"""What changed between a period and the same months a year before: the bridge, its parts, and what of it is chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from crm_core.net_share import is_divisible
from crm_core.periods import Period
from crm_core.rooms.changes.bridge import STOCKS, amounts_of, bridge
from crm_core.rooms.changes.chance import UNKNOWN, Chance, Verdict, of_counts, of_months

COLUMNS = {"regions": "region_id", "types": "customer_type", "products": "product_id"}
"""The parts that the cells themselves tell apart."""
MAX_PARTS = 12
"""Bars that can be read at a glance."""
MIN_ACCOUNTS = 30
"""Of fewer accounts it says little that half of them are gone."""
_CENTS = 100.0


@dataclass(frozen=True, eq=False)
class Changes:
    """One measure in a period and a year before. Amounts in the book's currency, exact to the cent; customers by
    number."""

    by: str
    """contribution or revenue (generated in the period); deposits, loans or customers (held in its last month)."""
    period: Period
    where: tuple[str, ...]
    """The one region, type, product, branch and manager asked about, by name; empty for more than one of each."""
    now: float
    before: float
    change: float
    """now − before."""
    steps: pd.DataFrame
    """step, amount: in the order of the bridge; the amounts add up to `change` to the cent. A step that the book cannot
    have is 0."""
    chance: Chance
    """Whether the change is more than the months differ by themselves; of customers, whether those who joined and left
    are as many but for chance."""
    joined: int
    """Customers in the period's last month who were none a year before."""
    left: int
    """Customers of a year before who are none in the period's last month."""
    turnover: Verdict
    """Whether `joined` and `left` differ by more than chance."""
    joined_before: int | None
    """`joined` a year earlier; None where the book does not reach back two years."""
    joining: Verdict
    """Whether `joined` and `joined_before` differ by more than chance."""
    parts_by: str
    """regions, types, products, branches or managers."""
    parts: pd.DataFrame
    """part, name, before, now, change, share (of the change; NaN where gains and losses leave little), verdict; largest
    change first, `MAX_PARTS` at most."""
    left_out: tuple[str, ...]
    """Products left out at both ends, by name, as more is known of them at one end than at the other."""
    gaps: pd.DataFrame
    """family, accounts_before, accounts: where those who stayed hold half as many accounts in the period's last month
    as a year before, or twice as many: seldom their doing, often that of the data."""
    movers: pd.DataFrame = field(default_factory=pd.DataFrame)
    """id, name, region, standing, amount_before, amount, change: the customers whose twelve months changed most; empty
    where the question is not of twelve months, or not of customers' money."""
    one_offs: pd.DataFrame = field(default_factory=pd.DataFrame)
    """id, name, product, region, month, is_now, fee_income, usual, one_off: the largest fees far beyond a customer's
    other months, now (1) or a year before (0)."""
    one_offs_listed: int = 0
    """How many there are in all."""

    @property
    def is_level(self) -> bool:
        """Whether the measure is held at a time, and not generated over the period."""
        return self.by in STOCKS

    @property
    def movers_change(self) -> float:
        """What the listed customers changed by, together."""
        return round(float(self.movers["change"].sum()), 2) if len(self.movers) else 0.0


@dataclass(frozen=True, eq=False)
class Asked:
    """What is asked: the measure, the period, the parts and the names to show them by."""

    by: str
    period: Period
    parts_by: str
    names: Mapping[str, str]
    """The names of the parts, by id."""
    where: tuple[str, ...] = ()


def changes(cells: pd.DataFrame, series: pd.DataFrame, asked: Asked, *, desk_parts: pd.DataFrame | None = None,
            part_series: pd.DataFrame | None = None, left_out: tuple[str, ...] = ()) -> Changes:
    """The bridge of `cells` (`cells.sql`, without products left out), with its parts and its chance.

    `series` is `series.sql` by month, or by month and the asked part; `desk_parts` are the branches or managers that
    changed most (`desk_parts.sql`: in hundredths, customers too), `part_series` their months. Raises ValueError for an
    unknown measure.
    """
    found = bridge(cells, by=asked.by)
    unit = 1.0 if asked.by == "customers" else _CENTS
    parts = desk_parts
    if parts is None:
        parts = amounts_of(cells, asked.by, COLUMNS[asked.parts_by])
        parts = parts[(parts["part"] != "") & ((parts["now"] != 0) | (parts["before"] != 0))]
        change = parts["now"] - parts["before"]
        parts = parts.assign(gains=change.clip(lower=0).sum(), losses=-change.clip(upper=0).sum(), parts=len(parts))
    counts = _counts(series, asked.period)
    turnover = of_counts(counts["joined"], counts["left"])
    whole = turnover_chance(turnover) if asked.by == "customers" else of_months(
        _consecutive(series.groupby("month")["amount"].sum(min_count=1), asked.period), months=_months(asked))
    return Changes(
        by=asked.by, period=asked.period, where=asked.where,
        now=found.now / unit, before=found.before / unit, change=(found.now - found.before) / unit,
        steps=pd.DataFrame({"step": list(found.steps), "amount": [each / unit for each in found.steps.values()]}),
        chance=whole, joined=counts["joined"], left=counts["left"], turnover=turnover,
        joined_before=counts.get("joined_before"),
        joining=of_counts(counts["joined"], counts["joined_before"]) if "joined_before" in counts else "unknown",
        parts_by=asked.parts_by,
        parts=_parts(parts, part_series if part_series is not None else series, asked,
                     unit if desk_parts is None else _CENTS),
        left_out=left_out, gaps=_gaps(cells, asked.by),
    )


def _gaps(cells: pd.DataFrame, by: str) -> pd.DataFrame:
    stayed = cells[(cells["standing"] == "stayed") & (cells["product_id"] != "")]
    stayed = stayed[stayed["family"] == by] if by in STOCKS else stayed
    held = stayed.groupby("family")[["holders_before", "holders"]].sum().reset_index()
    held = held.rename(columns={"holders_before": "accounts_before", "holders": "accounts"})
    before, now = held["accounts_before"], held["accounts"]
    return held[(before >= MIN_ACCOUNTS) & ((2 * now <= before) | (now >= 2 * before))].reset_index(drop=True)


def turnover_chance(verdict: Verdict) -> Chance:
    """A verdict on numbers of customers, which have no limit in money."""
    return Chance(verdict) if verdict != "unknown" else UNKNOWN


def _parts(parts: pd.DataFrame, series: pd.DataFrame, asked: Asked, unit: float) -> pd.DataFrame:
    change = (parts["now"] - parts["before"]) / unit
    gains, losses, looks = (float(parts[each].iloc[0]) if len(parts) else 0.0 for each in ("gains", "losses", "parts"))
    net = (gains - losses) / unit
    is_told = is_divisible(abs(net), max(gains, losses) / unit)
    table = pd.DataFrame({
        "part": parts["part"].astype(str), "name": [asked.names.get(str(each), str(each)) for each in parts["part"]],
        "before": parts["before"] / unit, "now": parts["now"] / unit, "change": change,
        "share": change / net if is_told else np.nan,
    })
    order = table["change"].abs().sort_values(ascending=False, kind="stable").index
    table = table.loc[order].head(MAX_PARTS).reset_index(drop=True)
    by_part = dict(iter(series.groupby("part"))) if "part" in series else {}
    table["verdict"] = [_part_verdict(by_part.get(part), asked, int(looks)) for part in table["part"]]
    return table


def _part_verdict(rows: pd.DataFrame | None, asked: Asked, looks: int) -> Verdict:
    if rows is None:
        return "unknown"
    if asked.by == "customers":
        counts = _counts(rows, asked.period)
        return of_counts(counts["joined"], counts["left"], looks=looks)
    amounts = _consecutive(rows.set_index("month")["amount"], asked.period, of_a_part=True)
    return of_months(amounts, months=_months(asked), looks=looks).verdict


def _months(asked: Asked) -> int:
    return 1 if asked.by in STOCKS else asked.period.months


def _consecutive(amounts: pd.Series, period: Period, *, of_a_part: bool = False) -> np.ndarray:
    """The months up to the period's last one after the other, NaN where the book has none.

    A part without a row in a month had nothing in it: it is 0 from its first month on.
    """
    last = pd.Timestamp(period.last_month)
    months = pd.date_range(amounts.index.min(), last, freq="MS") if len(amounts) else pd.DatetimeIndex([])
    found = amounts.reindex(months)
    return (found.fillna(0.0) if of_a_part else found).to_numpy(float)


def _counts(series: pd.DataFrame, period: Period) -> dict[str, int]:
    """joined and left at the end of the period, and joined_before where the book says it."""
    last = pd.Timestamp(period.last_month)
    now = series[series["month"] == last]
    counts = {"joined": int(now["joined"].sum()), "left": int(now["left_since"].sum())}
    earlier = series[series["month"] == last - pd.DateOffset(years=1)]
    if len(earlier) and bool(earlier["has_before"].any()):
        counts["joined_before"] = int(earlier["joined"].sum())
    return counts
