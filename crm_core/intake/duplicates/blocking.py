"""Which customers are compared at all: those who share something that few do.

Comparing everybody with everybody is n²: two customers are a pair when they share a number, a street, or two words of
the name, and not too many share it. What slips of the fingers change is also tried in another form (the digits in
order, the consonants of a word), so that no single slip keeps a pair apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import duckdb
import numpy as np

from crm_core.intake.duplicates.identities import Identities

MAX_TOGETHER = 40
"""Customers who share a key, at most: what more share tells nobody apart, and their pairs are its square."""

_AT_A_TIME = 1_000_000
"""Keys that are handed to the database in one go: of a small bank all, of the largest those of three kinds."""
_SHORT = 2
"""Consonants that many words share: those are taken as they are."""
_SOUND = re.compile(r"[aeiouhy]+|(.)(?=\1)")


def pairs_of(people: Identities, connection: duckdb.DuckDBPyConnection,
             tick: Callable[[], None] = lambda: None) -> np.ndarray:
    """The places of two customers each, [pairs, 2], the lower first; every pair once. `tick` may raise to stop."""
    connection.execute("create or replace temp table keys (key ubigint, place integer)")
    for key, place in _together(_keys(people), tick):
        connection.register("found", {"key": key, "place": place})
        connection.execute("insert into keys select key, place from found")
        connection.unregister("found")
    found = connection.execute(
        f"""
        with few as (
            select key from keys group by key having count(*) between 2 and {MAX_TOGETHER}
        ),
        kept as (select distinct key, place from keys semi join few using (key))
        select distinct a.place as a, b.place as b
        from kept as a inner join kept as b on a.key = b.key and a.place < b.place
        """).fetchnumpy()
    connection.execute("drop table keys")
    return np.column_stack([found["a"], found["b"]]).astype(np.int32)


def _together(keys: Iterator[tuple[np.ndarray, np.ndarray]],
              tick: Callable[[], None]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Keys and places of several kinds at a time. To plan a statement takes more than a thousandth of a second, and
    there are a hundred and fifty kinds: for the names of a small bank a quarter of what all of its book takes."""
    gathered: list[tuple[np.ndarray, np.ndarray]] = []
    for found in keys:
        tick()
        gathered.append(found)
        if sum(len(key) for key, _ in gathered) >= _AT_A_TIME:
            yield _joined(gathered)
            gathered = []
    if gathered:
        yield _joined(gathered)


def _joined(gathered: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    keys, places = zip(*gathered, strict=True)
    return np.concatenate(keys), np.concatenate(places)


def _keys(people: Identities) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Keys as hashes with the places of who has them, kind by kind."""
    places = np.arange(len(people), dtype=np.int32)
    for column in ("tax_id", "email", "phone", "customer_id"):
        yield _hashed(column, places, people.codes[column])
    for column in ("tax_id", "phone", "skeleton"):
        yield _hashed(f"{column} in order", places, _in_order(people.texts[column]))
    sounds = _sounds(people)
    for name, words in (("word", people.words), ("sound", sounds)):
        for position in range(words.shape[1]):
            first = words[:, position]
            for column in ("birth_date", "address", "tax_id in order"):
                codes = people.codes.get(column)
                if codes is not None:
                    yield _hashed(f"{name} {column}", places, first, codes)
            for other in range(position + 1, words.shape[1]):
                low, high = np.minimum(first, words[:, other]), np.maximum(first, words[:, other])
                yield _hashed(f"two {name}s", places, low, high)
                for column in ("branch_id", "joined_on", "year"):
                    codes = _year(people) if column == "year" else people.codes[column]
                    yield _hashed(f"two {name}s {column}", places, low, high, codes)
    ordered = np.sort(sounds, axis=1)
    yield _hashed("whole name", places, *(np.where(ordered[:, -1] < 0, -1, each + 2) for each in ordered.T))
    yield _hashed("date and street", places, people.codes["birth_date"], people.codes["street"])
    yield _hashed("date and branch", places, people.codes["birth_date"], people.codes["branch_id"])


def _hashed(kind: str, places: np.ndarray, *codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A number for each that has all of these codes."""
    there = np.all([each >= 0 for each in codes], axis=0)
    mixed = np.full(int(there.sum()), np.uint64(hash_of(kind)), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for each in codes:
            mixed = (mixed ^ (each[there].astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15))) * np.uint64(
                0xBF58476D1CE4E5B9)
            mixed ^= mixed >> np.uint64(29)
    return mixed, places[there]


def hash_of(kind: str) -> int:
    """A number for the kind of a key, the same in every process."""
    return int.from_bytes(kind.encode().ljust(8, b"\0")[:8]) ^ (len(kind) << 3) ^ sum(kind.encode()) * 2_654_435_761


def _in_order(texts: np.ndarray) -> np.ndarray:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault("".join(sorted(each)), len(numbers)) if each else -1 for each in texts],
                    dtype=np.int32)


def _year(people: Identities) -> np.ndarray:
    return np.array([int(each[:4]) if each[:4].isdigit() else -1 for each in people.texts["birth_date"]],
                    dtype=np.int32)


def _sounds(people: Identities) -> np.ndarray:
    """The words of names by their consonants, doubled ones once; short ones as they are."""
    numbers: dict[str, int] = {}
    by_word = np.array([*(numbers.setdefault(_consonants(word), len(numbers)) for word in people.vocabulary), -1],
                       dtype=np.int32)
    return by_word[people.words]


def _consonants(word: str) -> str:
    plain = word[:1] + _SOUND.sub("", word[1:].replace("z", "s").replace("v", "b").replace("ll", "y"))
    return plain if len(plain) > _SHORT else word
