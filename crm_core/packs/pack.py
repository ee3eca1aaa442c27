"""What a pack holds, before it is any file: pages with their cards, and what must be known of all their figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from crm_core import CannotAnswer, ask, periods
from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.caveats import caveats
from crm_core.chapters import ROOMS
from crm_core.choices import choices
from crm_core.language import _, all_of, current, month
from crm_core.periods import Period
from crm_core.scope import Scope
from crm_core.warehouse import Book


@dataclass(frozen=True)
class PackPage:
    """One page: its question, its answer, its cards, and how it is worked out (the room's method)."""

    name: str
    title: str
    question: str
    answer: str
    cards: tuple[Card, ...]
    definitions: str
    settings: str = ""
    """What is set on the page, in words; empty where everything is as it opens."""
    segment_words: str = ""
    """Of which segment it is, and what must be known for that; empty for all customers."""


@dataclass(frozen=True)
class Pack:
    """The pages, and what they have in common. `missing` are pages that this data cannot answer, each with its
    sentence."""

    title: str
    scope: str
    as_of: str
    money: Money
    language: str
    facts: Mapping[str, str]
    """What the files say of themselves, in order: scope, data, currency, what is assumed."""
    pages: tuple[PackPage, ...]
    missing: tuple[tuple[str, str], ...] = ()
    has_cover: bool = True
    """False for one card alone: a slide to put among others."""

    @property
    def foot(self) -> str:
        """What stands below each page: scope and month."""
        data_to = _("Data to")
        return f"{self.scope} · {data_to} {self.as_of}"

    @property
    def cards(self) -> list[tuple[PackPage, Card]]:
        """Every card with its page, in order."""
        return [(page, card) for page in self.pages for card in page.cards]

    def about(self, page: PackPage) -> dict[str, str]:
        """What must be known of a page's figures."""
        question, answer, *rest = self.own(page).items()
        return dict([question, answer, *self.facts.items(), *rest])

    def own(self, page: PackPage) -> dict[str, str]:
        """What must be known of one page beside what holds of all."""
        settings = {_("Settings"): page.settings} if page.settings else {}
        segment = {_("Segment"): page.segment_words} if page.segment_words else {}
        return {_("Question"): page.question, _("Answer"): page.answer, **settings, **segment,
                _("Definitions"): page.definitions}


def gather(book: Book, scope: Scope, names: Iterable[str], *, results: Mapping[str, Any] | None = None,
           further: Mapping[str, Sequence[Card]] | None = None, settings: Mapping[str, str] | None = None,
           common: Mapping[str, Any] | None = None, told: Callable[[str], object] | None = None) -> Pack:
    """The pages `names` under a scope, in the language spoken now.

    `results` are answers that are there already, by the page's name, `settings` what they were asked with, in words;
    `further` are cards that a page has beside its room's. The other rooms are asked as their pages open, with those of
    the `common` options that they have, such as the period. `told` is called with each page's title before it is asked.
    Raises CannotAnswer when there is no such page or period, or when none of the pages can be answered.
    """
    read, money = book.reader(scope), Money(str(book.info["currency"]))
    asked = periods.chosen(read, str((common or {}).get("period", "trailing")))
    offered = choices(read, book.region_names)
    unknown = [each for each in scope.regions if each not in book.region_names]
    if unknown:
        raise CannotAnswer(_("Region {name} is not in this data. It has: {names}.", name=repr(unknown[0]),
                             names=", ".join(list(book.region_names)[:20])))
    pages, missing = [], []
    for name in dict.fromkeys(names):
        room, page = ask.room(name), ROOMS[ask.FORMER_NAMES.get(name, name)]
        if told:
            told(page.title)
        try:
            if scope.segment:
                ask.refuse_segment(name)
            result = (results or {})[name] if name in (results or {}) else room.answer(read, **_own(name, common or {}))
            made = (*room.cards(result, money), *(further or {}).get(name, ()))
        except CannotAnswer as refusal:
            missing.append((page.title, str(refusal)))
            continue
        pages.append(PackPage(page.name, page.title, page.question, str(room.say(result, money)), made,
                              _method(room), (settings or {}).get(name, "") or _months(name, asked),
                              ask.segment_words(name, scope)))
    if not any(page.cards for page in pages):
        raise CannotAnswer(" ".join([_("None of these pages can be answered from this data."),
                                     *(sentence for _title, sentence in missing)]))
    info, year = book.info, offered.year(scope.years_ago)
    over = [page.title for page in pages if "period" in _own(page.name, common or {})]
    is_all = len(over) == len(pages)
    words = offered.words(scope, asked if over else None, "" if is_all else all_of(over))
    facts = {
        _("Scope"): words,
        _("Data to"): month(info["last_month"]),
        _("Data"): _("{title}, version {fingerprint}", title=info["title"], fingerprint=info["fingerprint"]),
        _("Currency"): str(info["currency"]),
        _("To know"): " ".join(each.sentence for each in caveats(read)) or _("Nothing in it is assumed."),
    }
    last = asked.last_month if is_all else year.last_month
    return Pack(str(info["title"]), words, month(last), money, current(), facts,
                tuple(pages), tuple(missing))


def only(pack: Pack, name: str) -> Pack:
    """The one card called `name` (`Caption.name`) and nothing else. Raises CannotAnswer when the pack has no such
    card."""
    for page, card in pack.cards:
        if card.caption.name == name:
            return replace(pack, pages=(replace(page, cards=(card,)),), missing=(), has_cover=False)
    known = ", ".join(dict.fromkeys(str(card.caption.name) for _page, card in pack.cards if card.caption.name))
    raise CannotAnswer(_("No card is called {name}. These pages have: {names}.", name=repr(name), names=known))


def _own(name: str, common: Mapping[str, Any]) -> dict[str, Any]:
    """Of the `common` options those that a room has."""
    return {each.name: common[each.name] for each in ask.options(name) if each.name in common}


def _months(name: str, asked: Period) -> str:
    """The period in words, of a page that takes its sums over one that is not the scope's twelve months."""
    if asked.kind == "trailing" or not any(each.name == "period" for each in ask.options(name)):
        return ""
    named = _("Period")
    return f"{named}: {asked.label}"


def _method(room: ModuleType) -> str:
    """The room's method as plain text, in the language spoken now."""
    files = (Path(str(room.__file__)).with_name(name) for name in (f"method.{current()}.md", "method.md"))
    text = next(each for each in files if each.is_file()).read_text(encoding="utf-8")
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"[#*`]", "", text)).strip()
