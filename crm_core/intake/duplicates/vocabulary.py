"""The words of a name and of an address, as they are compared: `words.toml` says what counts as written alike."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b([^\W\d_])\s?\.\s?(?=[^\W\d_]\b)")
"""A letter and its point before another single letter: S.A., but not J. García."""
_NUMBER = re.compile(r"\d+")
MAX_WORDS = 6
"""Words of a name that are compared; hardly a name has more, and every pair of them costs."""


@dataclass(frozen=True)
class Name:
    """The words of a name in the order in which they stand, and the legal form where it has one."""

    words: tuple[str, ...]
    legal_form: str = ""


@dataclass(frozen=True)
class _Words:
    legal_forms: frozenset[str]
    particles: frozenset[str]
    phrases: tuple[tuple[re.Pattern[str], str], ...]
    same: dict[str, str]
    kinds: frozenset[str]


@cache
def _words() -> _Words:
    lists = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    phrases = tuple((re.compile(rf"\b{phrase}\b"), short) for phrase, short in lists["phrases"].items())
    return _Words(frozenset(lists["legal_forms"]), frozenset(lists["particles"]), phrases,
                  lists["abbreviations"] | lists["nicknames"], frozenset(lists["addresses"]["kinds"]))


def folded(text: str) -> str:
    """`text` in small letters, without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def name_of(text: str) -> Name:
    """The name in `text`: without titles, particles and legal form, nicknames and abbreviations written out."""
    lists = _words()
    plain = _DOTTED.sub(r"\1", folded(text))
    for phrase, short in lists.phrases if "sociedad" in plain or "comunidad" in plain else ():
        plain = phrase.sub(short, plain)
    found = _WORD.findall(plain)
    forms = [each for place, each in enumerate(found) if place and each in lists.legal_forms]
    words = [lists.same.get(each, each) for place, each in enumerate(found)
             if each not in lists.particles and not (place and each in lists.legal_forms)]
    return Name(tuple(words or found)[:MAX_WORDS], forms[-1] if forms else "")


def address_of(text: str) -> tuple[str, str]:
    """The words that name the street and place, in alphabetical order, and the numbers as they stand, each as text."""
    found = _WORD.findall(folded(text))
    words = sorted({each for each in found if not each[0].isdigit() and each not in _words().kinds
                    and each not in _words().particles})
    numbers = [each.lstrip("0") for each in _NUMBER.findall(text)]
    return " ".join(words), " ".join(numbers)
