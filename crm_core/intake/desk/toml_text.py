"""The sections of a recipe as TOML that people read: short tables on one line, one section each for the others."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ON_ONE_LINE = ("lookup", "list")
"""Sections whose entries are written `CARD = { name = "Card" }`: one a line reads as the table that it is."""
_NEVER_RAW = re.compile(r"[\x7f-\x9f\ud800-\udfff]")
"""What JSON leaves in a text and TOML does not, or nobody sees."""


def toml_text(sections: Mapping[str, Any]) -> str:
    """`sections` as TOML, in their order; `tomllib.loads` gives them back."""
    return "\n".join(_section((), sections, is_begun=False)).lstrip("\n")


def _section(path: tuple[str, ...], section: Mapping[str, Any], *, is_begun: bool) -> Iterator[str]:
    """The lines of a section: its own values first, as TOML asks, then the sections in it, which follow their table
    without a blank line once it `is_begun`."""
    own = {key: value for key, value in section.items() if not _is_section(path, value)}
    is_begun = is_begun or bool(path and own)
    for key, value in own.items():
        yield f"{_key(key)} = {_value(value)}"
    for key, value in section.items():
        if key in own:
            continue
        inner = (*path, key)
        for each in value if isinstance(value, list) else [value]:
            header = ".".join(map(_key, inner))
            inner_begun = is_begun
            if isinstance(value, list):
                yield f"\n[[{header}]]"
                inner_begun = True
            elif not each or any(not _is_section(inner, one) for one in each.values()):
                yield f"[{header}]" if is_begun else f"\n[{header}]"
                inner_begun = True
            yield from _section(inner, each, is_begun=inner_begun)
    if not path:
        yield ""


def _is_section(path: tuple[str, ...], value: Any) -> bool:
    """Whether a value has a section of its own; what holds only one thing is written in its line."""
    if path and path[-1] in _ON_ONE_LINE:
        return False
    if isinstance(value, list):
        return not path and bool(value) and all(isinstance(each, Mapping) for each in value)
    return isinstance(value, Mapping) and len(path) < 3 and not _is_cell(path)  # noqa: PLR2004 table, part, part's part


def _is_cell(path: tuple[str, ...]) -> bool:
    """Whether a mapping here is what one of the bank's columns stands for."""
    return path[-2:] == ("unpivot", "columns")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _NEVER_RAW.sub(lambda match: f"\\u{ord(match.group()):04x}", written)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else str(value)
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_value, value))}]"
    return str(value)
