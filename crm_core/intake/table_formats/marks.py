"""How the folder of a table that keeps its versions is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from crm_core.intake.statements import BuildRefused
from crm_core.language import _

MARKS = {"delta": "_delta_log", "iceberg": "metadata/*.metadata.json", "hudi": ".hoodie"}
"""What lies in the folder of a table, by the name under which Spark reads the format."""


def kind_of_table(holds: Callable[[str], bool]) -> str:
    """The format of the table in a folder, empty where it is none that keeps its versions: `holds` tells whether
    something of a name, which may be a pattern, lies in it."""
    return next((kind for kind, mark in MARKS.items() if holds(mark)), "")


def kind_at(folder: Path) -> str:
    """The format of the table in a folder of this machine, empty where it is none."""
    return kind_of_table(lambda pattern: any(folder.glob(pattern)))


def is_versioned(folder: Path) -> bool:
    return bool(kind_at(folder))


def refuse_in_a_store(address: str, holds: Callable[[str], bool]) -> None:
    """Raises BuildRefused where a table that keeps its versions lies at this address of a store, which only Spark with
    the format's package reads."""
    if kind := kind_of_table(holds):
        raise refused(PurePath(address).name, kind)


def refused(name: str, kind: str) -> BuildRefused:
    return BuildRefused(_(
        "The folder '{name}' is a table of {format}: some of its files hold rows that were deleted or replaced, and "
        "only {format} knows which. Read it by way of Spark with the package of {format} (python -m crm_core build "
        "lakehouse … --format {kind}), or write its rows out as plain files.",
        name=name, format=kind.capitalize(), kind=kind))
