"""Whether a change to the program changed what it says: every room, under many scopes and options, before and after.

    python -m bench.answers save BOOK... --to before.json.gz
    python -m bench.answers save BOOK... --to after.json.gz
    python -m bench.answers compare before.json.gz after.json.gz --renamed parity=resources

`--room pareto` narrows either to one room.

A book is a file or the folder of a book. An answer is what `ask … --json` prints: reading, result, scope, book.
What a room refuses is an answer too, its sentence.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crm_core import CannotAnswer, ask, open_book
from crm_core.question import Question
from crm_core.scope import Scope
from crm_core.warehouse import Book

MIN_QUESTIONS = 40
"""Questions a room is asked on each book, at least."""
MAX_QUESTIONS = 90
SAME_DIGITS, SAME_AMOUNT = 1e-9, 1e-6
"""Fractions add up in the order of the rows, which a rebuilt book may have otherwise: nine digits say what is said."""
WITHOUT_MEANING = ("built_at", "fingerprint", "contract_version", "marts_version")
"""Values that a rebuilt book changes whatever is said about it."""

SAMPLES = {
    "customer": "select customer_id from customer_years where years_ago = 0 "
                "order by contribution desc, customer_id limit 4",
    "branch": "select branch_id from branches order by branch_id limit 3",
    "manager": "select manager_id from staff order by manager_id limit 3",
    "product": "select product_id from products order by product_id limit 3",
    "first": "select distinct institution from market where not is_own order by institution limit 1",
    "second": "select distinct institution from market where not is_own order by institution desc limit 1",
    "without": "select distinct institution from market where not is_own order by institution limit 2",
    "period": "select distinct cast(period as varchar) as period from market union all select 'year' union all "
              "select 'quarter' order by period desc limit 4",
}
"""What a bank's own names are taken from; a book without the table has none."""
TEXTS = {
    "search": ("a", "00"), "values": ("30, 60", "80, 40", "5", "1000000"),
    "weights": ("contribution=60, balance=40", "share=3", "unemployment_rate=0"),
    "assume": ('[{"kind":"price","size":0.1,"from_month":"2026-12","author":"A"}]',
               '[{"kind":"demand","size":-0.05,"from_month":"2027-01","author":"A"}]'),
}


def scopes(book: Book) -> list[Scope]:
    """The whole book in three years, then narrower ones."""
    regions, types = list(book.region_names), ("individual", "business", "corporate")
    narrow = [Scope(0, (regions[0],)), Scope(0, tuple(regions[1:3])), Scope(0, tuple(regions[:-1])),
              *(Scope(0, (), (each,)) for each in types), Scope(0, (), types[:2]), Scope(1, (regions[-1],), types[1:2]),
              Scope(0, tuple(regions[:6]), types[1:]), Scope(2, tuple(regions[2:3]))]
    return [Scope(0), Scope(1), Scope(2), *narrow]


def variants(option: ask.Option, book: Book) -> list[Any]:
    """Other values than its default that an option may take."""
    if option.choices:
        return [each for each in option.choices if each != option.default]
    if option.kind is int:
        return [option.default + 1, option.default + 3]
    if option.kind is float:
        return [0.5, 0.05] if option.default is None else [option.default / 2, option.default * 0.9 + 0.05]
    if option.name in SAMPLES:
        try:
            return list(book.read(Question(option.name, SAMPLES[option.name])).iloc[:, 0])
        except CannotAnswer:
            return []
    return list(TEXTS.get(option.name, ()))


def questions(room: str, book: Book) -> Iterator[tuple[Scope, dict[str, Any]]]:
    """Each option changed by itself under two scopes, the defaults under all; then two options at a time."""
    every, options = scopes(book), ask.options(room)
    changes = [{option.name: value} for option in options for value in variants(option, book)]
    yield from ((scope, {}) for scope in every)
    yield from ((scope, change) for change in changes for scope in (every[0], every[3]))
    pairs = [one | other for one, other in itertools.combinations(changes, 2) if not one.keys() & other.keys()]
    yield from ((scope, change) for change, scope in zip([*changes, *pairs[::7]], itertools.cycle(every[4:])))


