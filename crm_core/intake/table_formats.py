"""Tables that keep their versions in folders of Parquet files, and how such a folder is known.

Delta, Iceberg and Hudi leave the rows of earlier versions in files beside those that count now, and a list beside them
says which those are. Read file by file, what was deleted or corrected would be back, and nothing would tell.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from crm_core.intake.statements import BuildRefused
from crm_core.language import _

_MARKS = {"delta": "_delta_log", "iceberg": "metadata/*.metadata.json", "hudi": ".hoodie"}
"""What lies in the folder of a table, by the name under which Spark reads the format."""


def refuse_versions(folder: str, holds: Callable[[str], bool]) -> None:
    """Raises BuildRefused where the folder at this address is a table that keeps its versions: `holds` tells whether
    something of a name, which may be a pattern, lies in it."""
    kind = next((kind for kind, mark in _MARKS.items() if holds(mark)), "")
    if kind:
        raise BuildRefused(_(
            "The folder '{name}' is a table of {format}: some of its files hold rows that were deleted or replaced, "
            "and only {format} knows which. Read it by way of Spark (python -m crm_core build lakehouse … --format "
            "{kind}), or write its rows out as plain files.",
            name=PurePath(folder).name, format=kind.capitalize(), kind=kind))
