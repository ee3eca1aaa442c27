"""A file of JSON, one object a line, as rows of text: its keys are the columns, its numbers stay as they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, TextIO

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.copies import Account, empty
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import LINE_NUMBER, Header, understand
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.sifter import UNIT, shown, unreadable
from crm_core.intake.files.text import Tick, blocks_of_lines, with_encoding
from crm_core.language import N_, _
from crm_core.language.stored import stored

_CONTROLS = dict.fromkeys(range(32), " ")
_COMPARED = 1000
"""Lines whose keys make the header; columns of the contract that come later are taken all the same."""
_NOT_JSON = stored(N_("the line is no JSON object: write one object a line, such as {form}"), form='{"customer_id": 1}')


def copy_json(source: Source, sound: TextIO, unsound: TextIO, *, limits: Limits, tick: Tick) -> Account:
    """Copy the objects of a file. Raises BuildRefused when there is none, or when it is one list of them."""
    source = with_encoding(source, limits)
    lines = enumerate((line for block in blocks_of_lines(source, limits=limits, tick=tick)
                       for line in block.split("\n")), start=1)
    first = list(islice(lines, _COMPARED))
    keys = dict.fromkeys(key for _number, line in first for key in (_read(line) or ()))
    if not keys:
        raise _no_objects(source, first)
    understand(source, list(keys))
    keys |= dict.fromkeys(_later(source, keys))
    header = understand(source, list(keys))
    number = blank = 0
    for number, line in islice(chain(first, lines), limits.rows or None):
        if not line.strip():
            blank += 1
            continue
        read = None if unreadable(line, limits) else _read(line)
        values = None if read is None else _values(read, keys)
        if values is None:
            complaint = unreadable(line, limits) or _NOT_JSON
            unsound.write(f"{number}{UNIT}{shown(line)}{UNIT}{complaint}\n")
            continue
        sound.write(f"{number}{UNIT}{line}{UNIT}{UNIT.join(values)}\n")
    return Account(_told(header, keys), ",", number, 0, blank)


def _keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key that stands twice is refused, as one of its two values would be lost."""
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError("a key stands twice")
    return read


def _read(line: str) -> dict[str, Any] | None:
    """The object in a line; numbers as they are written."""
    try:
        read = json.loads(line, parse_float=str, parse_int=str, parse_constant=lambda name: "",
                          object_pairs_hook=_keys_once)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _values(read: dict[str, Any], keys: Iterable[str]) -> list[str] | None:
    """The values of an object as texts; None when they lie too deep inside each other to be written down."""
    try:
        return [_text(read.get(key)) for key in keys]
    except RecursionError:
        return None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.translate(_CONTROLS)
    return json.dumps(value, ensure_ascii=False)


def _later(source: Source, keys: dict[str, None]) -> Iterator[str]:
    """The columns of the contract that no object had so far: one may yet."""
    there = {key.casefold() for key in keys}
    for name in source.table.names:
        theirs = source.file_format.columns.get(name, name)
        if name not in source.file_format.fixed and theirs.casefold() not in {*there, LINE_NUMBER}:
            yield theirs


def _told(header: Header, keys: dict[str, None]) -> Header:
    return Header(len(keys), header.positions, header.extra, tuple(keys))


def _no_objects(source: Source, first: list[tuple[int, str]]) -> BuildRefused:
    text = next((line.strip() for _number, line in first if line.strip()), "")
    if not text:
        return empty(source)
    if text.startswith("["):
        return BuildRefused(_("{file} is one JSON list. Write its objects one a line, without the brackets and commas "
                              "between them.", file=source.name))
    return BuildRefused(_("{file} holds no JSON objects. Write one object a line, such as {form}.", file=source.name,
                          form='{"customer_id": 1}'))
