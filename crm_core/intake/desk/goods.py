"""Products: what they are called and of which family, from their own table, a column, or one for a whole file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crm_core import contract
from crm_core.intake.desk.columns import ColumnPreview
from crm_core.intake.desk.drafts import UNDECIDED, Draft
from crm_core.intake.desk.facts import Facts
from crm_core.intake.desk.people import place
from crm_core.intake.desk.questions import Place
from crm_core.intake.desk.roles import MAX_PRODUCTS
from crm_core.intake.desk.words import family_of, folded, vocabulary
from crm_core.language import _

_MAX_LISTED = 30
_MAX_ASKED = 6
"""Products of which each is asked about; of more, all together."""


@dataclass
class Goods:
    """The products that the sections of activity need: `constants` by id, `columns` of tables with a family for
    values whose own words say none."""

    constants: dict[str, dict[str, str]] = field(default_factory=dict)
    columns: list[tuple[Facts, ColumnPreview, str]] = field(default_factory=list)

    def constant(self, product_id: str, name: str, family: str) -> str:
        self.constants.setdefault(product_id, {"name": name, "family": family})
        return product_id

    def column(self, facts: Facts, name: str, family: str = "") -> None:
        column = facts.table.column(name)
        if not any(other is column for _facts, other, _family in self.columns):
            self.columns.append((facts, column, family))


def is_product_column(column: ColumnPreview | None) -> bool:
    return column is not None and 0 < column.distinct <= MAX_PRODUCTS


def add_products(draft: Draft, goods: Goods) -> None:
    """Add the sections of products that the activity needs."""
    unknown: dict[str, Place] = {}
    known: set[str] = set()
    own = next((facts for facts in draft.tables if facts.row == "product" and facts.is_unique("product")), None)
    if own is not None and own.name not in draft.used:
        known = _from_their_table(draft, goods, own, unknown)
    listed: dict[str, dict[str, str]] = {}
    for facts, column, family in goods.columns:
        if known >= set(column.values):
            continue
        if facts.table.is_whole and column.distinct <= _MAX_LISTED:
            listed |= {value: _described(value, family) for value in sorted(column.values) if value not in known}
        else:
            _from_column(draft, facts, column, family, unknown)
    _list(draft, listed | goods.constants, unknown)
    _ask_families(draft, unknown)


def _list(draft: Draft, listed: Mapping[str, Mapping[str, str]], unknown: dict[str, Place]) -> None:
    if listed:
        number = draft.add("products", {"list": dict(listed)})
        unknown |= {each.get("name", product_id): ("products", number, ("list", product_id, "family"))
                    for product_id, each in listed.items() if each["family"] == UNDECIDED}


def _from_their_table(draft: Draft, goods: Goods, own: Facts, unknown: dict[str, Place]) -> set[str]:
    """The section of a table of products, where the activity names them; the ids in it."""
    ids, family = own.column("product"), own.column("family")
    if ids is None:
        return set()
    users = [given for _facts, column, given in goods.columns if set(ids.values) & set(column.values)]
    if not users:
        return set()
    name = own.roles.get("name") or own.roles.get("description", ids.name)
    if family is None:
        if not own.table.is_whole or ids.distinct > MAX_PRODUCTS:
            return set()
        rows = {row[0]: row[1] for row in own.table.values(ids.name, name)}
        _list(draft, {value: {"name": text, "family": family_of(text) or family_of(value) or users[0] or UNDECIDED}
                      for value, text in rows.items()}, unknown)
        draft.used.add(own.name)
        return set(ids.values)
    values = {value: value if value in contract.FAMILIES else family_of(value) or users[0] or UNDECIDED
              for value in sorted(family.values)}
    changed = {value: ours for value, ours in values.items() if value != ours}
    number = draft.add("products", {**place(own), "columns": {
        "product_id": ids.name, "name": name, "family": family.name}, "values": {"family": changed}}, own)
    unknown |= {value: ("products", number, ("values", "family", value)) for value, ours in values.items()
                if ours == UNDECIDED}
    return set(ids.values)


def _from_column(draft: Draft, facts: Facts, column: ColumnPreview, family: str, unknown: dict[str, Place]) -> None:
    """Products by the values of a column of which not all were seen, or too many to list."""
    section: dict[str, Any] = {**place(facts), "row": "movement", "columns": {"product_id": column.name}}
    families = {value: family_of(value) or family or UNDECIDED for value in sorted(column.values)}
    if len(set(families.values())) == 1:
        section["fixed"] = {"family": next(iter(families.values()))}
        keys: Mapping[str, tuple[str, ...]] = {column.name: ("fixed", "family")}
        families = {column.name: section["fixed"]["family"]}
    else:
        section["columns"]["family"] = column.name
        section["values"] = {"family": families}
        keys = {value: ("values", "family", value) for value in families}
    number = draft.add("products", section, facts)
    unknown |= {what: ("products", number, keys[what]) for what in families if families[what] == UNDECIDED}


def _described(value: str, family: str) -> dict[str, str]:
    name = vocabulary().codes.get(folded(value), "")
    return ({"name": name} if name else {}) | {"family": family_of(value) or family or UNDECIDED}


def _ask_families(draft: Draft, unknown: Mapping[str, Place]) -> None:
    """Ask of each product, or of all together where they are many."""
    each = [(name, [at]) for name, at in unknown.items()]
    if len(each) > _MAX_ASKED:
        each = [(f"{', '.join(list(unknown)[:_MAX_ASKED])} …", list(unknown.values()))]
    for names, places in each:
        draft.ask(_("Which kind of product is {product}: deposits, loans, cards, payments, investments or insurance?",
                    product=names), "choice", places, contract.FAMILIES)
