"""The customers held in memory are those of the book, whatever the size of a slice, and score as one by one."""

from __future__ import annotations

import math
import random
from collections import Counter

import numpy as np
import pytest

from crm_core import open_book
from crm_core.contract import BOOK_TYPES
from crm_core.question import Reader
from crm_core.rooms.tiers.answers.tiering import rules_of
from crm_core.rooms.tiers.consequences.cells import cells
from crm_core.rooms.tiers.customers.comparison import Comparison
from crm_core.rooms.tiers.customers.places import places_of_moves
from crm_core.rooms.tiers.cutting import ranking, roll
from crm_core.rooms.tiers.cutting.placing import ranked_by
from crm_core.rooms.tiers.cutting.roll import MONEY, NOT_YET, Earlier, Roll, in_cents
from crm_core.rooms.tiers.cutting.scoring import scoring
from crm_core.rooms.tiers.questions import CUSTOMERS, DESKS
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.rooms.tiers.scheme.weights import CRITERIA, Weights
from crm_core.scope import Scope
from tests.rooms.tiers.bank import publish
from tests.rooms.tiers.by_hand import SCHEMES


def one_by_one(read):
    """Every customer of the year in scope by rank, and those who left behind them."""
    rows = read(CUSTOMERS, types=BOOK_TYPES, within_scope=0, first_rank=0, last_rank=10_000, every=1)
    now = rows[rows["contribution"].notna()].sort_values("contribution_rank", ignore_index=True)
    return now, rows[rows["contribution"].isna()]


def some_weights(seed: int) -> Weights:
    rng = random.Random(seed)
    cuts = sorted(rng.randint(0, 100) for _ in CRITERIA[1:])
    return Weights(*np.diff([0, *cuts, 100]).tolist())


@pytest.fixture(scope="module")
def rolls(book):
    """Those of the year in scope and of the two before it."""
    return [Roll.of(book.reader(), back) for back in (0, 1, 2)]


@pytest.fixture(scope="module")
def earlier(book, rolls):
    """Where the customers of the year in scope stand on the rolls of the two before it."""
    return [Earlier.of(book.reader(), back, rolls[0], rolls[back]) for back in (1, 2)]


@pytest.fixture(scope="module")
def everybody(book):
    """`one_by_one`."""
    return one_by_one(book.reader())


@pytest.mark.parametrize("missing", ["left_out", "middle", "lowest"])
@pytest.mark.parametrize("seed", range(4))
def test_all_at_once_everybody_scores_as_one_by_one(rolls, earlier, everybody, missing, seed):
    rules, (now, _left), held = scoring(some_weights(seed), missing), everybody, rolls[0]
    assert held.points.scores(rules).tolist() == tenths(ranked_by(now, "score", rules)).tolist()
    assert held.points.fractions(rules) == pytest.approx(ranked_by(now, "score", rules) * 10)
    for then, places, year in zip(rolls[1:], (each.places for each in earlier), ("_before", "_earlier"), strict=True):
        were = now[f"contribution{year}"].notna().to_numpy()
        assert then.points.scores(rules)[places[were]].tolist() == tenths(
            ranked_by(now[were], "score", rules, year)).tolist()
        assert set(places[~were]) <= {NOT_YET}


def tenths(points: np.ndarray) -> np.ndarray:
    return np.floor(points * 10 + 1e-9).astype(int)


@pytest.mark.parametrize("cuts", [(600.0, 51.27), (math.inf, 0.0, -20.0), (math.inf, -math.inf), (1e12,)])
def test_tiers_of_all_are_those_of_each(rolls, cuts):
    """By money, and by these as scores: also between two tenths of a point, as a margin may set them."""
    held, rules = rolls[0], scoring(some_weights(1), "middle")
    cents, tenths_of_a_point = held.money["contribution"], held.points.fractions(rules)
    assert held.tiers("contribution", cuts, rules).tolist() == [
        1 + sum(each < cut * 100 - 1e-6 for cut in cuts) for each in cents.tolist()]
    assert held.tiers("score", cuts, rules).tolist() == [
        1 + sum(each < cut * 10 for cut in cuts) for each in tenths_of_a_point.tolist()]


