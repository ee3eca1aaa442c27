"""Products: what they are called and of which family, from their own table, a column, or one for a whole file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crm_core import contract
from crm_core.intake.desk.columns import ColumnPreview
from crm_core.intake.desk.drafts import UNDECIDED, Draft
from crm_core.intake.desk.facts import Facts
from crm_core.intake.desk.people import place
from crm_core.intake.desk.words import family_of, folded, vocabulary
from crm_core.language import _

MAX_PRODUCTS = 60
"""Different values of a column that can be products a bank speaks of; articles of a shop are more."""
_MAX_LISTED = 30


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
    own = next((facts for facts in draft.tables if facts.row == "product" and facts.is_unique("product")), None)
    known: set[str] = set()
    if own is not None and own.name not in draft.used:
        known = _from_their_table(draft, own)
    listed: dict[str, dict[str, str]] = {}
    for facts, column, family in goods.columns:
        if known >= set(column.values):
            continue
        if facts.table.is_whole and column.distinct <= _MAX_LISTED:
            listed |= {value: _described(value, family) for value in sorted(column.values) if value not in known}
        else:
            _from_column(draft, facts, column, family)
    listed |= goods.constants
    if listed:
        number = draft.add("products", {"list": listed})
        for product_id, described in listed.items():
            if described["family"] == UNDECIDED:
                _ask_family(draft, number, product_id, ("list", product_id, "family"))


def _from_their_table(draft: Draft, own: Facts) -> set[str]:
    """The section of a table of products; the ids in it."""
    ids, family = own.column("product"), own.column("family")
    if ids is None:
        return set()
    name = own.roles.get("name", ids.name)
    if family is not None:
        values = {value: value if value in contract.FAMILIES else family_of(value) or UNDECIDED
                  for value in sorted(family.values)}
        changed = {value: ours for value, ours in values.items() if value != ours}
        number = draft.add("products", {**place(own), "columns": {
            "product_id": ids.name, "name": name, "family": family.name}, "values": {"family": changed}}, own)
        for value, ours in values.items():
            if ours == UNDECIDED:
                _ask_family(draft, number, value, ("values", "family", value))
    elif own.table.is_whole:
        rows = {row[0]: row[1] for row in own.table.values(ids.name, name)}
        described = {value: {"name": text, "family": family_of(text) or family_of(value) or UNDECIDED}
                     for value, text in rows.items()}
        number = draft.add("products", {"list": described}, own)
        for value, each in described.items():
            if each["family"] == UNDECIDED:
                _ask_family(draft, number, each["name"], ("list", value, "family"))
    return set(ids.values)


def _from_column(draft: Draft, facts: Facts, column: ColumnPreview, family: str) -> None:
    """Products by the values of a column of which not all were seen, or too many to list."""
    section: dict[str, Any] = {**place(facts), "row": "movement", "columns": {"product_id": column.name}}
    families = {value: family_of(value) or family or UNDECIDED for value in sorted(column.values)}
    if len(set(families.values())) == 1:
        section["fixed"] = {"family": next(iter(families.values()))}
        places: Mapping[str, tuple[str, ...]] = {column.name: ("fixed", "family")}
    else:
        section["columns"]["family"] = column.name
        section["values"] = {"family": families}
        places = {value: ("values", "family", value) for value in families}
    number = draft.add("products", section, facts)
    for what, keys in places.items():
        if UNDECIDED in (families.get(what), section.get("fixed", {}).get("family")):
            _ask_family(draft, number, what, keys)


def _described(value: str, family: str) -> dict[str, str]:
    name = vocabulary().codes.get(folded(value), "")
    return ({"name": name} if name else {}) | {"family": family_of(value) or family or UNDECIDED}


def _ask_family(draft: Draft, number: int, product: str, keys: Sequence[str]) -> None:
    draft.ask(_("Which kind of product is {product}: deposits, loans, cards, payments, investments or insurance?",
                product=product), "choice", [("products", number, tuple(keys))], contract.FAMILIES)
