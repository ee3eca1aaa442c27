"""Customers of the year who have left since: they stood in a tier, and there is nobody to call, to keep or to lose."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from crm_core.question import Reader
from crm_core.rooms.tiers.answers.outline import promised_by_type
from crm_core.rooms.tiers.answers.tiering import at_desks
from crm_core.rooms.tiers.consequences.moves import Moves, moves
from crm_core.rooms.tiers.consequences.moves_by_desk import Place
from crm_core.rooms.tiers.customers.comparison import Comparison, Direction
from crm_core.rooms.tiers.cutting.roll import MONEY
from crm_core.rooms.tiers.questions import DEPARTED

_CELL = ["tier_now", "tier_then", "desk_id"]


@dataclass(frozen=True, eq=False)
class Departed:
    """Who has left by the last day of the data, of those whom the moves count as customers of the year."""

    cells: pd.DataFrame
    """As `Comparison.cells`."""
    moves: Moves
    """Which of the moves are theirs."""
    compared: Comparison

    @classmethod
    def of(cls, read: Reader, compared: Comparison) -> Departed:
        """Under the scope of `read`. They are read one by one: a few in a hundred leave in a year."""
        rows = compared.tiers(read(DEPARTED))
        counted = rows[["tier_now", "tier_then", "desk_id"]].assign(
            customers=1, **{name: rows[name].astype(float) for name in MONEY})
        cells = at_desks(read, counted.groupby(_CELL, as_index=False)[["customers", *MONEY]].sum())
        now, then = compared.now.scheme, compared.then.scheme
        return cls(cells, moves(cells, names_now=now.names, names_then=then.names, cost_now=promised_by_type(now)[0],
                                cost_then=promised_by_type(then)[0]), compared)

    def customers(self, direction: Direction, place: Place | None = None, place_id: str = "") -> int:
        """How many of them go this way, of one region, branch or manager if asked."""
        cells = self.cells if place is None else self.cells[self.cells[f"{place}_id"] == place_id]
        goes = [self.compared.ways.get(way) == direction for way in zip(cells["tier_then"], cells["tier_now"],
                                                                        strict=True)]
        return int(cells.loc[goes, "customers"].sum())
