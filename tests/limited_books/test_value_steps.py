"""Steps of a curve may be told: set against regions and products, they tell of nobody and of no few.

The oracle is linear algebra: what can be worked out from sums are their combinations, and one that is of some customers
alone is there if leaving the columns of these out lowers the rank.
"""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections import Counter

import numpy as np
import pytest

from crm_core.limited_books.value_steps import Step, joined

SMALLEST = 3
HOLDINGS = [(region, product) for region in "NS" for product in ("CARD", "LOAN")]


BANKS = [(16, 1), (16, 20), (16, 32), (16, 38), (24, 1), (24, 4)]
"""Customers and seeds; of three of them steps that share no holding would tell, were they left apart."""


def bank(customers: int, seed: int) -> dict[tuple[int, tuple[str, str]], int]:
    """Amounts by customer and holding: each customer lives in a region and holds one product or both."""
    chance, found = random.Random(seed), {}
    for who in range(customers):
        region, products = chance.choice("NNS"), chance.choice([["CARD"], ["LOAN"], ["CARD", "LOAN"]])
        for product in products:
            found[who, (region, product)] = chance.choice([-40, -5, 3, 8, 20, 50]) + who
    counts = Counter(holding for _who, holding in found)
    return {each: amount for each, amount in found.items() if counts[each[1]] >= SMALLEST}


def in_steps(amounts: dict, size: int) -> tuple[list[Step], list[set[int]]]:
    """Steps of `size` customers, best first, parted where losses begin; and who is in each."""
    totals = Counter()
    for (who, _holding), amount in amounts.items():
        totals[who] += amount
    ranked = sorted(totals, key=lambda who: (-totals[who], who))
    people = [set(ranked[start:start + size]) & {who for who in ranked if (totals[who] < 0) == is_loss}
              for start in range(0, len(ranked), size) for is_loss in (False, True)]
    people = [each for each in people if each]
    return [Step(totals[min(some)] < 0, len(some), sum(totals[who] for who in some),
                 sum(abs(totals[who]) for who in some), max(abs(totals[who]) for who in some),
                 Counter(holding for who, holding in amounts if who in some), len(some)) for some in people], people


def members(steps: list[Step], told: list[Step], people: list[set[int]]) -> list[set[int]]:
    """Who is in each of the joined steps."""
    left, found = [*zip(steps, people, strict=True)], []
    for each in told:
        some: set[int] = set()
        while len(some) < each.customers:
            some |= left.pop(0)[1]
        found.append(some)
    return found


def tells_of_few(amounts: dict, people: list[set[int]]) -> bool:
    """Whether some combination of the sums by holding and of the steps is of fewer customers than `SMALLEST`."""
    columns = list(amounts)
    rows = [[holding == each for _who, holding in columns] for each in HOLDINGS]
    sums = np.array([*rows, *([who in some for who, _holding in columns] for some in people)], dtype=float)
    whole = np.linalg.matrix_rank(sums)
    everybody = sorted({who for who, _holding in columns})
    return any(np.linalg.matrix_rank(sums[:, [who not in few for who, _holding in columns]]) < whole
               for few in itertools.combinations(everybody, SMALLEST - 1))


@pytest.mark.parametrize(("customers", "seed"), BANKS)
def test_no_combination_of_steps_and_sums_is_of_few(customers, seed):
    amounts = bank(customers, seed)
    steps, people = in_steps(amounts, 2)
    assert not tells_of_few(amounts, members(steps, joined(steps, SMALLEST), people))


def test_steps_of_two_would_tell_of_few_and_joined_ones_are_still_a_curve():
    """Else the test above would prove nothing."""
    banks = [in_steps(bank(*each), 2) for each in BANKS]
    assert all(tells_of_few(bank(*each), people) for each, (_steps, people) in zip(BANKS, banks, strict=True))
    assert max(len(joined(steps, SMALLEST)) for steps, _people in banks) > 2


def step(customers: int, cents: int = 1000, *, largest: int | None = None, is_loss: bool = False,
         holds: str = "CARD") -> Step:
    return Step(is_loss, customers, -cents if is_loss else cents, cents, largest if largest is not None else 10,
                Counter({("N", holds): customers}), customers)


def test_a_step_of_few_is_joined_with_its_smaller_neighbour():
    assert [each.customers for each in joined([step(9), step(2), step(5)], 3)] == [9, 7]


def test_a_step_that_is_nearly_one_customer_is_joined():
    assert [each.customers for each in joined([step(5, largest=600), step(5), step(5)], 3)] == [10, 5]


def test_losses_are_never_joined_with_gains_and_too_few_of_either_leave_no_curve():
    assert [each.customers for each in joined([step(5), step(5), step(4, is_loss=True)], 3)] == [5, 5, 4]
    assert joined([step(5), step(5), step(2, is_loss=True)], 3) == []


def test_steps_that_share_no_product_with_the_others_are_joined():
    """Else a product that the best alone hold, taken off their step, would leave the few who hold another."""
    assert [each.customers for each in joined([step(4, holds="FUND"), step(6), step(9)], 3)] == [10, 9]
    assert joined([step(4, holds="FUND"), step(6, is_loss=True)], 3) == []


def test_a_step_in_which_nobody_has_a_figure_stands_by_itself():
    idle = Step(False, 6, 0, 0, 0, Counter(), 0)
    assert [each.customers for each in joined([step(5), idle], 3)] == [5, 6]
    assert joined([step(5), dataclasses.replace(idle, active=6)], 3) == [Step(False, 11, 1000, 1000, 10,
                                                                              Counter({("N", "CARD"): 5}), 11)]


def test_nobody_has_no_steps():
    assert joined([], 3) == []
