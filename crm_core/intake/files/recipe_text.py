"""The text of a `mapping.toml`, read as its sections."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from crm_core.intake.files.encodings import announced
from crm_core.intake.files.file_format import NAME
from crm_core.intake.statements import BuildRefused
from crm_core.language import _
from crm_core.machine_words import words_of

MAX_DEPTH = 30
"""Of tables and lists in each other; a recipe has six."""


def decoded(content: bytes) -> str:
    """Raises BuildRefused for what is neither UTF-8 nor UTF-16, which Windows calls Unicode."""
    try:
        text = content.decode(announced(content) or "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _no_text(error.start) from error
    if "\0" in text:  # UTF-32 without a mark, or no text at all
        raise _no_text(content.index(0))
    return text


def _no_text(start: int) -> BuildRefused:
    return BuildRefused(_("{mapping} is not UTF-8 text (byte {place}). Save it as UTF-8.", mapping=NAME,
                          place=start + 1))


def sections_of(text: str) -> dict[str, Any]:
    """Raises BuildRefused for what is not TOML, or lies deeper in each other than anybody reads."""
    try:
        sections = tomllib.loads(text)
        is_too_deep = _is_deeper(sections, MAX_DEPTH)
    except RecursionError:
        is_too_deep = True
    except tomllib.TOMLDecodeError as error:
        raise BuildRefused(_("{mapping} is not TOML: {error}. Correct that line; text stands in quotes.", mapping=NAME,
                             error=words_of(error))) from error
    except ValueError as error:  # Python reads no number of five thousand digits
        raise BuildRefused(_("{mapping} has a number that is too long to be read. Shorten it.",
                             mapping=NAME)) from error
    if is_too_deep:
        raise BuildRefused(_("{mapping} has lists or sections more than {count} deep in each other. Take them apart.",
                             mapping=NAME, count=MAX_DEPTH))
    return sections


def _is_deeper(value: Any, depth: int) -> bool:
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return depth < 0 or any(_is_deeper(each, depth - 1) for each in inner)
