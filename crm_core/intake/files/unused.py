"""The columns of the files that nothing was taken from, told once a file however many sections read it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from crm_core.intake.draft import Draft
from crm_core.intake.files.folder import Source
from crm_core.intake.files.staged import Staged

_Place = tuple[str, ...]


def report_unused(draft: Draft, parts: Sequence[Staged], compared: Callable[[Staged], Collection[str]]) -> None:
    """Enter in `book_unused` the columns of each file that no section reads and no look-up wants, but for those that
    are `compared` to find duplicates."""
    used: dict[_Place, set[str]] = {}
    for part in parts:
        names, header = part.account.header.names, part.account.header
        used.setdefault(_place(part.source), set()).update(
            names[at].casefold() for at in header.positions.values() if at < len(names))
        used[_place(part.source)].update(name.casefold() for name in compared(part))
        for other in part.source.lookups.values():
            used.setdefault(_place(other), set()).update(
                name.casefold() for name in other.file_format.columns.values())
    told: set[_Place] = set()
    for part in parts:
        place = _place(part.source)
        extra = [name for name in part.account.header.extra if name.casefold() not in used[place]]
        if extra and place not in told:
            draft.connection.execute("insert into book_unused values (?, ?, ?)",
                                     [part.source.table.name, part.source.name, ", ".join(extra)])
        told.add(place)


def _place(source: Source) -> _Place:
    given = source.file_format
    return (str(source.path), source.inside, given.source, given.table, given.query)
