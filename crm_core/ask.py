"""One door for programs: ask any room a question, get its sentence and its figures.

A room is a folder of `crm_core/rooms` that explains itself in `method.md`. Its door offers
`answer(read, *, …)`, whose keyword-only options become the options of `python -m crm_core ask`, and
`say(result, money)`. A new room needs nothing here.
"""

from __future__ import annotations

import importlib
import inspect
import typing
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from crm_core import CannotAnswer
from crm_core.amounts import Money
from crm_core.availability import Availability, availability, facts
from crm_core.caveats import caveats
from crm_core.chapters import ROOMS
from crm_core.json_values import as_json
from crm_core.language import _, current, in_language
from crm_core.question import Reader
from crm_core.scope import Scope
from crm_core.warehouse import Book


@dataclass(frozen=True)
class Option:
    """One option of a room: its name, its default, what turns text into its value, and its choices if fixed."""

    name: str
    default: Any
    kind: type
    choices: tuple[Any, ...] = ()


FORMER_NAMES = {"parity": "resources", "provenance": "data", "white_space": "potential"}
"""What rooms were called before: whoever wrote a script with them still gets an answer."""


def rooms() -> tuple[str, ...]:
    """The names of all rooms, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in (Path(__file__).parent / "rooms").glob("*/method.md")))


def room(name: str) -> ModuleType:
    """The room called `name`, or called so before. Raises CannotAnswer when there is none."""
    name = FORMER_NAMES.get(name, name)
    if name not in rooms():
        raise CannotAnswer(_("There is no question called {name}. Ask one of: {names}.", name=repr(name),
                             names=", ".join(rooms())))
    return importlib.import_module(f"crm_core.rooms.{name}")


def availabilities(read: Reader) -> dict[str, Availability]:
    """How far the book behind `read` can answer each room."""
    book_facts = facts(read)
    return {name: availability(room(name).NEEDS, book_facts) for name in rooms()}


def of_rooms_that_answer(read: Reader) -> dict[str, Availability]:
    """The same of a book that withholds what rooms read: which of them answer is found out by asking."""
    def answers(name: str) -> bool:
        try:
            room(name).answer(read)
        except CannotAnswer:
            return False
        return True

    return {name: Availability("whole" if answers(name) else "none") for name in rooms()}


def options(name: str) -> tuple[Option, ...]:
    """What may be asked of a room: the keyword-only parameters of its `answer`."""
    answer = room(name).answer
    hints = typing.get_type_hints(answer)
    return tuple(
        _option(parameter, hints[parameter.name])
        for parameter in inspect.signature(answer).parameters.values()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    )


def ask(name: str, book: Book, scope: Scope, *, language: str = "", **options: Any) -> dict[str, Any]:
    """The room's answer as plain values: `reading`, `caveats`, `result`, `scope` and `book`, ready for JSON.

    Sentences are in `language`, by default in the one spoken; names and keys are the same in all.

    Raises CannotAnswer when the book cannot say, ValueError for an option out of range.
    """
    with in_language(language or current()):
        return _answered(name, book, scope, options)


def refuse_segment(name: str) -> None:
    """Raises CannotAnswer for a room that does not keep to a segment: its figures are of all customers."""
    page = ROOMS[FORMER_NAMES.get(name, name)]
    if not page.keeps_to_segment:
        raise CannotAnswer(_("{page} shows all customers, whatever the segment. Ask without one.", page=page.title))


def segment_words(name: str, scope: Scope) -> str:
    """Of which segment a room's answer is, and what must be known of it for that; empty for all customers."""
    if scope.segment is None:
        return ""
    page = ROOMS[FORMER_NAMES.get(name, name)]
    return " ".join(filter(None, (_("Only customers of the segment “{name}”.", name=scope.segment.name), page.of_all)))


def _answered(name: str, book: Book, scope: Scope, options: dict[str, Any]) -> dict[str, Any]:
    unknown = [region for region in scope.regions if region not in book.region_names]
    if unknown:
        raise CannotAnswer(
            _("Region {name} is not in this data. It has: {names}.", name=repr(unknown[0]),
              names=", ".join(list(book.region_names)[:20]))
        )
    one_room = room(name)
    if scope.segment:
        refuse_segment(name)
    reader = book.reader(scope)
    result = one_room.answer(reader, **options)
    return {
        "reading": str(one_room.say(result, Money(book.info["currency"]))),
        "caveats": [*filter(None, [segment_words(name, scope)]), *(each.sentence for each in caveats(reader))],
        "result": as_json(result),
        "scope": {name: value for name, value in as_json(scope).items() if name != "segment" or value},
        "book": {key: as_json(book.info[key]) for key in ("title", "source", "fingerprint", "currency", "last_month")},
    }


def _option(parameter: inspect.Parameter, hint: Any) -> Option:
    inner = [each for each in typing.get_args(hint) if each is not type(None)]
    if typing.get_origin(hint) is Literal:
        return Option(parameter.name, parameter.default, type(inner[0]), tuple(inner))
    if inner:
        return _option(parameter, inner[0])
    return Option(parameter.name, parameter.default, hint)
