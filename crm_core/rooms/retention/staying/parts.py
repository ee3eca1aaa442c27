"""How long customers of each kind stay, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import special

from crm_core.rooms.retention.staying.curve import CONFIDENCE_Z, curve, mean_within, risk_table
from crm_core.rooms.retention.staying.difference import Difference, difference

By = Literal["customer_type", "region", "joined", "products", "value"]
"""What customers are told apart by, as the data has it."""
Kind = Literal[By, "tier"]
"""The same, or by the tiers of a scheme, which the data does not have."""
OF_A_YEAR_BEFORE: tuple[Kind, ...] = ("products", "value", "tier")
"""What is that of a year that is over: only what came after it is followed."""
MIN_AT_RISK = 30
"""Customers who can leave in a month: of fewer, one leaver moves the curve by more than three points."""
MAX_MONTHS = 120
"""Months of life that are shown, from the first in which somebody is followed: a reader plans for years, not for
decades."""
MAX_CURVES = 5
"""Lines that can be told apart; of more kinds those are drawn that lose the most and the fewest customers."""
MEAN_MONTHS = 60
"""Months within which the mean stay is counted, where every curve reaches so far."""
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, eq=False)
class Staying:
    """How long customers stay, all together and by kind. Months are months of life as a customer."""

    by: Kind
    overall: pd.DataFrame
    """month, at_risk, left, staying, low, high of all customers, as `curve` says them; at most 120 months."""
    curves: pd.DataFrame
    """The same of each kind that has at least 30 customers in some month, with its `part`."""
    parts: pd.DataFrame
    """part, name, customers, left, customer_years, yearly_rate (leavers a customer-year), low, high (95%, exact),
    expected (leavers at the rates of all), mean_months, mean_low, mean_high (within `within`; NaN where curves do not
    reach)."""
    few: tuple[str, ...]
    """Names of the kinds with too few customers for a curve."""
    first: int
    within: int
    """The restricted mean counts `within` months from month of life `first` on; 0 where there is none to compare."""
    difference: Difference | None
    """Whether the kinds with a curve leave at different rates; None with fewer than two of them."""

    @property
    def customers(self) -> int:
        """Everybody who is seen."""
        return int(self.parts["customers"].sum())

    @property
    def left(self) -> int:
        """Everybody who is seen leaving."""
        return int(self.parts["left"].sum())

    @property
    def yearly_rate(self) -> float:
        """Leavers a customer-year, of all."""
        return self.left / float(self.parts["customer_years"].sum())

    @property
    def begins(self) -> int:
        """The month of life from which everybody is followed: 0 where new customers are among them."""
        return int(self.overall["month"].iloc[0])

    def stays(self, month: int) -> pd.Series | None:
        """The row of `overall` at `month`; None where it does not reach so far, or begins after the first month of
        life: it is then of those who were still customers when it begins, and says nothing of new ones."""
        if self.begins:
            return None
        row = self.overall[self.overall["month"] == month]
        return row.iloc[0] if len(row) else None


def staying(lives: pd.DataFrame, by: Kind, names: Mapping[str, str]) -> Staying:
    """The curves of `lives` (part, month, entered, ended, left_customers) of everybody and of each part.

    `names` says what parts are called, in the order in which they are shown. Raises ValueError without any life.
    """
    if lives.empty:
        raise ValueError("There are no customers to follow.")
    by_part = dict(iter(lives.groupby("part")))
    tables = {part: risk_table(by_part[part]) for part in names if part in by_part}
    curves = {part: curve(table, min_at_risk=MIN_AT_RISK) for part, table in tables.items()}
    drawn = {part: each for part, each in curves.items() if len(each)}
    first, within = _common_span(list(drawn.values()))
    tested = difference(list(drawn), [tables[part] for part in drawn]) if len(drawn) > 1 else None
    expected = {} if tested is None else dict(zip(tested.parts["part"], tested.parts["expected"], strict=True))
    rows = [{"part": part, "name": names[part], "customers": int(by_part[part]["entered"].sum())}
            | _rates(table, curves[part], (first, within)) | {"expected": expected.get(part, np.nan)}
            for part, table in tables.items()]
    together = risk_table(lives)
    overall = curve(together, min_at_risk=min(MIN_AT_RISK, int(together["at_risk"].max())))
    end = int(overall["month"].iloc[0]) + MAX_MONTHS
    shown = [each.assign(part=part) for part, each in drawn.items()]
    return Staying(
        by=by,
        overall=_before(end, overall),
        curves=_before(end, pd.concat(shown, ignore_index=True)) if shown else pd.DataFrame(),
        parts=pd.DataFrame(rows),
        few=tuple(names[part] for part in tables if part not in drawn),
        first=first, within=within, difference=tested,
    )


def drawn_parts(found: Staying) -> pd.DataFrame:
    """The rows of `parts` whose curves are drawn: all of few, else those with the most and the fewest leavers."""
    known = found.parts[found.parts["part"].isin(set(found.curves["part"]) if len(found.curves) else set())]
    if len(known) <= MAX_CURVES:
        return known
    order = known.sort_values("yearly_rate").index
    return known.loc[sorted([*order[:2], *order[-2:]])]


def _common_span(curves: list[pd.DataFrame]) -> tuple[int, int]:
    """The month from which all of `curves` are there, and how many months they all go on, 60 at most."""
    if not curves:
        return 0, 0
    first = max(int(each["month"].iloc[0]) for each in curves)
    end = min(int(each["month"].iloc[-1]) for each in curves)
    within = min(MEAN_MONTHS, end - first + 1)
    return (first, within) if within >= _MONTHS_A_YEAR else (first, 0)


def _rates(table: pd.DataFrame, staying: pd.DataFrame, span: tuple[int, int]) -> dict[str, float]:
    left, years = int(table["left"].sum()), float(table["at_risk"].sum()) / _MONTHS_A_YEAR
    value, error = mean_within(staying, *span) or (np.nan, np.nan)
    return {
        "left": left, "customer_years": years, "yearly_rate": left / years,
        # Garwood's interval of a count
        "low": float(special.chdtri(2 * left, 0.975)) / 2 / years if left else 0.0,
        "high": float(special.chdtri(2 * left + 2, 0.025)) / 2 / years,
        "mean_months": value, "mean_low": value - CONFIDENCE_Z * error,
        "mean_high": min(value + CONFIDENCE_Z * error, float(span[1])),
    }


def _before(end: int, table: pd.DataFrame) -> pd.DataFrame:
    return table[table["month"] < end].drop(columns="variance").reset_index(drop=True)
