"""Several things in one sentence: `a, b and c`, `a, b y c`."""

from __future__ import annotations

import re
from collections.abc import Collection

from crm_core.language.conventions import conventions

_PAIR = 2
_I_SOUND = re.compile(r"(i|hi(?![aeou]))", re.IGNORECASE)
_O_SOUND = re.compile(r"(o|ho|8|11\b)", re.IGNORECASE)


def all_of(phrases: Collection[str]) -> str:
    """`a`, `a and b`, `a, b and c`; nothing for none. Phrases that hold a list themselves stay apart by `;`."""
    return _joined(list(phrases), conventions().and_word)


def one_of(phrases: Collection[str]) -> str:
    """`a`, `a or b`, `a, b or c`; nothing for none."""
    return _joined(list(phrases), conventions().or_word)


def _joined(phrases: list[str], word: str) -> str:
    if len(phrases) < _PAIR:
        return "".join(phrases)
    *first, last = phrases
    if conventions().language == "es":
        word = _sounding(word, last)
    if any(", " in each for each in phrases):
        return f"{'; '.join(first)};{word}{last}"
    return f"{', '.join(first)}{word}{last}"


def _sounding(word: str, following: str) -> str:
    """Spanish says "e" before the sound of i and "u" before that of o: `Francia e Italia`, `siete u ocho`."""
    if word.strip() == "y" and _I_SOUND.match(following):
        return word.replace("y", "e")
    return word.replace("o", "u") if word.strip() == "o" and _O_SOUND.match(following) else word
