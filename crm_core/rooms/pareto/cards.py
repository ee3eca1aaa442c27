"""What a board should see of concentration: the curve, and who moved."""

from __future__ import annotations

import math

import pandas as pd

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.pareto import captions
from crm_core.rooms.pareto.figure import draw
from crm_core.rooms.pareto.reading import say
from crm_core.rooms.pareto.standing import Pareto

_ROWS = 20
"""Points of the curve that are listed: enough to draw it again."""


def cards(result: Pareto, money: Money) -> tuple[Card, ...]:
    """The cards of the page that show no customer by name."""
    found = [Card(captions.curve(result, money), draw(result, money), _curve(result), str(say(result, money)),
                  unit="share" if result.has_shares else "money")]
    moved = result.stability
    if moved is not None and moved.kept_share is not None:
        found.append(Card(captions.moves(moved), None, pd.DataFrame(
            [(captions.move_label("stayed"), moved.stayed, moved.stayed_amount_before, moved.stayed_amount),
             (captions.move_label("entered"), moved.entered, moved.entered_amount_before, moved.entered_amount),
             (captions.move_label("left"), moved.left, moved.left_amount_before, moved.left_amount)],
            columns=["name", "customers", "amount_before", "amount"]), captions.moves(moved).title))
    return tuple(found)


def _curve(result: Pareto) -> pd.DataFrame:
    rows = result.curve.iloc[:: max(math.ceil(len(result.curve) / _ROWS), 1)]
    rows = pd.concat([rows, result.curve.tail(1)]).drop_duplicates("customers")
    if not result.has_shares:
        return rows[["customers", "amount"]]
    return pd.DataFrame({"customers": rows["customers"], "running_share": rows["amount"] / result.total})
