"""Months or products that stand side by side: columns that become rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm_core.intake.desk.activity_parts import OPEN_MONTH, add_product, ask_month
from crm_core.intake.desk.columns import ColumnPreview
from crm_core.intake.desk.drafts import UNDECIDED, Draft
from crm_core.intake.desk.facts import Facts
from crm_core.intake.desk.goods import Goods
from crm_core.intake.desk.people import date_format, place
from crm_core.intake.desk.words import Words, family_of, spelled, vocabulary, words_of
from crm_core.language import _, all_of

_MEASURES = frozenset({"balance", "amount"})
_MIN_PRODUCTS = 2
_MIN_FLAGS = 3

Cells = dict[str, Any]
"""Their columns and what each stands for."""


def add_wide(draft: Draft, goods: Goods, facts: Facts, whose: Mapping[str, Any]) -> bool:
    """Add sections for the months and products that stand side by side in a table; whether products do."""
    if facts.row not in {"customer", "customer-month", "account"}:
        return False
    products = _products(facts, goods) if facts.row != "account" else {}
    spent = {} if products or facts.row == "account" else _spent(facts, goods)
    flags = {} if products or spent else _flags(facts, goods)
    if products or flags or spent:
        _add_products(draft, facts, whose, products or flags or spent, measure="turnover" if spent else "balance")
    if flags:
        draft.ask(_("{count} columns of {file} say who holds which product, and no amounts ({columns} …). Each is "
                    "taken for a balance of 1: what the app calls money then counts products.", count=len(flags),
                    file=facts.name, columns=next(iter(flags))))
    wide = _Wide(draft, goods, facts, whose, products)
    for rest in dict.fromkeys(month.rest for month in facts.months.values()):
        _add_months(wide, rest)
    _add_series(wide)
    return bool(products or flags or spent)


def _products(facts: Facts, goods: Goods) -> Cells:
    """Columns of amounts, each of another product: what they stand for, or the column beside that says it."""
    columns = product_columns(facts)
    cells: Cells = {}
    for column in columns:
        words = set(words_of(column.name)) - _MEASURES
        beside = next((other.name for other in facts.table.columns if other.kind == "text"
                       and "type" in words_of(other.name) and words & set(words_of(other.name))), "")
        family = family_of(column.name)
        if beside:
            cells[column.name] = {"column": beside}
            goods.column(facts, beside, family)
        else:
            cells[column.name] = goods.constant(_code(column.name), _title(column.name), family)
    return cells


def product_columns(facts: Facts) -> list[ColumnPreview]:
    """Columns of amounts that are of another product each; none where there is only one."""
    apart = {*facts.months, *(name for names in facts.series.values() for name in names)}
    columns = [column for column in facts.table.columns
               if column.is_number and column.name not in apart and _is_of_product(column)]
    return columns if len(columns) >= _MIN_PRODUCTS else []


def _is_of_product(column: ColumnPreview) -> bool:
    """Whether a column is named after a product, and after nothing that is told of one: `Loan Amount`, `Savings`."""
    words = words_of(column.name)
    nothing = any(set(phrase) <= set(words) for phrase in vocabulary().columns["nothing"])
    others = {"interest", "fee", "cost", "count", "date", "limit", "income", "transaction", "id", "price", "quantity",
              "loss", "of"}
    is_amount = not set(column.values) <= {"0", "1"} and (bool(_MEASURES & set(words)) or all(
        family_of(piece, is_code=False) for piece in spelled(column.name)))
    return is_amount and bool(family_of(column.name)) and not nothing and not others & set(words)


def _flags(facts: Facts, goods: Goods) -> Cells:
    """Columns of 0 and 1, each of a product that a customer holds or not."""
    columns = [column for column in facts.table.columns
               if column.kind == "whole" and set(column.values) <= {"0", "1"} and family_of(column.name)]
    if len(columns) < _MIN_FLAGS:
        return {}
    return {column.name: goods.constant(_code(column.name), column.name, family_of(column.name)) for column in columns}


def _spent(facts: Facts, goods: Goods) -> Cells:
    """Columns of amounts that say what they were spent on: `MntWines`, `MntFruits`."""
    apart = {*facts.months, *(name for names in facts.series.values() for name in names), facts.roles.get("balance")}
    columns = [column for column in facts.table.columns if column.is_number and column.name not in apart
               and words_of(column.name)[:1] == ("amount",) and len(words_of(column.name)) > 1]
    if len(columns) < _MIN_PRODUCTS:
        return {}
    return {column.name: goods.constant(_code(column.name), _title(column.name), family_of(column.name) or "payments")
            for column in columns}


def _add_products(draft: Draft, facts: Facts, whose: Mapping[str, Any], cells: Cells, *, measure: str) -> None:
    columns = dict(whose["columns"])
    section: dict[str, Any] = {**place(facts), "row": facts.row}
    if facts.day and not facts.is_spread:
        columns["month"] = facts.day_column
        section["date_format"] = date_format(draft, facts, columns["month"], "activity")
    else:
        section["snapshot_month"] = OPEN_MONTH
    number = draft.add("activity", {**section, "columns": columns, "lookup": whose["lookup"], "unpivot": {
        "values": measure, "names": "product_id", "columns": cells}}, facts)
    if "snapshot_month" in section:
        ask_month(draft, facts, number, is_held=measure == "balance")


@dataclass(frozen=True)
class _Wide:
    """A table whose columns become rows: `whose` they are, and the `products` that stand beside the months."""

    draft: Draft
    goods: Goods
    facts: Facts
    whose: Mapping[str, Any]
    products: Cells


def _add_months(wide: _Wide, rest: Words) -> None:
    """A section for the months that share what else their names say."""
    draft, facts = wide.draft, wide.facts
    months = {name: month for name, month in facts.months.items() if month.rest == rest}
    cells = {name: f"{month.year or UNDECIDED}-{month.month:02}" for name, month in months.items()}
    number = _add_side_by_side(wide, rest, cells)
    run: list[str] = []
    before = 0
    for name, month in months.items():
        if not month.year:
            if month.month <= before:
                _ask_year(draft, facts, number, run)
                run = []
            run.append(name)
            before = month.month
    if run:
        _ask_year(draft, facts, number, run)


def _ask_year(draft: Draft, facts: Facts, number: int, names: Sequence[str]) -> None:
    draft.ask(_("Which year do the columns {columns} of {file} refer to?", columns=all_of(list(names)),
                file=facts.name), "year", [("activity", number, ("unpivot", "columns", name)) for name in names])


def _add_series(wide: _Wide) -> None:
    """Sections for amounts that only a number tells apart: which month each is of, only a person can say."""
    places: dict[int, list[tuple[int, str]]] = {}
    facts = wide.facts
    for stem, names in facts.series.items():
        cells = dict.fromkeys(names, f"{UNDECIDED}-??")
        number = _add_side_by_side(wide, words_of(stem), cells)
        for at, name in enumerate(names):
            places.setdefault(at, []).append((number, name))
    for several in places.values():
        wide.draft.ask(_("Which month do {columns} of {file} refer to?", file=facts.name,
                         columns=all_of([name for _number, name in several])), "month",
                       [("activity", number, ("unpivot", "columns", name)) for number, name in several])


def _add_side_by_side(wide: _Wide, rest: Words, cells: Cells) -> int:
    """A section of which each column is a month; its number."""
    draft, goods, facts = wide.draft, wide.goods, wide.facts
    values = "balance" if "balance" in rest else "turnover"
    section: dict[str, Any] = {**place(facts), "row": facts.row, "columns": dict(wide.whose["columns"]),
                               "lookup": dict(wide.whose["lookup"]),
                               "unpivot": {"values": values, "names": "month", "columns": cells}}
    family = family_of(" ".join(rest))
    if family and not {"account"} & set(rest):
        section["fixed"] = {"product_id": goods.constant(_code(" ".join(rest)), _title(" ".join(rest)), family)}
    elif wide.products:
        section["fixed"] = {"product_id": UNDECIDED}
    else:
        add_product(draft, goods, facts, section)
    number = draft.add("activity", section, facts)
    if section.get("fixed", {}).get("product_id") == UNDECIDED:
        draft.ask(_("Which product do the amounts in {columns} of {file} belong to?", columns=all_of(list(cells)),
                    file=facts.name), "choice", [("activity", number, ("fixed", "product_id"))],
                  _known_products(facts, wide.products))
    return number


def _known_products(facts: Facts, products: Cells) -> list[str]:
    found: dict[str, None] = {}
    for stands_for in products.values():
        if isinstance(stands_for, dict):
            found |= dict.fromkeys(sorted(facts.table.column(stands_for["column"]).values))
        else:
            found[stands_for] = None
    return list(found)


def _code(name: str) -> str:
    """The id of a product that a column is named after: `Card Balance` is CARD."""
    words = [word for word in words_of(name) if word not in _MEASURES and word not in {"flag", "ult", "1"}]
    return "_".join(words).upper() or name.upper()


def _title(name: str) -> str:
    return _code(name).replace("_", " ").capitalize()
