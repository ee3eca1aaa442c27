"""What a person said already: it guides a proposal, and stands in it as it was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from crm_core import contract
from crm_core.intake.desk.facts import Facts
from crm_core.intake.desk.recipe import PLACE, READING, Recipe, Section, is_reading_only, reads

_ROLES = {"product_id": "product", "turnover": "amount", "region_id": "region", "month": "date"}
"""Our columns whose role in a table is called otherwise."""
_EITHER_OR = ("columns", "fixed", "times", "lookup")
"""Parts of a section of which only one may give a column."""
_ONE_FILE = "customers"
"""The table that comes from one file unless somebody says more."""


def guided(facts: Facts, given: Recipe) -> Facts:
    """`facts` with what the recipe says of the table: what one row is, and which columns are ours."""
    roles, row = dict(facts.roles), facts.given_row
    for table, way in _sections_of(facts, given):
        if table == "activity":
            row = str(way.get("row", row))
        if way.get("account"):
            roles["account_id"] = str(way["account"])
        for ours, theirs in (way.get("columns") or {}).items():
            is_there = isinstance(theirs, str) and any(theirs == column.name for column in facts.table.columns)
            if is_there and ours not in (way.get("lookup") or {}):
                role = _ROLES.get(ours, ours)
                kept = {role, "account_id"} if role == "customer_id" else {role}  # an account may be the customer
                roles = {name: column for name, column in roles.items() if column != theirs or name in kept}
                roles[role] = theirs
    return replace(facts, roles=roles, given_row=row)


def is_for(facts: Facts, given: Recipe, table: str) -> bool:
    """Whether the recipe says that the table of the contract comes from this one, or says nothing of it."""
    ways = [way for way in given.ways(table) if not is_reading_only(table, way) and set(way) & {*PLACE}]
    return not ways or names_it(facts, given, table)


def merged(proposed: Recipe, given: Recipe) -> Recipe:
    """The proposal with what was given in place of what differs from it."""
    recipe = proposed
    if "book" in given.sections:
        book = {**dict(proposed.sections.get("book", {})), **given.sections["book"]}
        recipe = recipe.with_ways("book", [book])
    for table in contract.TABLES:
        mine = [way for way in given.ways(table) if not is_reading_only(table, way)]
        ways = [_read_as_said(way, given) for way in proposed.ways(table)]
        left = list(mine)
        for at, way in enumerate(ways):
            twin = next((each for each in left if _is_same_place(each, way)), None)
            if twin is not None:
                left.remove(twin)
                ways[at] = _merged(way, twin)
        if mine and table == _ONE_FILE:
            ways = [way for way in ways if any(_is_same_place(way, each) for each in mine)]
        recipe = recipe.with_ways(table, [*ways, *left])
    return _with_readings(recipe, given)


def _with_readings(recipe: Recipe, given: Recipe) -> Recipe:
    """The recipe with what was said of files that no section of it reads, so that they are still read so when looked
    at."""
    for way in given.ways("activity"):
        name = str(way.get("file", ""))
        is_looked_up = any(lookup.get("file") == name for table in contract.TABLES for each in recipe.ways(table)
                           for lookup in (each.get("lookup") or {}).values())
        if is_reading_only("activity", way) and not is_looked_up and not any(recipe.readers(name)):
            recipe = recipe.with_way("activity", way)
    return recipe


def _sections_of(facts: Facts, given: Recipe) -> Iterator[tuple[str, Section]]:
    for table in contract.TABLES:
        for way in given.ways(table):
            if not is_reading_only(table, way) and (reads(table, way, facts.name) or _is_same_place(
                    way, dict(facts.table.place))):
                yield table, way


def _is_same_place(one: Section, other: Section) -> bool:
    places = [{key: way[key] for key in PLACE if key in way} for way in (one, other)]
    return places[0] == places[1] and (bool(places[0]) or ("list" in one) == ("list" in other))


def _read_as_said(way: Section, given: Recipe) -> dict[str, Any]:
    """A proposed section with the settings that were given for its file, whatever table they were given for."""
    said: dict[str, Any] = {}
    for table in contract.TABLES:
        for each in given.ways(table):
            if _is_same_place(each, way) or (way.get("file") and reads(table, each, str(way["file"]))):
                of_the_file = {*READING} - {*PLACE} - ({"date_format"} if not is_reading_only(table, each) else set())
                said |= {key: value for key, value in each.items() if key in of_the_file}
    if said.get("names") or said.get("header_row") not in (None, 0, "0"):
        way = {key: value for key, value in way.items() if key != "header_row"}
    return {**way, **said}


def _merged(proposed: Section, given: Section) -> dict[str, Any]:
    result: dict[str, Any] = {key: dict(value) if isinstance(value, Mapping) else value
                              for key, value in proposed.items()}
    for part in _EITHER_OR:
        for ours in given.get(part) or {}:
            for other in _EITHER_OR:
                is_looked_up = {part, other} == {"columns", "lookup"} and ours in (given.get("lookup") or {})
                if other != part and not is_looked_up and isinstance(result.get(other), dict):
                    result[other].pop(ours, None)
    for key, value in given.items():
        if isinstance(value, Mapping) and isinstance(result.get(key), dict) and key != "unpivot":
            result[key] |= value
        else:
            result[key] = value
    return {key: value for key, value in result.items() if value != {}}



def names_it(facts: Facts, given: Recipe, table: str) -> bool:
    """Whether the recipe says that a table of the contract comes from this one."""
    return any(name == table for name, _way in _sections_of(facts, given))
