"""How much few customers account for, in an executive's book: sums of steps of customers, best first.

Steps are parts of all customers (the best hundredth, then every twentieth), parted where losses begin. They are joined
with their neighbours until no step is of few, or nearly of one customer, and until a step can be set against nothing
but whole regions and products. That is so when one comes from each step to every other by a product of a region of
which enough customers of both have a figure: a combination of sums that leaves all but a few of them out must then
weigh all steps alike, and weighed alike they are the sum of everybody, which was told before. Steps by contribution
can be set against those by revenue, too, which leaves costs: so they come to each other by costs alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

_STEP = """case when 100 * place <= customers then 1 else 5 * cast(ceil(20.0 * place / customers) as integer) end"""
"""The percent of customers at which a step ends."""
_REVENUE = ("net_interest_income", "fee_income")
_COSTS = ("cost_to_serve", "expected_loss", "capital_charge")
_FIGURES = {"contribution": (*_REVENUE, *_COSTS), "revenue": _REVENUE, "balance": ("balance",),
            "turnover": ("turnover",)}
"""By measure, what it is the sum of, each of which is told of a region's product by itself."""
_EVERY_MONTH = "balance <> 0 and has_every_balance"
"""A mean balance weighs months alike where each is known."""
_MOST = 0.5
"""The part of a step's amounts that one customer may make."""
_HALF = 0.5
"""A first step of more customers than this says nothing of the few."""


@dataclass(frozen=True)
class Step:
    """Customers who come one after the other when all are ranked by a measure."""

    is_loss: bool
    customers: int
    cents: int
    size: int
    """Their amounts in cents without signs, added up."""
    largest: int
    """The largest of them."""
    holders: Counter[tuple[str, ...]]
    """How many of them have a figure of a region's product that holds steps together, in the month of the year in which
    most have one."""
    active: int
    """How many of them have any figure in the year: a step of none tells nothing that a sum could be set against."""

    def __add__(self, other: Step) -> Step:
        return Step(self.is_loss, self.customers + other.customers, self.cents + other.cents, self.size + other.size,
                    max(self.largest, other.largest), self.holders + other.holders, self.active + other.active)


def keep_value_steps(connection: duckdb.DuckDBPyConnection, smallest: int) -> None:
    """Copy to the attached database `kept` the steps of each measure and year of the book in the making; none of those
    that would tell of fewer than `smallest` customers."""
    connection.execute("""create table kept.main.value_steps (
        years_ago integer, measure varchar, place integer, customers bigint, amount decimal(18, 2))""")
    for years_ago, in connection.execute("select years_ago from book_years order by years_ago").fetchall():
        for measure in _FIGURES:
            told = joined(_steps(connection, measure, years_ago), smallest)
            is_curve = told and told[0].customers <= _HALF * sum(step.customers for step in told)
            for place, step in enumerate(told if is_curve else []):
                connection.execute("insert into kept.main.value_steps values (?, ?, ?, ?, ?)",
                                   [years_ago, measure, place, step.customers, Decimal(step.cents).scaleb(-2)])


def joined(steps: Sequence[Step], smallest: int) -> list[Step]:
    """The steps, best first, joined until all of them may be told; empty where no joining does it."""
    found = list(steps)
    while found and (place := _weakest(found, smallest)) is not None:
        neighbours = [other for other in (place - 1, place + 1)
                      if 0 <= other < len(found) and found[other].is_loss == found[place].is_loss]
        if not neighbours:
            return []
        first = min(place, min(neighbours, key=lambda other: found[other].customers))
        found[first:first + 2] = [found[first] + found[first + 1]]
    return found


def _weakest(steps: list[Step], smallest: int) -> int | None:
    """The step to be joined next; None where all may be told."""
    few = [place for place, step in enumerate(steps)
           if step.customers < smallest or step.largest > _MOST * step.size > 0]
    if few:
        return few[0]
    sides = [[step for step in steps if step.is_loss == is_loss] for is_loss in (False, True)]
    if all(_hang_together(side, smallest) for side in (*sides, steps)):
        return None
    return min((place for place, step in enumerate(steps) if len(sides[step.is_loss]) > 1), default=0,
               key=lambda place: steps[place].customers)


def _hang_together(steps: list[Step], smallest: int) -> bool:
    """Whether one comes from each step to every other by what enough customers of both have a figure of."""
    shared = [{each for each, holders in step.holders.items() if holders >= smallest} for step in steps if step.active]
    reached, apart = (shared[0], shared[1:]) if shared else (set(), [])
    while near := next((each for each in apart if each & reached), None):
        apart.remove(near)
        reached = reached | near
    return not apart


def _steps(connection: duckdb.DuckDBPyConnection, measure: str, years_ago: int) -> list[Step]:
    connection.execute(f"""create or replace temp table stepped as
        select customer_id, region_id, cents, cents < 0 as is_loss, {_STEP} as step from (
            select customer_id, region_id, cast(cast({measure} as decimal(38, 2)) * 100 as hugeint) as cents,
                row_number() over (order by {measure} desc, customer_id) as place, count(*) over () as customers
            from customer_years where years_ago = ?)""", [years_ago])
    figures = {each: _EVERY_MONTH if each == "balance" else f"{each} <> 0" for each in _FIGURES[measure]}
    connection.execute(f"""create or replace temp table figures as
            with held as (
                select customer_id, product_id, month, count(*) over holding = count(balance) over holding
                    as has_every_balance, activity_money.*
                from activity_money inner join book_years on years_ago = ? and month between first_month and last_month
                window holding as (partition by customer_id, product_id))
            select customer_id, product_id, month, {', '.join(f'({has}) as {each}' for each, has in figures.items())}
            from held where {' or '.join(figures.values())}""", [years_ago])
    binding = _binding(connection, measure)
    holders: dict[tuple[bool, int], Counter[tuple[str, ...]]] = {}
    for is_loss, step, region, product, *counts in connection.execute(f"""
            select is_loss, step, region_id, product_id, {', '.join(f'count(*) filter ({each})' for each in binding)}
            from stepped inner join figures using (customer_id)
            where month = (select mode(month) from figures where {' or '.join(binding)}) group by all""").fetchall():
        holders.setdefault((is_loss, step), Counter()).update(
            {(region, product, each): count for each, count in zip(binding, counts, strict=True)})
    return [Step(is_loss, customers, int(cents), int(size), largest, holders.get((is_loss, step), Counter()), active)
            for is_loss, step, customers, cents, size, largest, active in connection.execute("""
                select is_loss, step, count(*), sum(cents), sum(abs(cents)), max(abs(cents)), count(has_figure)
                from stepped left join (select distinct customer_id, true as has_figure from figures)
                    using (customer_id) group by is_loss, step order by step, is_loss""").fetchall()]


def _binding(connection: duckdb.DuckDBPyConnection, measure: str) -> list[str]:
    """Which figures of `measure` hold steps together: costs, where anybody has any."""
    names = _FIGURES[measure]
    had, = connection.execute(f"select {', '.join(f'bool_or({each})' for each in names)} from figures").fetchall()
    costs = [each for each, is_had in zip(names, had, strict=True) if is_had and each in _COSTS]
    return costs or list(names)
