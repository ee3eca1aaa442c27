"""The header of a file: how it is split, and which of its columns the contract's columns are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import NAME
from crm_core.intake.files.folder import Source
from crm_core.intake.files.nearest import closest, nearest
from crm_core.language import _

LINE_NUMBER = "line number"
"""A column that every file has without writing it: where rows have no number of their own, theirs in the file."""
_FEWEST_VALUES = 2
_SHOWN = 600
"""Characters of the names of columns that a sentence repeats."""


@dataclass(frozen=True)
class Header:
    """`positions`: our column → its place in the file, from 0; that of the number of the line is after all. `width`
    counts all columns, `extra` names the unused, `names` are those of the file, where they were read from one."""

    width: int
    positions: dict[str, int]
    extra: tuple[str, ...]
    names: tuple[str, ...] = ()


def known_names(source: Source, names: Sequence[str]) -> set[str]:
    """Those of `names`, folded, that a column of the table bears."""
    return {_folded(_theirs(source, name)) for name in source.table.names} & set(map(_folded, names))


def is_whole(source: Source, names: Sequence[str]) -> bool:
    """Whether `names` are a header that the table can be read by."""
    folded = set(map(_folded, names))
    there = {name for name in source.table.names
             if name in source.file_format.fixed or _folded(_theirs(source, name)) in {*folded, LINE_NUMBER}}
    few = not source.table.at_least_one_of or bool(there & set(source.table.at_least_one_of))
    return few and there.issuperset(source.table.required_names) and bool(known_names(source, names))


def likeliest_header(source: Source, rows: Sequence[Sequence[str]]) -> int:
    """Which of the first `rows` is the header: the first that holds all columns the table needs, else the one that
    holds most known ones, else the first that is not much narrower than the others, as titles are."""
    whole = next((at for at, names in enumerate(rows) if is_whole(source, names)), None)
    if whole is not None:
        return whole
    known = [len(known_names(source, names)) for names in rows]
    if any(known):
        return known.index(max(known))
    widths = [sum(bool(name.strip()) for name in names) for names in rows]
    return next((at for at, width in enumerate(widths) if 2 * width > max(widths)), 0)


_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")


def needed_values(source: Source, header: Header) -> int:
    """How many values a row must have at least: as many as reach to the last required column, and never one alone,
    which is no row of a table but a word that stands by itself."""
    places = [header.positions[name] for name in source.table.required_names if name in header.positions]
    last = max([at for at in places if at < header.width], default=header.width - 1)
    return max(1 + last, min(header.width, _FEWEST_VALUES))


def understand(source: Source, names: list[str], examples: Sequence[str] = ()) -> Header:
    """Find the contract's columns among `names`, by the mapping's names for them, whatever their case. `examples` are
    the values of the first row where the file has no header.

    Raises BuildRefused for a wanted name that stands twice, and for a required column that is not there.
    """
    names, twice = _told_apart([_LINE_ENDS.sub(" ", name) for name in names])
    folded = [_folded(name) for name in names]
    positions = {}
    for name in source.table.names:
        theirs = _theirs(source, name)
        if name in source.file_format.fixed:
            continue
        if _folded(theirs) in twice:
            raise BuildRefused(_(
                "{file} has the column '{column}' twice. Rename or remove one of them, or say in {mapping} which is "
                "meant: '{first}' or '{second}'.", file=source.name, column=theirs, mapping=NAME,
                first=f"{theirs} (1)", second=f"{theirs} (2)"))
        if _folded(theirs) in folded:
            positions[name] = folded.index(_folded(theirs))
        elif _folded(theirs) == LINE_NUMBER:
            positions[name] = len(names)
        elif name in source.file_format.columns:
            raise BuildRefused(" ".join([_not_there(source, name, theirs), nearest(theirs, filter(None, names))]))
    _refuse_missing(source, names, positions, examples)
    used = set(positions.values())
    extra = tuple(name for at, name in enumerate(names) if name and at not in used)
    return Header(len(names), positions, extra, tuple(names))


def _told_apart(names: Sequence[str]) -> tuple[list[str], set[str]]:
    """The names, those that stand more than once numbered from 1, and these as they are, folded."""
    times = Counter(folded for name in names if (folded := _folded(name)))
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[_folded(name)] += 1
        told.append(f"{name} ({seen[_folded(name)]})" if times[_folded(name)] > 1 else name)
    return told, {folded for folded, count in times.items() if count > 1}


def _not_there(source: Source, ours: str, theirs: str) -> str:
    """That the mapping names a column which the file does not have. What is only worked with has no name of ours."""
    if ours.isidentifier():
        return _("{mapping} says that '{column}' is called {theirs}, and {file} has no such column.", mapping=NAME,
                 column=ours, theirs=repr(theirs), file=source.name)
    return _("{mapping} names the column {theirs}, and {file} has no such column.", mapping=NAME, theirs=repr(theirs),
             file=source.name)


def _theirs(source: Source, name: str) -> str:
    return source.file_format.columns.get(name, name)


def _folded(name: str) -> str:
    return name.strip().casefold()


def _refuse_missing(source: Source, names: list[str], positions: dict[str, int], examples: Sequence[str]) -> None:
    table, there = source.table, positions.keys() | source.file_format.fixed.keys()
    if examples:
        columns = ", ".join(f"{name} ({value})" for name, value in zip(names, examples, strict=False))
        has = _("It has no header, and these columns: {columns}.", columns=columns[:_SHOWN])
    else:
        has = " ".join(filter(None, [_("It has: {columns}.", columns=", ".join(filter(None, names))[:_SHOWN]),
                                     _not_the_header(source, positions)]))
    for name in table.required_names:
        if name not in there:
            unused = [each for at, each in enumerate(names) if each and at not in positions.values()]
            guess = (closest(name, unused) or ["…"])[0]
            lacks = _("{file} lacks the required column '{column}'.", file=source.name, column=name)
            raise BuildRefused(f"{lacks} {has} {_remedy(table.name, name, guess)}")
    if table.at_least_one_of and not there & set(table.at_least_one_of):
        lacks = _("{file} has none of {columns}; at least one must be there.", file=source.name,
                  columns=", ".join(table.at_least_one_of))
        raise BuildRefused(f"{lacks} {has} {_remedy(table.name, table.at_least_one_of[0], '…')}")


def _remedy(table: str, name: str, theirs: str) -> str:
    return _('Rename the column, or map it in {mapping}: [{table}.columns] {column} = "{theirs}".', mapping=NAME,
             table=table, column=name, theirs=theirs)


def _not_the_header(source: Source, positions: dict[str, int]) -> str:
    """What else may be wrong when no name at all is known."""
    if positions:
        return ""
    remedy = _("None of these is known: the columns' names must stand in the first line, with no title above them.")
    if source.kind != "workbook":
        return remedy
    sheet = _("If the table is on another sheet, call that sheet '{table}'.", table=source.table.name)
    return f"{remedy} {sheet}"
