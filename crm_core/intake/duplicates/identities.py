"""Customers as they are compared: every value in one way of writing, counted, and numbered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.intake.duplicates.evidence import EVIDENCE
from crm_core.intake.duplicates.vocabulary import MAX_WORDS, address_of, folded, name_of

_MARKS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\D+")
_PHONE = 9
"""Digits that tell one telephone from another; what stands before is the country."""
_NOWHERE = frozenset({"", "0", "none", "null", "nan", "n a", "na", "no", "sn", "x", "xx", "xxx"})
"""What is written where nothing is known: sharing it is no evidence."""


@dataclass(frozen=True, eq=False)
class Identities:
    """One row a customer, by place.

    `texts` are values as compared, "" where there is none; `codes` number them, −1 for none; `counts` say how many
    customers have a code's value. `words` [customers, words] numbers the words of the names, −1 behind the last;
    `vocabulary` are those words, with their lengths (0 of numbers: another one is no slip) and first letters, and
    `word_shares` the parts of the names that have them. `namesakes` counts who else has the same words as a name.
    """

    ids: np.ndarray
    texts: dict[str, np.ndarray]
    codes: dict[str, np.ndarray]
    counts: dict[str, np.ndarray]
    words: np.ndarray
    vocabulary: np.ndarray
    word_shares: np.ndarray
    word_lengths: np.ndarray
    initials: np.ndarray
    namesakes: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


def identities(customers: pd.DataFrame, tick: Callable[[], None] = lambda: None) -> Identities:
    """`customers` (customer_id, and of name and the columns of evidence those that there are) as they are compared.
    `tick` may raise to stop."""
    names = [name_of(text) for text in _texts(customers, "name", str)]
    texts = {each.column: _texts(customers, each.column, _WRITTEN.get(each.column, _plain)) for each in EVIDENCE
             if each.column not in {"legal_form", "address"}}
    tick()
    addresses = [address_of(text) for text in _texts(customers, "address", str)]
    texts["legal_form"] = np.array([each.legal_form for each in names], dtype=object)
    texts["address"] = np.array([f"{words}|{numbers}" if words else "" for words, numbers in addresses], dtype=object)
    texts["street"] = np.array([words for words, _ in addresses], dtype=object)
    texts["numbers"] = np.array([numbers if words else "" for words, numbers in addresses], dtype=object)
    texts["skeleton"] = texts.pop("customer_id")
    codes, counts = {}, {}
    for column, values in {**texts, "customer_id": texts["skeleton"]}.items():
        tick()
        numbers, found = pd.factorize(pd.Series(values, dtype=object).replace("", None))
        codes[column] = numbers.astype(np.int32)
        counts[column] = np.bincount(numbers[numbers >= 0], minlength=len(found))
    words, vocabulary, word_shares = _numbered([each.words for each in names])
    return Identities(customers["customer_id"].to_numpy(object), texts, codes, counts, words, vocabulary, word_shares,
                      np.array([len(each) if each.isalpha() else 0 for each in vocabulary], dtype=np.int16),
                      np.array([ord(each[0]) for each in vocabulary], dtype=np.int32), _namesakes(words))


def _texts(customers: pd.DataFrame, column: str, written: Callable[[str], str]) -> np.ndarray:
    """The values of a column as they are compared; written once a different value."""
    if column not in customers:
        return np.full(len(customers), "", dtype=object)
    numbers, values = pd.factorize(customers[column])
    plain = np.array([*(written(str(each)) for each in values), ""], dtype=object)
    return np.array(["" if each in _NOWHERE else each for each in plain], dtype=object)[numbers]


def _numbered(names: list[tuple[str, ...]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    words = np.full((len(names), MAX_WORDS), -1, dtype=np.int32)
    numbers: dict[str, int] = {}
    counts: list[int] = []
    for place, name in enumerate(names):
        for position, word in enumerate(name):
            number = numbers.setdefault(word, len(numbers))
            if number == len(counts):
                counts.append(0)
            counts[number] += word not in name[:position]
            words[place, position] = number
    vocabulary = np.array(list(numbers), dtype=object)
    return words, vocabulary, np.maximum(np.array(counts, dtype=float) - 1, 1) / max(1, len(names))


def _namesakes(words: np.ndarray) -> np.ndarray:
    """How many others have the words of a name, in whichever order."""
    ordered = np.ascontiguousarray(np.sort(words, axis=1))
    whole = ordered.view([("", ordered.dtype)] * ordered.shape[1]).ravel()
    _, numbers, counts = np.unique(whole, return_inverse=True, return_counts=True)
    return counts[numbers] - 1


def _plain(text: str) -> str:
    return _MARKS.sub("", folded(text))


def _day(text: str) -> str:
    """A date as eight digits; what is no date as it stands, without marks."""
    return _DIGITS.sub("", text)[:8]


def _core(text: str) -> str:
    """A customer number without what spreadsheets eat and clerks add: zeros before, spaces, capitals."""
    plain = _plain(text)
    letters = plain.rstrip("0123456789")
    return letters + plain[len(letters):].lstrip("0")


_WRITTEN: dict[str, Callable[[str], str]] = {
    "birth_date": _day,
    "joined_on": _day,
    "phone": lambda text: _DIGITS.sub("", text)[-_PHONE:],
    "email": lambda text: folded(text).strip(),
    "customer_id": _core,
}
