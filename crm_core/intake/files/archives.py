"""Files packed in a .zip: which there are, and one of them unpacked beside the draft, unless it is a trap."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import replace
from pathlib import Path, PurePath

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import NAME
from crm_core.intake.files.folder import Source
from crm_core.intake.files.kinds import kind_of, stem_of
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.text import BLOCK, Guard, too_large
from crm_core.intake.table_formats import refuse_packed
from crm_core.language import _, all_of

_BEGINNING = 8 * BLOCK
"""Bytes that are unpacked of a text of which only the first rows are looked at."""
_DAMAGE = (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError)


def members(name: str, path: Path) -> list[str]:
    """The files in an archive, but what systems leave lying about. Raises BuildRefused when it is damaged, or holds a
    table that keeps its versions."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [each.filename for each in archive.infolist()]
    except UnicodeDecodeError as error:
        raise BuildRefused(_("A file in {file} has a name that is no text. Pack it again, or unpack it into the "
                             "folder.", file=name)) from error
    except _DAMAGE as error:
        raise _damaged(name) from error
    refuse_packed(name, names)
    return [each for each in names if not each.endswith("/") and _is_meant(each)]


def unzipped(source: Source, copy: Path, limits: Limits) -> Source:
    """`source` with its file unpacked to a path that begins with `copy`; as it is when it is no .zip.

    Raises BuildRefused for a damaged or protected archive, one that unpacks too far, and one of several files that
    does not say which of them is meant.
    """
    if source.kind != "zip":
        return source
    inside = source.inside or _only(source)
    unpacked = copy.with_name(f"{copy.name}.{PurePath(inside).name}")
    try:
        with zipfile.ZipFile(source.path) as archive:
            part = archive.getinfo(inside)
            if part.file_size > min(limits.unpacked, max(limits.ratio_from, limits.ratio * part.compress_size)):
                raise too_large(source, min(limits.unpacked, part.file_size - 1))
            guard = Guard(source, limits)
            is_begun = limits.rows and kind_of(inside) in {"text", "json"}
            with archive.open(part) as packed, open(unpacked, "wb") as stream:
                while block := packed.read(BLOCK):
                    guard.take(len(block), source.size)
                    stream.write(block)
                    if is_begun and stream.tell() >= _BEGINNING:
                        break
    except _DAMAGE as error:
        raise _damaged(source.name) from error
    return replace(source, path=unpacked, inside="")


def _only(source: Source) -> str:
    """The one file of an archive, or the one named after the table."""
    names = [name for name in members(source.name, source.path) if stem_of(name)]
    mine = [name for name in names if stem_of(name) == source.table.name]
    for found in (names, mine):
        if len(found) == 1 and kind_of(found[0]) != "zip":
            return found[0]
    raise BuildRefused(_("{file} holds these files: {files}. Leave one table in it, or say which is '{table}' under "
                         '[{table}] in {mapping}: file = "{file}/{example}".', file=source.name, mapping=NAME,
                         table=source.table.name, files=all_of(names[:12]) if names else "–",
                         example=names[0] if names else "…"))


def _is_meant(name: str) -> bool:
    parts = PurePath(name).parts
    return not any(part.startswith((".", "__MACOSX", "~$")) for part in parts)


def _damaged(name: str) -> BuildRefused:
    return BuildRefused(_("{file} is not a whole zip file without a password. Pack it again, or unpack it into the "
                          "folder.", file=name))
