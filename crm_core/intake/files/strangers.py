"""Which files of a folder, and which tables inside a file, were not read: each is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from crm_core import contract

if TYPE_CHECKING:
    from crm_core.intake.files.folder import Place, Source


def strangers(places: Mapping[str, Place], sources: Iterable[Source], named: set[str]) -> tuple[str, ...]:
    """The names of what was not read. Of a file that holds several tables only those that were not; of one that no
    section names, the file. `named` are the places that were taken by name."""
    every = list(sources)
    taken = named | {name for name, place in places.items() if any(_reads(source, place) for source in every)}
    opened = {places[name].path for name in taken}
    opened |= {path.resolve() for source in every if (path := source.database)}
    left = []
    for name in sorted(set(places) - taken):
        place = places[name]
        if bool(place.inside) != (place.path in opened or place.path.resolve() in opened):
            continue
        if "/" not in name or place.inside or name.split("/")[0].lower() in contract.TABLES:
            left.append(name)
    return tuple(left)


def _reads(source: Source, place: Place) -> bool:
    """Whether a section that names a table of a database, or asks it a query, reads what lies at `place`."""
    path = source.database
    if source.inside or not path or not place.inside or place.path.resolve() != path.resolve():
        return False
    if source.file_format.query:
        words = rf"(?<!\w){re.escape(place.inside)}(?!\w)"
        return bool(re.search(words, source.file_format.query, re.IGNORECASE))
    return place.inside.casefold() == (source.file_format.table or source.table.name).casefold()
