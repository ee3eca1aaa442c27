"""The figures on which somebody decides: taken down as they are said, in every language, and set beside today's.

What is kept are the words of the day and the numbers behind them, with the question that gives them: the room, its
options and the scope. The same question to another book gives the figures of then and now.
"""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from crm_core.amounts import NOTHING, Amount, Money, apart, noting, number
from crm_core.ask import room
from crm_core.language import LANGUAGES, _, current, in_language
from crm_core.reading import Metric
from crm_core.scope import Scope
from crm_core.strict_json import parse

VERSION = 1


@dataclass(frozen=True)
class Figure:
    """One figure in words, and as a number with its kind (`crm_core.amounts.Amount`) where it is one."""

    label: str
    value: str
    size: float | None = None
    kind: str = ""


@dataclass(frozen=True)
class Told:
    """What a room said in one language: its sentence and its figures."""

    sentence: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What was said, by language, of the data to `last_month` (`2026-03`), under which scope in words.

    `room`, `scope` and `options` are the question; without a room it cannot be asked again.
    """

    told: Mapping[str, Told]
    last_month: str
    currency: str
    scope_words: str = ""
    room: str = ""
    scope: Scope = field(default_factory=Scope)
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def here(self) -> Told:
        """What was said, in the language spoken now, or else in one that was kept."""
        return self.told.get(current()) or next(iter(self.told.values()), Told(""))

    def text(self) -> str:
        """The evidence as JSON; `Evidence.read` gives it back."""
        content = asdict(replace(self, scope=self.scope.without_segment()))
        content["scope"].pop("segment")  # whoever decides under a segment keeps what was said, not the question
        return json.dumps({"v": VERSION} | content, ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Evidence:
        """The evidence that `text` holds. Raises ValueError for anything else."""
        try:
            content = parse(text)
            if content.pop("v") != VERSION:
                raise ValueError(VERSION)
            told = {code: Told(each["sentence"], tuple(Figure(**figure) for figure in each["figures"]))
                    for code, each in content.pop("told").items()}
            return cls(told=told, scope=Scope(**content.pop("scope")), **content)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"No evidence of version {VERSION}: {text[:80]!r}") from error


def told(name: str, result: Any, money: Money) -> Told:
    """What the room called `name` says of its `result` in the language spoken now: its sentence, and the figures of its
    captions, if they need no more than the result."""
    metrics = getattr(_captions(name), "metrics", None)
    known = {"result": result, "money": money, "before": None}
    with noting() as amounts:
        wanted = list(inspect.signature(metrics).parameters) if metrics else []
        figures = metrics(*(known[each] for each in wanted)) if metrics and set(wanted) <= set(known) else ()
    return Told(str(room(name).say(result, money)), shown(figures, amounts))


def shown(metrics: tuple[Metric, ...], amounts: Mapping[str, Amount]) -> tuple[Figure, ...]:
    """Figures as a page shows them: those that it cannot give are left out."""
    found = ((each, amounts.get(each.value)) for each in metrics if each.value != NOTHING)
    return tuple(Figure(each.label, each.value, amount.size if amount else None, amount.kind if amount else "")
                 for each, amount in found)


def in_every_language(say: Callable[[], Told]) -> dict[str, Told]:
    """What `say` gives in each language of the program."""
    spoken = {}
    for code in LANGUAGES:
        with in_language(code):
            spoken[code] = say()
    return spoken


@dataclass(frozen=True)
class Compared:
    """One figure then and now in words, and the change where both are numbers of one kind."""

    label: str
    then: str
    now: str
    change: str


def compared(then: Told, now: Told, money: Money, *, is_same_currency: bool = True) -> tuple[Compared, ...]:
    """The figures of then beside those of now, by their labels; what is not given any more has nothing beside it."""
    today = {each.label: each for each in now.figures}
    return tuple(Compared(each.label, each.value, today[each.label].value if each.label in today else NOTHING,
                          _change(each, today.get(each.label), money, is_same_currency=is_same_currency))
                 for each in then.figures)


def _change(then: Figure, now: Figure | None, money: Money, *, is_same_currency: bool) -> str:
    if now is None or (then.kind == "money" and not is_same_currency):
        return NOTHING
    if then.kind == now.kind and then.value == now.value:
        return _("no change")  # what is below the last figure written is no news; words that are the same are none
    if then.size is None or now.size is None or then.kind != now.kind:
        return NOTHING
    difference = now.size - then.size
    match then.kind:
        case "share":
            return apart(now.size, then.size)
        case "money":
            written = money.short(difference)
        case _kind:
            written = number(difference, decimals=0 if then.size % 1 == now.size % 1 == 0 else 2)
    return f"+{written}" if difference > 0 else written


def _captions(name: str) -> Any:
    package = room(name).__name__
    try:
        return importlib.import_module(f"{package}.captions")
    except ModuleNotFoundError:
        return None