def answers(book: Book, rooms: Iterable[str], *, most: int = MAX_QUESTIONS) -> dict[str, Any]:
    """`room | scope | options` → what `ask` gives; at most so many questions a room, spread over all of them."""
    given: dict[str, Any] = {}
    for room in rooms:
        some = list(questions(room, book))
        while len(some) < MIN_QUESTIONS:  # rooms without options: more regions and types
            regions = list(book.region_names)
            some += [(Scope(len(some) % 3, (each,), kinds), {}) for each in regions
                     for kinds in ((), ("individual",), ("business", "corporate"))]
        some = some[:MAX_QUESTIONS]
        for scope, options in some[:: -(-len(some) // most)]:
            key = f"{room} | {scope.years_ago} {','.join(scope.regions)} {','.join(scope.customer_types)} | " + \
                  json.dumps(options, sort_keys=True, ensure_ascii=False)
            try:
                given[key] = ask.ask(room, book, scope, **options)
            except (CannotAnswer, ValueError) as refusal:
                given[key] = {"refused": str(refusal)}
    return given


def _are_alike(before: Any, after: Any) -> bool:
    """True for two numbers that differ by no more than the order in which a rebuilt book adds up."""
    numbers = isinstance(before, float | int) and isinstance(after, float | int) and not isinstance(before, bool)
    return numbers and math.isclose(before, after, rel_tol=SAME_DIGITS, abs_tol=SAME_AMOUNT)


def differences(before: Any, after: Any, place: str = "") -> Iterator[str]:
    """Where two answers differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            if key in WITHOUT_MEANING:
                continue
            if key not in before or key not in after:
                yield f"{place}.{key} is only in the {'later' if key in after else 'earlier'}"
            else:
                yield from differences(before[key], after[key], f"{place}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for position, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{place}[{position}]")
    elif before != after and not _are_alike(before, after):
        yield f"{place}: {str(before)[:160]} → {str(after)[:160]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    save = commands.add_parser("save", help="ask everything and keep the answers")
    save.add_argument("books", nargs="+", type=Path)
    save.add_argument("--to", required=True, type=Path)
    compare = commands.add_parser("compare", help="say where two sets of answers differ")
    compare.add_argument("before", type=Path)
    compare.add_argument("after", type=Path)
    compare.add_argument("--renamed", action="append", default=[], help="EARLIER=LATER, a room's names")
    for command in (save, compare):
        command.add_argument("--room", action="append", default=[], help="only this room; may be repeated")
    arguments = parser.parse_args()
    if arguments.command == "save":
        given = {}
        for place in arguments.books:
            with open_book(place) as book:
                given[book.info["title"]] = answers(book, arguments.room or ask.rooms())
        with gzip.open(arguments.to, "wt", encoding="utf-8") as file:
            json.dump(given, file, ensure_ascii=False)
        for title, each in given.items():
            refused = sum("refused" in answer for answer in each.values())
            print(f"{title}: {len(each)} answers, {refused} of them refusals")
        return
    before, after = (json.loads(gzip.decompress(path.read_bytes())) for path in (arguments.before, arguments.after))
    new_names = dict(each.split("=") for each in arguments.renamed)
    total, differing = 0, 0
    for title, each in before.items():
        for key, answer in each.items():
            room, rest = key.split(" ", 1)
            if arguments.room and new_names.get(room, room) not in arguments.room:
                continue
            lines = list(differences(answer, after.get(title, {}).get(f"{new_names.get(room, room)} {rest}", {})))
            total += 1
            differing += bool(lines)
            for line in lines[:4]:
                print(f"{title} | {key}{line}")
    print(f"{total - differing} of {total} answers are the same.")
    raise SystemExit(bool(differing))


if __name__ == "__main__":
    main()
