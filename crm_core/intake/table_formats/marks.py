"""How the folder of a table that keeps its versions is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePath, PurePosixPath

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


def refuse_packed(file: str, names: Iterable[str]) -> None:
    """Raises BuildRefused where such a table is among the `names` in an archive: unpacked one by one, its files would
    bring back what was deleted."""
    paths = {path for name in names for path in (PurePosixPath(name), *PurePosixPath(name).parents)}
    for path in sorted(paths):
        kind = next((kind for kind, mark in MARKS.items() if path.match(mark)), "")
        if kind:
            folder = path.parents[MARKS[kind].count("/")]
            raise BuildRefused(_(
                "The folder '{name}' in {file} is a table of {format}: some of its files hold rows that were deleted "
                "or replaced. Unpack {file}, and give the folder in which the table lies then.",
                name=folder.name or "/", file=file, format=kind.capitalize()))


def refuse_partitions(folder: Path, depth: int = 2) -> None:
    """Raises BuildRefused where a partition (month=2026-01) of the plain table in `folder` is such a table itself."""
    for part in folder.glob("*=*") if depth else ():
        if kind := kind_at(part):
            raise refused(f"{folder.name}/{part.name}", kind)
        refuse_partitions(part, depth - 1)


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
