"""The names of columns and tables as words of ours, whatever language and whichever spelling they are in."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("vocabulary.toml")
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SHORTEST = 3
"""Letters of a word that is found inside a longer one, but for these."""
_SHORT = frozenset({"id", "no", "nr"})
_LONGEST_COMPOUND = 40
_LINKING = "s"
"""What German puts between the parts of a word: Eröffnung-s-datum."""
_FEWEST_OF_A_CODE = 3
_SIDES = frozenset({"credit", "credito", "kredit", "debit", "debito"})

Words = tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """`words`: a spelling → words of ours; `columns`: a concept → the phrases that say so, in the order in which they
    are tried, `identity` the same of who a customer is; `sections` are the other lists, spelling → what it is."""

    words: Mapping[str, Words]
    columns: Mapping[str, tuple[Words, ...]]
    identity: Mapping[str, tuple[Words, ...]]
    sections: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, str]


@dataclass(frozen=True)
class NamedMonth:
    """A month in the name of a column; `year` is 0 where the name has none, `rest` is what else it says."""

    month: int
    year: int
    rest: Words


@cache
def vocabulary() -> Vocabulary:
    lists = tomllib.loads(_FILE.read_text("utf-8"))
    sections = {name: {spelling: what for what, spellings in lists[name].items() for spelling in spellings.split()}
                for name in ("tables", "families", "types", "answers", "months")}
    return Vocabulary(
        {spelling: tuple(ours.split()) for ours, spellings in lists["words"].items() for spelling in spellings.split()},
        _phrases(lists["columns"]), _phrases(lists["identity"]), sections, lists["codes"])


def _phrases(lists: Mapping[str, Sequence[str]]) -> dict[str, tuple[Words, ...]]:
    return {concept: tuple(tuple(each.split()) for each in phrases) for concept, phrases in lists.items()}


def folded(text: str) -> str:
    """`text` in small letters without accents: `Nº Cuenta` is `no cuenta`."""
    return _plain(text).casefold()


def _plain(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def spelled(name: str) -> Words:
    """The pieces of a name, folded, as they are written: `CustomerNo` and `CUSTOMER_NO` are `customer no`."""
    return tuple(_PIECES.findall(_CAMEL.sub(" ", _plain(name)).casefold()))


@cache
def words_of(name: str) -> Words:
    """The words of ours that a name is made of; what is in no list stays as it is spelled."""
    return tuple(word for piece in spelled(name) for word in _ours(piece))


def _ours(piece: str) -> Words:
    words = vocabulary().words
    if piece in words:
        return words[piece]
    parts = _compound(piece, words) if len(piece) <= _LONGEST_COMPOUND else ()
    return tuple(word for part in parts for word in words[part]) if parts else (piece,)


def _compound(piece: str, words: Mapping[str, Words]) -> Words:
    """The spellings that a longer word is made of, the fewest that do; none when some of it is of no list."""
    best: list[Words | None] = [(), *[None] * len(piece)]
    for end in range(1, len(piece) + 1):
        for begin in range(end - 1):
            before = best[begin]
            part = piece[begin:end] if piece[begin:end] in words else piece[begin:end].removesuffix(_LINKING)
            if before is not None and part in words and (len(part) >= _SHORTEST or part in _SHORT):
                found = (*before, part)
                if best[end] is None or len(found) < len(best[end] or ()):
                    best[end] = found
    return best[-1] or ()


def listed(section: str, text: str) -> str:
    """What a list of the vocabulary (`families`, `types`, `months`, …) says of the first of the words of `text` that
    it knows; empty when it knows none."""
    known = vocabulary().sections[section]
    pieces = spelled(text)
    return next((known[piece] for piece in pieces if piece in known), "")


def family_of(text: str, *, is_code: bool = True) -> str:
    """The product family that the name of a product says, or, `is_code`, the beginning of such a name; empty when it
    says none, or several."""
    known = vocabulary().sections["families"]
    pieces = spelled(text)
    if any(known.get(piece) == "cards" for piece in pieces):  # a credit card is no credit
        pieces = tuple(piece for piece in pieces if piece not in _SIDES)
    named = [known[piece] for piece in pieces if piece in known]
    parts = {known[part] for piece in pieces if piece not in known for part in _compound(piece, {
        word: (word,) for word in known})}
    codes = {family for word, family in known.items() for piece in pieces
             if is_code and len(piece) >= _FEWEST_OF_A_CODE and piece.isalpha() and word.startswith(piece)}
    # "cuenta" and "account" are said of everything: another word is surer
    surer = [family for piece, family in zip([p for p in pieces if p in known], named, strict=True)
             if words_of(piece) != ("account",)]
    for found in (dict.fromkeys(surer), dict.fromkeys(named), parts, codes):
        if len(found) == 1:
            return next(iter(found))
        if found:
            return ""
    return ""


def month_of(name: str) -> NamedMonth | None:
    """The month that a column is named after: `Jan`, `Feb 2026`, `ene-26`, `2026-03`, `saldo_202601`."""
    pieces = list(spelled(name))
    names = vocabulary().sections["months"]
    for at, piece in enumerate(pieces):
        if piece in names:
            year, left = _year(pieces, at)
            return NamedMonth(int(names[piece]), year, _rest(pieces, {at, *left}))
    for at, piece in enumerate(pieces):
        if re.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2])", piece):
            return NamedMonth(int(piece[4:]), int(piece[:4]), _rest(pieces, {at}))
        if re.fullmatch(r"(19|20)\d\d", piece):
            for near in (at + 1, at - 1):
                if 0 <= near < len(pieces) and re.fullmatch(r"0?[1-9]|1[0-2]", pieces[near]):
                    return NamedMonth(int(pieces[near]), int(piece), _rest(pieces, {at, near}))
    return None


def _year(pieces: Sequence[str], month_at: int) -> tuple[int, list[int]]:
    for at in (month_at + 1, month_at - 1):
        if 0 <= at < len(pieces) and re.fullmatch(r"((19|20)\d\d|\d\d)", pieces[at]):
            number = int(pieces[at])
            return (number if number > 99 else 2000 + number), [at]  # noqa: PLR2004 a year of two digits
    return 0, []


def _rest(pieces: Sequence[str], without: set[int]) -> Words:
    return tuple(word for at, piece in enumerate(pieces) if at not in without for word in _ours(piece))
