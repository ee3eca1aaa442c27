"""The table of the contract whose name a file, its folder, or what is inside a file bears."""

from __future__ import annotations

import re
from pathlib import PurePath

from crm_core import contract
from crm_core.intake.files.kinds import is_container, kind_of, stem_of

_PART = re.compile(r"[ _.\-]*(part|p)?[ _.\-]*\d[\d _.\-]*")
"""What may follow a table's name in the file of a part: activity_2024, activity-2024-01, activity.part1."""


def table_of(name: str, *, is_folder: bool = False) -> str:
    """The table, empty when the name is of none. `is_folder` tells that it is the name of a folder that is one table.
    """
    bare = stem(name, is_folder=is_folder)
    folders = [part.lower() for part in PurePath(name).parent.parts if "=" not in part]
    is_inside = bool(folders) and is_container(folders[0])
    if not bare or (len(folders) > 1 and not is_inside):
        return ""
    if folders and not is_inside:
        parent = stem_of(folders[0]) or folders[0]
        return parent if parent in contract.TABLES else ""
    fits = [table for table in contract.TABLES
            if bare == table or (bare.startswith(table) and _PART.fullmatch(bare[len(table):]))]
    return max(fits, key=len, default="")


def stem(name: str, *, is_folder: bool = False) -> str:
    """A name without its folders and suffix; of a sheet, a table of a database or a folder, which have none, as it is.
    """
    if is_folder:
        return stem_of(name) or name.lower().rpartition("/")[2]
    file, slash, inner = name.partition("/")
    if slash and is_container(file) and kind_of(file) != "zip":
        return inner.lower()
    return stem_of(name)
