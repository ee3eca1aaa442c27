"""The demo bank: a fictional bank made inside DuckDB, the same code for a thousand customers and for ten million.

Nothing is drawn row by row: every value is a hash of what it belongs to and of the seed (`macros.sql`), so the
same seed gives the same book, a customer does not change when the bank grows, and a block of customers can be
made without the others. What is planted in it stands in `truths.toml`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crm_core.intake.demo.names import NAMES
from crm_core.intake.demo.truth import truths
from crm_core.intake.draft import BuildRefused, Draft, Progress, Published, Terms, drafting
from crm_core.language import DEFAULT, N_, _, conventions, current
from crm_core.language.stored import stored
from crm_core.question import Question
from crm_core.warehouse import Shelf

MIN_CUSTOMERS, MAX_CUSTOMERS = 1_000, 50_000_000
"""Below, whole regions would hold a handful of customers; above lies no bank that one machine should make."""

BLOCK = 250_000
"""Customers made at a time: some 12 million rows of activity, so that memory does not grow with the bank."""

PLANS = ("region_plan", "product_plan", "grade_plan", "peer_plan", "industry_plan", "offer_plan", "curves")
"""Temporary tables that the generator works from, in the order in which they need each other."""

MADE = ("people", "holdings", "leavers")
"""Temporary tables of a block of customers, in the order in which they need each other."""

BEFORE = (
    "regions", "products", "rates", "loss_rates", "branches", "staff", "region_economy", "region_industry", "pilots",
)
AFTER = {"market": N_("Market"), "contacts": N_("Contacts"), "outflows": N_("Outflows"),
         "groups": N_("Groups of customers")}
"""Tables of the contract filled before the customers, and after them because they look at them."""


def build_demo(shelf: Shelf, *, customers: int = 20_000, seed: int = 1,
               progress: Progress = lambda label, fraction: None, memory_limit: str = "4GB",
               threads: int | None = None) -> Published:
    """Build the demo bank on `shelf` and publish it.

    `customers` counts everybody who was a customer at some time in the 36 months to September 2026. Same
    `customers` and `seed`, same tables; it does not depend on today's date. Products and industries are named in
    the language spoken now. Reads no file, so the account of source files is empty. Raises BuildRefused for a size
    it cannot make, CannotAnswer when another build runs.
    """
    if not MIN_CUSTOMERS <= customers <= MAX_CUSTOMERS:
        raise BuildRefused(_(
            "A demo bank of {customers} customers cannot be made: ask for {least} to {most} customers.",
            customers=conventions().whole(customers), least=conventions().whole(MIN_CUSTOMERS),
            most=conventions().whole(MAX_CUSTOMERS),
        ))
    bank = truths().bank
    terms = Terms(bank["title"], currency=bank["currency"], notes=stored(N_("A fictional bank. Nobody in it exists.")))
    with drafting(shelf, source="demo", terms=terms, progress=progress, memory_limit=memory_limit,
                  threads=threads) as draft:
        _fill(draft, customers, seed)
        made = draft.connection.execute("select count(*) from customers").fetchall()[0][0]
        draft.control(stored(N_("customers asked for")), customers, made)
        language = "" if current() == DEFAULT else f" {current()}"
        return draft.finish(hashlib.sha256(f"demo {customers} {seed}{language}".encode()).hexdigest())


def _fill(draft: Draft, customers: int, seed: int) -> None:
    """Write every source table of the book."""
    values = _parameters(customers, seed)
    draft.loading(_("The bank and its country"), 0.0)
    _set_up(draft, seed)
    for name in PLANS:
        _run(draft, f"create temp table {name} as", name, values)
    for name in BEFORE:
        _run(draft, f"insert into {name} by name", name, values)
    for first, end in _blocks(customers):
        block = _("Customers {first} to {last} of {all}", first=conventions().whole(first),
                  last=conventions().whole(end - 1), all=conventions().whole(customers))
        draft.loading(block, 0.01 + 0.94 * (first - 1) / customers)
        _make_block(draft, values | {"first_number": first, "end_number": end})
    for name, label in AFTER.items():
        draft.loading(_(label), 0.95)
        _run(draft, f"insert into {name} by name", name, values)
    for name in reversed(PLANS):
        draft.connection.execute(f"drop table {name}")


def _make_block(draft: Draft, values: dict[str, Any]) -> None:
    """Customers and their activity, in the order of customers: so a customer's rows lie together in the file."""
    for name in MADE:
        _run(draft, f"create or replace temp table {name} as", name, values)
    for name in ("customers", "activity"):
        _run(draft, f"insert into {name} by name", name, values)
    for name in reversed(MADE):
        draft.connection.execute(f"drop table {name}")


def _blocks(customers: int) -> Iterator[tuple[int, int]]:
    """First number and the number after the last, block by block; numbers begin at 1."""
    for first in range(1, customers + 1, BLOCK):
        yield first, min(first + BLOCK, customers + 1)


def _parameters(customers: int, seed: int) -> dict[str, Any]:
    """What the SQL files ask for by name: the planted values, and what the size of the bank decides."""
    bank, plan = truths().bank, truths().plan()
    branch_layers = max(1, round(math.sqrt(customers / 250_000)))
    started = plan["pilot_from"]
    return {
        **plan,
        **asdict(truths().leaving),
        "title": bank["title"],
        "customers": customers,
        # The key accounts grow with the bank, so that they carry the same part of it at any size.
        "anchor_size": plan["anchor_scale"] * customers / 20_000,
        # Branches and managers grow with the square root: a bank ten times as large does not open ten times as many.
        "branch_layers": branch_layers,
        "managers_a_branch": max(1, round(math.sqrt(customers / 20_000) / branch_layers)),
        "pilot_step": (started.year - bank["first_month"].year) * 12 + started.month - bank["first_month"].month,
        "noise_shift": int.from_bytes(hashlib.sha256(str(seed).encode()).digest()[:7]),
    }


def _set_up(draft: Draft, seed: int) -> None:
    """The macros, the names in the language spoken now, and the two small tables that come from `truths.toml`."""
    connection = draft.connection
    connection.execute("set variable seed = cast($seed as bigint)", {"seed": seed})
    connection.execute(Path(__file__).with_name("macros.sql").read_text(encoding="utf-8"))
    connection.execute("create or replace temp table names (code varchar, name varchar)")
    connection.executemany("insert into names values (?, ?)", [(code, _(name)) for code, name in NAMES.items()])
    connection.execute("create or replace temp table region_growth (region_id varchar, growth double)")
    connection.executemany("insert into region_growth values (?, ?)", list(truths().growth.items()))
    connection.execute(
        "create or replace temp table family_season "
        "(family varchar, peak_month integer, balance_amplitude double, turnover_amplitude double)"
    )
    connection.executemany(
        "insert into family_season values (?, ?, ?, ?)",
        [(family, *asdict(wave).values()) for family, wave in truths().season.items()],
    )


def _run(draft: Draft, verb: str, name: str, values: dict[str, Any]) -> None:
    sql, bound = Question.from_file(__file__, f"{name}.sql").bind(values)
    draft.connection.execute(f"{verb} {sql}", bound)
