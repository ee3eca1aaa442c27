"""What the figures of a page rest on: as of when, how much of what it uses is there, what part is assumed.

Said in one place: the strip below the title of every page, and the exports. It reads the small tables that the build
wrote (`crm_core/intake/quality`); of a book without them it says what the book says of itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from crm_core.amounts import number, percent
from crm_core.availability import Needs
from crm_core.caveats import Caveat
from crm_core.choices import Choices
from crm_core.column_headings import heading
from crm_core.language import _, all_of, day, month_short, ngettext
from crm_core.question import Question, Reader
from crm_core.vocabulary import line_label

COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "revenue": (("activity", "net_interest_income"), ("activity", "fee_income")),
    "cost": (("activity", "cost_to_serve"), ("activity", "expected_loss"), ("activity", "capital")),
    "balance": (("activity", "balance"),),
    "turnover": (("activity", "turnover"),),
    "transactions": (("activity", "transactions"),),
    "regions": (("customers", "region_id"),),
    "region": (("customers", "region_id"),),
    "types": (("customers", "customer_type"),),
    "joined": (("customers", "joined_on"),),
    "grade": (("customers", "credit_grade"),),
    "size": (("customers", "size_amount"),),
    "market": (("market", ""),),
    "region_economy": tuple(("region_economy", name) for name in (
        "population", "gdp", "businesses", "mean_income", "unemployment_rate")),
    "region_industry": (("region_industry", "employment"), ("region_industry", "output")),
    "outflows": (("outflows", ""),),
    "contacts": (("contacts", "handle_minutes"),),
    "staff": (("staff", "capacity_hours"),),
    "branches": (("branches", "yearly_cost"),),
}
"""Where what rooms name in their `NEEDS` stands in the bank's files; '' for what no row of a table can lack."""

LOW = 0.95
"""A column of which less is there is named beside the whole."""

_HAS_QUALITY = Question("has_quality", "select count(*) as found from information_schema.tables where table_name = "
                                       "'book_quality_cells'", is_kept=True)
_CELLS = Question.from_file(__file__, "basis_cells.sql")
_MONEY = Question.from_file(__file__, "basis_money.sql")


@dataclass(frozen=True)
class Part:
    """One part of the strip: a few words, what they mean in sentences, and the figures behind them, by name.

    `is_warning` marks what a reader must not miss.
    """

    label: str
    sentences: tuple[str, ...]
    rows: tuple[tuple[str, str], ...] = ()
    is_warning: bool = False


@dataclass(frozen=True)
class Basis:
    """The parts of the strip in order; none is empty."""

    parts: tuple[Part, ...] = field(default=())

    def __str__(self) -> str:
        """`As of Sep 2026 · 98% of what this page uses is there`."""
        return " · ".join(part.label for part in self.parts)


def basis(read: Reader, needs: Needs, offered: Choices, info: Mapping[str, Any],
          last_month: dt.date | None = None) -> Basis:
    """What a page with these `needs` rests on under the scope of `read`; `info` is what the book says of itself.

    `last_month` is the last of the period shown, where that does not end with the scope's year: how much is there is
    then still told of the whole year, and said to be.
    """
    has_quality = bool(read(_HAS_QUALITY)["found"].iloc[0])
    said = list(offered.caveats)
    year = offered.year(read.scope.years_ago)
    parts = [_as_of(last_month or year.last_month, offered, info, _taken(said, "unfinished"))]
    if has_quality:
        gaps = _taken(said, "gaps")
        there = _there(read(_CELLS), needs, gaps, year.words if last_month else "")
        parts += there
        said += [] if there else gaps
        prices = _taken(said, "prices")
        if needs.is_money:
            assumed = _assumed(read(_MONEY), prices)
            parts += assumed
            said += [] if assumed else prices
    return Basis((*parts, *(Part(each.label, (each.sentence,), is_warning=True) for each in said)))


