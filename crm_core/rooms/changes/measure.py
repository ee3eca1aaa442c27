"""What changed between a period and the same months a year before: the bridge, its parts, and what of it is chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from crm_core.net_share import is_divisible
from crm_core.periods import Period
from crm_core.rooms.changes.bridge import STOCKS, amounts, as_columns, bridge, tells_standings
from crm_core.rooms.changes.chance import Chance, Verdict, of_counts, of_months
from crm_core.rooms.changes.months import Months

COLUMNS = {"regions": "region_id", "types": "customer_type", "products": "product_id", "branches": "branch_id",
           "managers": "manager_id"}
"""The parts that the cells themselves tell apart; branches and managers those of years alone (`year_cells.sql`)."""
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
    is_of_product: bool = False
    """Whether one product is asked about. `joined` and `left` count customers, whatever these hold."""
    is_of_all: bool = False
    """Whether the steps are of all customers together, as who joined and who left may not be seen, or is not known by
    month."""
    is_of_years: bool = False
    """Whether it is told from years of customers, as the single months of a segment stayed in a lakehouse: what is
    chance is then unknown, and net interest income is one step."""

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
    is_of_product: bool = False


def changes(cells: pd.DataFrame | Mapping[str, np.ndarray], series: pd.DataFrame, asked: Asked, *,
            desk_parts: pd.DataFrame | None = None, part_series: pd.DataFrame | None = None,
            left_out: tuple[str, ...] = ()) -> Changes:
    """The bridge of `cells` (`cells.sql`, without products left out), with its parts and its chance.

    `series` is `series.sql` by month, or by month and the asked part; `desk_parts` are the branches or managers that
    changed most (`desk_parts.sql`: in hundredths, customers too), `part_series` their months. Raises ValueError for an
    unknown measure.
    """
    columns = as_columns(cells)
    found = bridge(columns, by=asked.by)
    unit = 1.0 if asked.by == "customers" else _CENTS
    months = Months.of(series, asked.period)
    joined, left, joined_before = months.counts()
    is_told = tells_standings(columns)
    turnover = of_counts(joined, left) if is_told else "unknown"
    whole = Chance(turnover) if asked.by == "customers" else of_months(months.amounts(), months=_months(asked))
    parts = _parts_of_cells(columns, asked) if desk_parts is None else desk_parts
    part_months = months if part_series is None else Months.of(part_series, asked.period)
    return Changes(
        by=asked.by, period=asked.period, where=asked.where,
        now=found.now / unit, before=found.before / unit, change=(found.now - found.before) / unit,
        steps=pd.DataFrame({"step": list(found.steps), "amount": [each / unit for each in found.steps.values()]}),
        chance=whole, joined=joined, left=left, turnover=turnover, joined_before=joined_before,
        joining="unknown" if joined_before is None or not is_told else of_counts(joined, joined_before),
        parts_by=asked.parts_by,
        parts=_parts(parts, part_months, asked, unit if desk_parts is None else _CENTS),
        left_out=left_out, gaps=_gaps(columns, asked.by), is_of_product=asked.is_of_product,
        is_of_all=not is_told,
    )


def _gaps(columns: Mapping[str, np.ndarray], by: str) -> pd.DataFrame:
    is_asked = (columns["standing"] == "stayed") & (columns["product_id"] != "")
    is_asked &= (columns["family"] == by) | (by not in STOCKS)
    families = sorted(set(columns["family"][is_asked]))
    held = [(family, *(int(columns[name][is_asked & (columns["family"] == family)].sum())
                       for name in ("holders_before", "holders"))) for family in families]
    return pd.DataFrame([(family, before, now) for family, before, now in held
                         if before >= MIN_ACCOUNTS and (2 * now <= before or now >= 2 * before)],
                        columns=["family", "accounts_before", "accounts"])


def _parts_of_cells(columns: Mapping[str, np.ndarray], asked: Asked) -> pd.DataFrame:
    """The parts that the cells tell apart, with the gains and losses of all and their number, as `desk_parts.sql`."""
    ids, places = np.unique(columns[COLUMNS[asked.parts_by]].astype(str), return_inverse=True)
    before, now = (np.bincount(places, each, len(ids)).astype("int64") for each in amounts(columns, asked.by))
    is_part = (ids != "") | (asked.parts_by in ("branches", "managers"))  # '' is without a branch, or a manager
    kept = is_part & ((before != 0) | (now != 0))
    change = (now - before)[kept]
    return pd.DataFrame({"part": ids[kept], "before": before[kept], "now": now[kept],
                         "gains": change.clip(min=0).sum(), "losses": -change.clip(max=0).sum(), "parts": kept.sum()})


def _parts(parts: pd.DataFrame, months: Months, asked: Asked, unit: float) -> pd.DataFrame:
    """The parts that changed most, by name, with what each is of the change, and whether that is chance."""
    before, now = (parts[each].to_numpy(float) / unit for each in ("before", "now"))
    ids, change = [str(each) for each in parts["part"]], now - before
    gains, losses, looks = (float(parts[each].iloc[0]) if len(parts) else 0.0 for each in ("gains", "losses", "parts"))
    is_told = is_divisible(abs(gains - losses), max(gains, losses))
    order = np.argsort(-np.abs(change), kind="stable")[:MAX_PARTS]
    shown = [ids[place] for place in order]
    return pd.DataFrame({
        "part": shown, "name": [asked.names.get(each, each) for each in shown], "before": before[order],
        "now": now[order], "change": change[order],
        "share": change[order] / ((gains - losses) / unit) if is_told else np.nan,
        "verdict": [_part_verdict(months, each, asked, int(looks)) for each in shown],
    })


def _part_verdict(months: Months, part: str, asked: Asked, looks: int) -> Verdict:
    if asked.by == "customers":
        joined, left, _before = months.counts(part)
        return of_counts(joined, left, looks=looks)
    return of_months(months.amounts(part), months=_months(asked), looks=looks).verdict


def _months(asked: Asked) -> int:
    return 1 if asked.by in STOCKS else asked.period.months