def test_the_roll_holds_everybody_and_their_money_to_the_cent(rolls, earlier, everybody):
    (now, left), (held, before, _), gone = everybody, rolls, earlier[0].left
    for name in MONEY:
        assert (held.money[name] / 100).tolist() == now[name].astype(float).tolist()
        assert sorted(before.money[name][gone] / 100) == sorted(left[f"{name}_before"].astype(float))
    assert held.desks.tolist() == now["desk_id"].tolist()
    assert Counter(before.desks[gone].tolist()) == Counter(left["desk_id"])


def test_read_and_counted_in_small_parts_it_is_the_same(book, monkeypatch):
    read, rules = book.reader(), rules_of(book.reader(), SCHEMES["score"])
    whole, moved = Roll.of(read, 0).ranking("score", rules.scoring), cells(read, rules, rules, apart=True)
    monkeypatch.setattr(roll, "SLICE", 7)
    monkeypatch.setattr(ranking, "BLOCK", 11)
    parts = Roll.of(read, 0).ranking("score", rules.scoring)
    assert (whole.steps == parts.steps).all()
    assert (whole.running == parts.running).all()
    assert (whole.idle == parts.idle).all()
    assert cells(read, rules, rules, apart=True).equals(moved)


def test_moves_are_those_of_a_loop_over_the_customers(book):
    read, scheme = book.reader(), SCHEMES["by type"]
    rules, before = (rules_of(read, scheme, back=back) for back in (0, 1))
    expected: Counter = Counter()
    types = read(DESKS).set_index("desk_id")["customer_type"]
    for rows in one_by_one(read):
        for kind in rows["customer_type"].unique():
            some, group = rows[rows["customer_type"] == kind], scheme.group_of(kind)
            expected.update(zip(rules.tiers(some, group).tolist(), before.tiers(some, group, "_before").tolist(),
                                some["desk_id"], strict=True))
    found = cells(read, rules, before, apart=True)
    keys = zip(found["tier_now"], found["tier_then"], found["desk_id"], strict=True)
    assert dict(zip(keys, found["customers"], strict=True)) == expected
    assert set(types[found["desk_id"]]) <= set(BOOK_TYPES)


def test_an_amount_beyond_21_million_is_exact_too():
    held = in_cents({name: np.array([0.01, 4e9 + 0.07]) for name in MONEY})
    assert [each.tolist() for each in held.values()] == [[1, 400_000_000_007]] * len(MONEY)


def test_a_year_of_nobody_is_an_empty_roll(tmp_path):
    publish(tmp_path, customers=3, years=1)
    with open_book(tmp_path) as book:
        empty = Roll.of(book.reader(), 5)
    assert not len(empty.groups)
    assert empty.ranking("score", scoring(some_weights(1), "left_out")).total.sum() == 0


def test_held_scores_are_those_of_the_rules_that_are_asked_for(book):
    points = Roll.of(book.reader(), 0).points
    one, other = (scoring(some_weights(seed), "middle") for seed in (1, 2))
    first, second = points.scores(one).tolist(), points.scores(other).tolist()
    assert first != second
    assert points.scores(dict(one)).tolist() == first
    with pytest.raises(ValueError, match="read-only"):
        points.scores(one)[0] = 0


def test_the_customers_are_read_once_for_whatever_is_compared(book):
    held, asked = {}, []

    def ask(question, scope, **values):
        asked.append(question.name)
        return book.read(question, scope, **values)

    def keep(name, make):
        if name not in held:
            held[name] = make()
        return held[name]

    read, scheme = Reader(ask, Scope()), starting_scheme(Weights(40, 20, 10, 10, 10, 10), values=(0.2, 0.3))
    compared = Comparison.of(read, scheme, keep=keep)
    sums = places_of_moves(read, compared, keep=keep)
    asked.clear()
    assert places_of_moves(read, Comparison.of(read, scheme, keep=keep), keep=keep).equals(sums)
    assert not [name for name in asked if name.startswith("roll")]
    assert places_of_moves(read, compared).equals(sums)
