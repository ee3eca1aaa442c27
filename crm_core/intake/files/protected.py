"""`[customers.protected]` in `mapping.toml`: columns of the customers' file that the fairness check alone may read.

Each becomes rows of `customer_protected`, read from the same file as a section of its own would.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from crm_core.contract import PROTECTED
from crm_core.intake.files.file_format import refuse
from crm_core.language import _

_SECTION = "[customers.protected]"
_SAME_FILE = ("file", "source", "table", "query", "sheet", "header_row", "names", "widths", "delimiter", "encoding",
              "only", "without")
"""What both sections say of one file."""
FORGET_PROTECTED = "update quarantine set raw = '' where file in (select unnest(?))"
"""Rejected rows stand on the Data page and in its files: those of the files that this table is read from, whatever
table they were rejected from, without what is in them. Its parameter is the names of these files."""


def with_protected(sections: Mapping[str, Any]) -> dict[str, Any]:
    """The sections of a mapping, each `[customers.protected]` as a section `[[customer_protected]]`.

    Raises BuildRefused for what is no column of theirs by attribute, and for a protected column that something else
    reads too.
    """
    given = sections.get("customers")
    several = given if isinstance(given, list) else [given]
    if not any(_is_marked(each) for each in several):
        return dict(sections)
    several = [_with_file(each) if _is_marked(each) else each for each in several]
    marked = [each for each in several if _is_marked(each)]
    others = [{key: value for key, value in each.items() if key != "protected"} if _is_marked(each) else each
              for each in several]
    own = sections.get(PROTECTED.name, [])
    made = [*(own if isinstance(own, list) else [own]), *map(_as_section, marked)]
    return {**sections, "customers": others if isinstance(given, list) else others[0], PROTECTED.name: made}


def _is_marked(section: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(section, Mapping) and "protected" in section


def _with_file(section: Mapping[str, Any]) -> Mapping[str, Any]:
    """A file that two sections read is named by both; one that bears the table's name was named by nobody yet."""
    return section if {"file", "source"} & set(section) else {**section, "file": "customers*"}


def _as_section(customers: Mapping[str, Any]) -> dict[str, Any]:
    marked = customers["protected"]
    if not isinstance(marked, Mapping) or not marked or not all(isinstance(each, str) and each
                                                                for each in marked.values()):
        refuse(_("{section} is {value}; write a line for each attribute with its column, such as {example}.",
                 section=_SECTION, value=repr(marked), example='gender = "SEXO"'))
    for attribute, theirs in marked.items():
        if theirs in _read_elsewhere(customers):
            refuse(_("{section} {attribute} is the column {column}, which is also read for something else. A protected "
                     "attribute is read for the fairness check alone: take one of the two lines out.",
                     section=_SECTION, attribute=attribute, column=repr(theirs)))
    columns = customers.get("columns", {})
    lookup = customers.get("lookup", {})
    return {key: customers[key] for key in _SAME_FILE if key in customers} | {
        "columns": {"customer_id": columns.get("customer_id", "customer_id")},
        "unpivot": {"values": "value", "names": "attribute",
                    "columns": {theirs: attribute for attribute, theirs in marked.items()}},
    } | ({"lookup": {"customer_id": lookup["customer_id"]}} if "customer_id" in lookup else {})


def _read_elsewhere(customers: Mapping[str, Any]) -> set[str]:
    """The columns of theirs that the section reads for something else."""
    columns: set[str] = set()
    for key in ("columns", "identity"):
        part = customers.get(key, {})
        for theirs in part.values() if isinstance(part, Mapping) else ():
            columns |= set(theirs) if isinstance(theirs, list) else {theirs}
    for key in ("only", "without"):
        part = customers.get(key, {})
        columns |= set(part) if isinstance(part, Mapping) else set()
    return columns
