"""A list as a workbook: one sheet, or one for each branch or manager, and a sheet that says what it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from crm_core import CannotAnswer
from crm_core.export import Facts, excel
from crm_core.labels import told_apart
from crm_core.language import _, ngettext
from crm_core.lists.columns import file_table
from crm_core.lists.entry import Entry
from crm_core.lists.result import Result

Sheets = Literal["one", "branch", "manager"]
SHEETS: tuple[Sheets, ...] = get_args(Sheets)

MAX_SHEETS = 60
"""More tabs than this are not to be found in a workbook: each group then gets a file of its own, in a zip."""
MAX_FILES = 500
_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = "history"
"""The one name that Excel keeps for itself."""


def groups(rows: Sequence[Entry], sheets: Sheets) -> dict[str, list[Entry]]:
    """The rows by what their sheet is called, in the order in which names are looked up; two of one name are told
    apart by their ids, and whoever has no branch or manager is together at the end."""
    if sheets == "one":
        return {_("List"): list(rows)}
    names: dict[str, str] = {}
    for entry in rows:
        group = _group(entry, sheets)
        names.setdefault(group, (entry.branch if sheets == "branch" else entry.manager) or group)
    names.pop("", None)
    shown = dict(zip(names, told_apart(list(names), list(names.values())), strict=True))
    ordered = sorted(shown, key=lambda group: (shown[group].casefold(), group))
    by_group: dict[str, list[Entry]] = {group: [] for group in (*ordered, "")}
    for entry in rows:
        by_group[_group(entry, sheets)].append(entry)
    nobody = _("No branch") if sheets == "branch" else _("No manager")
    labelled = zip(sheet_names([*(shown[group] for group in ordered), nobody]), by_group.values(), strict=True)
    return {label: entries for label, entries in labelled if entries}


def needs_zip(rows: Sequence[Entry], sheets: Sheets) -> int:
    """How many files the groups take when they are too many for one workbook; 0 when they are not."""
    count = len(groups(rows, sheets))
    return count if count > MAX_SHEETS else 0


def workbook(rows: Sequence[Entry], columns: Iterable[str], sheets: Sheets, facts: Facts, *,
             latest: Mapping[str, Result], list_id: int) -> bytes:
    """The list as .xlsx, or as a zip of one .xlsx a group where there are more than `MAX_SHEETS` of them.

    Raises CannotAnswer when there are more than `MAX_FILES`.
    """
    shown = tuple(columns)
    tables = {name: file_table(entries, shown, latest, list_id) for name, entries in groups(rows, sheets).items()}
    if len(tables) <= MAX_SHEETS:
        first, *others = tables
        return excel(tables[first], facts, title=first, also={name: tables[name] for name in others})
    if len(tables) > MAX_FILES:
        raise CannotAnswer(ngettext("{count} file is more than anybody hands out. Take one sheet, or one a branch.",
                                    "{count} files are more than anybody hands out. Take one sheet, or one a branch.",
                                    len(tables)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as files:
        for name, table in tables.items():
            files.writestr(f"{_NOT_IN_FILE_NAMES.sub('', name).strip('. ') or list_id}.xlsx",
                           excel(table, facts, title=name))
    return buffer.getvalue()


def sheet_names(names: Sequence[str]) -> list[str]:
    """Names as Excel takes them: up to 31 characters, none of []:*?/\\, no apostrophe at either end, no two alike
    whatever their capitals, and none that the program needs itself."""
    used = {_RESERVED, _("About").casefold()}
    made = []
    for name in names:
        bare = _FORBIDDEN.sub("", name).strip("' ") or "-"
        candidate, number = bare[:_LONGEST].strip("' "), 1
        while candidate.casefold() in used:
            number += 1
            ending = f" ({number})"
            candidate = f"{bare[:_LONGEST - len(ending)].strip()}{ending}"
        used.add(candidate.casefold())
        made.append(candidate)
    return made


def _group(entry: Entry, sheets: Sheets) -> str:
    """What tells groups apart: the id, or the name where the data has no ids."""
    return (entry.branch_id or entry.branch) if sheets == "branch" else (entry.manager_id or entry.manager)
