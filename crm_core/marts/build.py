"""Build every mart of a book from its source tables, in order.

Each `.sql` file is one `select` in the portable subset whose first line states the grain; what it is
kept as is declared here. The marts of one customer a row are built one trailing year at a time, so that
memory holds one year of a large bank, not three.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from crm_core.engines import Engine
from crm_core.language import N_, _
from crm_core.periods.months import MONTHS_A_YEAR, apart, moved
from crm_core.question import Question

CALENDAR = ("book_months", "rate_months", "known_months", "activity_months", "stray_months", "book_years",
            "book_regions", "book_products", "book_branches", "book_staff", "book_groups")
VIEWS = ("activity_money", "customer_spells")
BY_MONTHS = {"held_months": 1200, "change_spreads": MONTHS_A_YEAR}
"""Built a few months at a time: how many at most. `change_spreads` sets them beside the same months a year before, and
of two months a year apart each is read as the one or the other."""
MONTHS_AT_A_TIME = 3
"""So few of the largest bank that their customers fit into memory, and no fewer, as each time all of the activity is
passed over."""
CUSTOMER_MONTHS_AT_A_TIME = 6_000_000
"""Of a smaller bank as many months as have so many customers together."""
MONTHLY = ("demand_months", "unpriced_losses", "one_off_fees", "standing_months")
CHANGES = ("change_desk_months", "change_months")
"""Built when all months are there."""
WORKBENCH_OF_CHANGES = "held_months"
"""What these are made from, and nothing else: it goes when they are there."""
WORKBENCHES = ("valued_holdings", "valued_customers")
"""Tables of one trailing year that the marts of that year are made from, and that go with it."""
YEARLY = (
    "customer_years", "product_years", "relationship_years", "unit_years", "value_curves", "customer_values",
    "type_medians", "reference_years", "customer_halves",
)
CUBES = (
    "customer_moves", "customer_changes", "desks", "value_cube", "outflow_years", "market_rows", "market_changes",
    "market_standings", "business_years", "business_spreads", "region_resources", "customer_files",
    "outcome_years", "leaver_years", "life_months", "tenure_years", "customer_names",
)
BESIDE = ("tier_years",)
"""Built when all years are there, one at a time: each sets a year beside those before it."""
LAST = ("contact_years",)
BUILT_FROM_ALONE = {"customer_years": ("contribution_midrank", "balance_midrank", "turnover_midrank",
                                       "tenure_midrank", "scale_midrank", "reputation_midrank")}
"""Columns that marts are made from and nothing else reads: where marts are made elsewhere, they stay there."""
ALL = (*CALENDAR, *VIEWS, *MONTHLY, *BY_MONTHS, *CHANGES, *WORKBENCHES, *YEARLY, *CUBES, *BESIDE, *LAST)
"""Every `.sql` file of this folder by name."""

_LABELS = {
    "book_months": N_("Calendar"),
    "activity_money": N_("Rate card"),
    "demand_months": N_("Demand by month"),
    "unpriced_losses": N_("Rate card"),
    "one_off_fees": N_("Changes against the year before"),
    "standing_months": N_("Changes against the year before"),
    "held_months": N_("Changes against the year before"),
    "change_desk_months": N_("Changes against the year before"),
    "change_months": N_("Changes against the year before"),
    "change_spreads": N_("Changes against the year before"),
    "valued_holdings": N_("Years of the customers"),
    "valued_customers": N_("Years of the customers"),
    "product_years": N_("Products"),
    "customer_years": N_("Ranks and scores"),
    "customer_values": N_("Ranked values"),
    "relationship_years": N_("Branches and managers"),
    "type_medians": N_("Median customers"),
    "reference_years": N_("Unit costs and rates"),
    "customer_files": N_("Customer files"),
    "customer_halves": N_("Halves of the years"),
    "outcome_years": N_("Customers who left"),
    "leaver_years": N_("Customers who left"),
    "life_months": N_("Customers who left"),
    "tenure_years": N_("Customers who left"),
    "customer_names": N_("Customer files"),
    "customer_moves": N_("Changes between years"),
    "customer_changes": N_("Changes between years"),
    "unit_years": N_("Groups of customers"),
    "value_curves": N_("Ranked values"),
    "value_cube": N_("Value cube"),
    "desks": N_("Branches and managers"),
    "contact_years": N_("Service contacts"),
    "tier_years": N_("Scores for the tiers"),
    "outflow_years": N_("Outflows"),
    "market_rows": N_("Market"),
    "market_changes": N_("Market"),
    "market_standings": N_("Market"),
    "business_years": N_("Regions"),
    "business_spreads": N_("Regions"),
    "region_resources": N_("Regions"),
}

_WORD = re.compile(r"[a-z_]+")

Progress = Callable[[str, float], None]
"""`progress(label, fraction)`: what is being done, and how much of it is behind us, 0–1."""


def build(engine: Engine, *, progress: Progress = lambda label, fraction: None,
          only: Collection[str] = ALL) -> None:
    """Create all marts and cubes on `engine`, or `only` those: they must hold what each of them is made from
    (`closure`).

    The source tables of `crm_core.contract` and `book_terms` must be there. Calls `progress` before each step.
    """
    for name in _of((*CALENDAR, *VIEWS, *MONTHLY), only):
        progress(_(_LABELS.get(name, _LABELS["book_months"])), 0.0 if name in CALENDAR else 0.1)
        keep = engine.define if name in VIEWS else engine.make
        keep(name, select(name))
    _changes(engine, progress, only)
    years = years_of(engine)
    for position, years_ago in enumerate(years):
        fraction = 0.25 + 0.55 * position / len(years)
        for name in _of(WORKBENCHES, only):
            progress(_(_LABELS[name]), fraction)
            _keep(engine, name, 0, years_ago=years_ago)
        for name in _of(YEARLY, only):
            progress(_(_LABELS[name]), fraction + 0.1)
            _keep(engine, name, position, years_ago=years_ago)
        for name in _of(WORKBENCHES, only):
            engine.drop(name)
    for name in _of(CUBES, only):
        progress(_(_LABELS[name]), 0.8)
        engine.make(name, select(name))
    for name in _of(BESIDE, only):
        for position, years_ago in enumerate(years):
            progress(_(_LABELS[name]), 0.88 + 0.1 * position / len(years))
            _keep(engine, name, position, years_ago=years_ago)
    for name in _of(LAST, only):
        progress(_(_LABELS[name]), 0.98)
        engine.make(name, select(name))


def _changes(engine: Engine, progress: Progress, only: Collection[str]) -> None:
    """What is set beside the year before, and what that is made from: a few months at a time."""
    for name in _of(BY_MONTHS, only):
        progress(_(_LABELS[name]), 0.2)
        for position, (first, last) in enumerate(some_months(engine, BY_MONTHS[name])):
            _keep(engine, name, position, first_month=first, last_month=last)
    for name in _of(CHANGES, only):
        progress(_(_LABELS[name]), 0.22)
        engine.make(name, select(name))
    for name in _of((WORKBENCH_OF_CHANGES,), only):
        engine.drop(name)


def closure(text: str) -> frozenset[str]:
    """The marts that a text of SQL (or of code) names, and those that they are made from in turn."""
    names = _named_in(text)
    while True:
        made_from = names.union(*(_named_in(select(name)) for name in names))
        if made_from == names:
            return names
        names = made_from


def _named_in(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text)) & frozenset(ALL)


def _of(names: Iterable[str], only: Collection[str]) -> list[str]:
    return [name for name in names if name in only]


def _keep(engine: Engine, name: str, position: int, **values: Any) -> None:
    """Keep the select of one trailing year or month: the first one makes the table."""
    sql, bound = Question.from_file(__file__, f"{name}.sql").bind(values)
    (engine.append if position else engine.make)(name, sql, bound)


def years_of(engine: Engine) -> list[int]:
    """The trailing years that have activity, the latest first."""
    return [row[0] for row in engine.rows("select years_ago from book_years order by years_ago")]


def some_months(engine: Engine, most: int) -> list[tuple[dt.date, dt.date]]:
    """The trailing years in parts of as many calendar months as fit, `most` of them: first and last of each, the oldest
    part first."""
    ends = engine.rows("select min(month), max(month) from book_months where years_ago >= 0")
    first, last = ends[0]
    customers = engine.rows("select count(*) from customers")[0][0]
    at_a_time = min(most, max(MONTHS_AT_A_TIME, CUSTOMER_MONTHS_AT_A_TIME // max(1, customers)))
    starts = [moved(first, later) for later in range(0, apart(first, last) + 1, at_a_time)]
    return [(start, min(moved(start, at_a_time - 1), last)) for start in starts]


def as_read(name: str) -> str:
    """The columns of a mart that are read outside the marts, as a `select` of DuckDB names them."""
    unread = BUILT_FROM_ALONE.get(name, ())
    return f"* exclude ({', '.join(unread)})" if unread else "*"


def select(name: str) -> str:
    """The text of a mart that takes no values."""
    return Question.from_file(__file__, f"{name}.sql").sql
