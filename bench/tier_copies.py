"""A bank of more customers than its book, for `bench.tiers`: everybody so many times. A demo bank of ten million takes
hours to build, and what a move of the studio costs hangs on the customers that are held, not on the book."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from crm_core.question import Reader
from crm_core.rooms.tiers.cutting.points import Points
from crm_core.rooms.tiers.cutting.roll import NOT_YET, Earlier, Roll
from crm_core.rooms.tiers.cutting.year import held_earlier, held_roll

YEARS = 3


def hold(read: Reader, keep: Callable[[str, Callable[[], Any]], Any], times: int) -> tuple[list[Roll], list[Earlier]]:
    """Have `keep` hold the rolls of three years, and where the customers stand on the earlier ones."""
    rolls = [held_roll(read, back, None) for back in range(YEARS)]
    places = [held_earlier(read, back, rolls[0], rolls[back], None) for back in range(1, YEARS)]
    rolls, places = [_roll(each, times) for each in rolls], [_earlier(each, times) for each in places]
    for back, roll in enumerate(rolls):
        keep(f"roll {back}", partial(_itself, roll))
    for back, each in enumerate(places, start=1):
        keep(f"roll places {back}", partial(_itself, each))
    return rolls, places


def _itself(held: Any) -> Any:
    return held


def _roll(roll: Roll, times: int) -> Roll:
    """The copies of a customer follow each other, so that the order is that of contribution still."""
    gaps = {what: _copies(places, times) for what, places in roll.points.gaps.items()}
    groups, desks, depths = (np.repeat(each, times) for each in (roll.groups, roll.desks, roll.depths))
    return Roll(groups, desks, depths, {name: np.repeat(each, times) for name, each in roll.money.items()},
                Points(np.repeat(roll.points.points, times, axis=1), gaps, roll.points.best))


def _earlier(earlier: Earlier, times: int) -> Earlier:
    is_there = np.repeat(earlier.places, times) != NOT_YET
    return Earlier(np.where(is_there, _copies(earlier.places, times), NOT_YET).astype(np.int32),
                   _copies(earlier.left, times))


def _copies(places: np.ndarray, times: int) -> np.ndarray:
    """The places of all copies of the customers at these places."""
    return (places[:, None].astype(np.int32) * times + np.arange(times, dtype=np.int32)).ravel()
