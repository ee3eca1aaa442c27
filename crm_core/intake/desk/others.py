"""Tables beside customers, products and activity: branches, managers and regions by what they are called, and any that
a person names."""

from __future__ import annotations

from collections.abc import Collection

from crm_core import contract
from crm_core.intake.desk.columns import ColumnPreview
from crm_core.intake.desk.drafts import Draft
from crm_core.intake.desk.facts import Facts
from crm_core.intake.desk.given import names_it
from crm_core.intake.desk.people import REGIONS, date_format, place
from crm_core.intake.desk.words import words_of

_BY_KIND = {"branches": "branch_id", "staff": "manager_id", "regions": "region"}
"""Tables that are known by what a file is called, and what each of their rows has of its own."""
_MAIN = ("customers", "products", "activity")
_ALIKE = 0.5
_COLUMNS_OF_GROUPS = 4
_BESIDE_A_GROUP = frozenset({"group", "id", "of"})
_KINDS = {"text": ("text", "whole", "date", "period"), "money": ("whole", "decimal"), "number": ("whole", "decimal"),
          "rate": ("whole", "decimal"), "count": ("whole",), "year": ("whole",), "date": ("date", "period"),
          "month": ("date", "period"), "moment": ("date",), "flag": ("text", "whole")}


def add_others(draft: Draft, ours: Collection[str]) -> None:
    """Add sections for the further tables of the contract that are among the files, but for `ours`, there already."""
    for name, table in contract.TABLES.items():
        if name in _MAIN or name in ours:
            continue
        for facts in draft.tables:
            is_groups = name == "groups" and is_of_groups(facts) and facts.name not in draft.used
            if names_it(facts, draft.given, name) or _is_by_kind(draft, facts, name) or is_groups:
                columns = matched(facts, table)
                if columns.keys() >= set(table.required_names):
                    dated = [columns[column.name] for column in table.columns
                             if column.name in columns and column.kind in {"date", "month", "moment"}]
                    draft.add(name, {**place(facts), "date_format": date_format(draft, facts, dated, name),
                                     "columns": columns}, facts)


def is_of_groups(facts: Facts) -> bool:
    """Whether a table says of each customer in which group it is, and little else: a household, or companies of one
    owner."""
    return bool(_group(facts)) and facts.is_unique("customer_id") and (
        facts.kind == "groups" or len(facts.table.columns) <= _COLUMNS_OF_GROUPS)


def _group(facts: Facts) -> str:
    """The column that names the group, rather its number than its name."""
    named = [(len(set(words) - _BESIDE_A_GROUP), "name" in words, column.name) for column in facts.table.columns
             if "group" in (words := words_of(column.name)) and column.kind in {"text", "whole"}
             and not {"product", "type"} & set(words) and column.name != facts.roles.get("customer_id")]
    return min(named)[2] if named else ""


def matched(facts: Facts, table: contract.Table) -> dict[str, str]:
    """The columns of a table of the contract by theirs: of the same role, else of a name of the same words."""
    found: dict[str, str] = {}
    for column in table.columns:
        theirs = _by_role(facts, column.name) or _by_words(facts, column, taken=set(found.values()))
        if column.name == "group_id":
            theirs = theirs or _group(facts)
        if theirs and column.choices and not column.required and (
                not set(facts.table.column(theirs).values) <= set(column.choices)):
            continue
        if theirs and theirs not in found.values() and facts.table.column(theirs).kind in _KINDS[column.kind]:
            found[column.name] = theirs
    return found


def _is_by_kind(draft: Draft, facts: Facts, name: str) -> bool:
    """Whether a file is called so, has each of its rows once, and knows all that the customers name."""
    role = _BY_KIND.get(name, "")
    if facts.kind != name or facts.name in draft.used or not facts.is_unique(role):
        return False
    own = facts.column(role)
    ours = {"branch_id": "branch_id", "manager_id": "manager_id", "region": "region_id"}[role]
    named: set[str] = set()
    for way in draft.sections.get("customers", ()):
        theirs, lookup = way.get("columns", {}).get(ours), way.get("lookup", {}).get(ours)
        where = lookup["file"] if lookup else way.get("file")
        column = lookup["value"] if lookup else theirs
        holder = next((each for each in draft.tables if each.name == where), None)
        if holder is not None and isinstance(column, str):
            named |= set(holder.table.column(column).values)
    return own is not None and bool(named) and named <= set(own.values)


def _by_role(facts: Facts, name: str) -> str:
    roles = facts.roles
    if name == "region_id":
        return next((roles[role] for role in REGIONS[:-1] if role in roles), "")
    if name in {"period", "at", "month", "valid_from"}:
        return roles.get("month") or roles.get("date", "")
    if name == "name" and "name" not in roles:
        return roles.get("description", "")
    return roles.get({"product_id": "product", "turnover": "amount"}.get(name, name), "")


def _by_words(facts: Facts, column: contract.Column, *, taken: Collection[str]) -> str:
    """The column whose name shares most words with ours, if it is at least half of them."""
    ours = set(words_of(column.name))

    def alike(other: ColumnPreview) -> float:
        theirs = set(words_of(other.name))
        return len(ours & theirs) / len(ours | theirs) if theirs else 0.0

    free = [each for each in facts.table.columns if each.name not in taken]
    best = max(free, key=alike, default=None)
    return best.name if best is not None and alike(best) > _ALIKE else ""
