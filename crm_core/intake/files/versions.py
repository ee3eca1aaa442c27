"""Which version of a table that keeps them is read: the one that is current when a build begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from crm_core.intake.table_formats import current_version

if TYPE_CHECKING:
    from crm_core.intake.files.folder import Source


def with_versions(sources: Mapping[str, tuple[Source, ...]]) -> dict[str, tuple[Source, ...]]:
    """`sources` with the version that is read of each folder: one, whatever reads it. Their names end with it.

    Raises BuildRefused where a table cannot be read; of a folder that nothing reads nobody asks.
    """
    every = [each for parts in sources.values() for part in parts for each in (part, *part.lookups.values())]
    versions = {path: current_version(path) for path in dict.fromkeys(each.path for each in every if each.is_folder)}

    def opened(source: Source) -> Source:
        lookups = {column: opened(each) for column, each in source.lookups.items()}
        current = versions.get(source.path) if source.is_folder else None
        above, slash, name = source.name.rpartition("/")
        name = f"{above}{slash}{current.label}{name.removeprefix(current.name)}" if current else source.name
        return replace(source, name=name, lookups=lookups, current=current)

    return {table: tuple(map(opened, parts)) for table, parts in sources.items()}
