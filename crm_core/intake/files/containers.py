"""What is inside a file that may hold several tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crm_core import contract
from crm_core.intake.files.archives import members
from crm_core.intake.files.databases import table_names
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.folder import Source
from crm_core.intake.files.kinds import kind_of
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.workbook import sheet_names


def tables_inside(name: str, path: Path, *, limits: Limits) -> Sequence[str]:
    """The files of a zip, the sheets of a workbook, the tables of a database, by their names. Raises BuildRefused when
    the file is damaged or a trap."""
    match kind_of(name):
        case "zip":
            return members(name, path)
        case "database":
            return table_names(name, path)
        case _:
            return sheet_names(Source(contract.CUSTOMERS, path, name, FileFormat()), limits)
