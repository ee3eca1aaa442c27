"""Every file of a folder that may be data."""

from __future__ import annotations

from pathlib import Path

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import NAME
from crm_core.language import _

_DEEPEST = 8
"""Folders inside each other, for a table that is partitioned by several columns."""


def files_of(folder: Path) -> list[Path]:
    """Every file of the folder and of its sub-folders, but what systems and spreadsheets leave lying about."""
    home = folder.resolve()
    files = []
    partitions = (path for path in folder.glob("*/*=*/**/*") if len(path.parts) - len(folder.parts) <= _DEEPEST)
    for path in sorted({*folder.glob("*"), *folder.glob("*/*"), *partitions}):
        name = path.relative_to(folder).as_posix()
        if path.name.startswith((".", "~$")) or "/." in f"/{name}" or name == NAME or path.is_dir():
            continue
        if "/" in name and path.name.startswith("_"):
            continue  # what Spark writes beside the parts: _SUCCESS, _metadata
        if not path.is_file():
            raise BuildRefused(_("{file} is no file, or points to one that is not there. Put the file itself into "
                                 "{folder}, or take it out.", file=name, folder=folder))
        if not path.resolve().is_relative_to(home):
            raise BuildRefused(_("{file} points outside {folder}. Put the file itself into the folder.", file=name,
                                 folder=folder))
        files.append(path)
    return files