def _taken(caveats: list[Caveat], kind: str) -> list[Caveat]:
    """The caveats of a kind, which the strip tells in a part of its own and not once more."""
    taken = [each for each in caveats if each.kind == kind]
    caveats[:] = [each for each in caveats if each.kind != kind]
    return taken


def _as_of(last: dt.date, offered: Choices, info: Mapping[str, Any], unfinished: list[Caveat]) -> Part:
    """Up to which month the figures go, and when the data was loaded."""
    built, is_latest = info["built_at"], last == offered.years[0].last_month
    label = _("As of {month}", month=month_short(last))
    sentences = [_("The figures go to the end of {month}. The data was loaded on {day}.", month=month_short(last),
                   day=day(built))]
    if is_latest and unfinished:
        label = _("{as_of}, next month left out", as_of=label)
    if is_latest:
        sentences += [each.sentence for each in unfinished]
        age = (built.year - last.year) * 12 + built.month - last.month - 1
        if age > 0 and info["source"] != "demo":
            sentences.append(ngettext("By then {count} whole month had passed since.",
                                      "By then {count} whole months had passed since.", age))
    return Part(label, tuple(sentences), is_warning=is_latest and bool(unfinished))


def _there(cells: pd.DataFrame, needs: Needs, gaps: list[Caveat], counted_in: str) -> list[Part]:
    """How much of what the page uses is there, and of which column least; empty when nothing of it was counted.

    `counted_in` are the months it was counted in, where the page shows others.
    """
    wanted = {column for name in needs.names for column in COLUMNS.get(name, ())}
    used = cells[[pair in wanted for pair in zip(cells["table_name"], cells["column_name"], strict=True)]]
    total, known = int(used["used"].sum()), int(used["known"].sum())
    if not total:
        return []
    names = [_column(*pair) for pair in zip(used["table_name"], used["column_name"], strict=True)]
    shares = sorted(zip((used["known"] / used["used"]).tolist(), names, strict=True))
    least, least_name = shares[0]
    label = _("{share} of what this page uses is there", share=percent(known / total))
    if least < min(LOW, known / total):
        label = _("{label} ({column} {share})", label=label, column=least_name, share=percent(least))
    complete = all_of([name for share, name in shares if share == 1])
    return [Part(
        label,
        (_("Of {values} that this page reads, {known} are there, given by the bank or worked out from its rate card. A "
           "value counts as missing where the same column, for activity of the same product, has it elsewhere.",
           values=ngettext("{count} value", "{count} values", total), known=number(known)),
         *([_("Counted in: {months}.", months=counted_in)] if counted_in else []),
        *([_("Complete: {columns}.", columns=complete)] if complete else []), *(each.sentence for each in gaps)),
        tuple((name, percent(share)) for share, name in shares if share < 1), is_warning=bool(gaps))]


def _assumed(money: pd.DataFrame, prices: list[Caveat]) -> list[Part]:
    """What part of contribution was worked out from the rate card and the loss rates; nothing when none was."""
    total, derived = float(money["amount"].sum()), float(money["derived"].sum())
    if not derived:
        return []
    lines = tuple((line_label(row.line), percent(row.derived / row.amount)) for row in money.itertuples()
                  if row.amount and row.derived)
    return [Part(
        _("{share} of contribution rests on assumed rates", share=percent(derived / total)),
        (_("Of the lines of contribution, each taken by its size, this part is worked out from a rate card or from "
           "loss rates; the rest is the bank's own figures."), *(each.sentence for each in prices)),
        lines, is_warning=True)]


def _column(table: str, column: str) -> str:
    return heading(column) if column else heading(table)


def told_in_full(found: Basis) -> str:
    """Everything the strip holds, for a file that leaves: labels with their figures."""
    return " ".join(" ".join([f"{part.label}.", *([all_of([f"{name} {figure}" for name, figure in part.rows]) + "."]
                                                  if part.rows else [])]) for part in found.parts)
