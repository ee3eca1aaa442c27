"""`python -m crm_core pack`: chosen pages as one file for the board."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, get_args

from crm_core import CannotAnswer, contract
from crm_core.chapters import ROOMS
from crm_core.command_record import enter
from crm_core.data_options import add_as, add_data, opened
from crm_core.language import _, ngettext
from crm_core.scope import YEARS_AGO, Scope
from crm_core.segment_option import add_segment, with_segment
from crm_core.warehouse.on_disk import write_whole

Format = Literal["pptx", "xlsx", "html", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)


def offered() -> tuple[str, ...]:
    """The pages that a pack may have: all that answer, but for the one about a single customer."""
    return tuple(name for name in ROOMS if name != "customer")


def add_pack(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command. `command(commands, name, run, purpose)` adds one."""
    pack = command(commands, "pack", _pack, _("chosen pages as one file for the board"))
    pack.add_argument("--pages", default="overview,pareto",
                      help=_("names of pages, with commas between them, or all; default: overview,pareto"))
    pack.add_argument("--card", default="", metavar=_("NAME"),
                      help=_("only this card, as one slide without a cover: tiers has explained"))
    pack.add_argument("--format", choices=FORMATS, help=_("default: that of the file's name"))
    pack.add_argument("--to", type=Path, required=True, metavar=_("FILE"), help=_("the file to write"))
    pack.add_argument("--year", dest="years_ago", type=int, choices=YEARS_AGO, default=0,
                      help=_("0 the latest 12 months, 1 and 2 the years before"))
    pack.add_argument("--period", default="trailing", metavar=_("PERIOD"),
                      help=_("for pages that sum over one: trailing, year, year_to_date, quarter, month, or a name as "
                             "2026-Q3; default: trailing"))
    pack.add_argument("--region", action="append", default=[], help=_("a region's id; may be repeated"))
    pack.add_argument("--type", action="append", default=[], choices=contract.BOOK_TYPES,
                      help=_("a customer type; may be repeated"))
    add_segment(pack)
    add_data(pack)
    add_as(pack)


def _pack(arguments: argparse.Namespace) -> None:
    from crm_core import packs

    to, names = arguments.to, _names(arguments.pages)
    ending = arguments.format or to.suffix.removeprefix(".")
    if ending not in FORMATS:
        raise CannotAnswer(_("A pack is one of {formats}; {file} is none of them. Name it so, or say --format.",
                             formats=", ".join(FORMATS), file=repr(to.name)))
    scope = Scope(arguments.years_ago, tuple(arguments.region), tuple(arguments.type))
    with opened(arguments.book, arguments.email) as (book, place, _caveat):  # each file tells it by itself
        scope = with_segment(scope, arguments.segment, book, place)
        made = packs.gather(book, scope, names, common={"period": arguments.period})
        version = book.fingerprint
    if arguments.card:
        made = packs.only(made, arguments.card)
    write_whole(to, packs.write(made, ending))
    enter("exported", arguments.book, subject=to.name, scope=made.scope, rows=len(made.cards), book_fingerprint=version)
    print(ngettext("{file}: {count} card of {pages}, {scope}", "{file}: {count} cards of {pages}, {scope}",
                   len(made.cards), file=to, scope=made.scope,
                   pages=", ".join(page.title for page in made.pages if page.cards)))
    for title, sentence in made.missing:
        print(_("Without {page}: {reason}", page=title, reason=sentence))


def _names(words: str) -> list[str]:
    """The pages that are asked for. Raises CannotAnswer for one that there is not."""
    names = list(offered()) if words == "all" else [each.strip() for each in words.split(",") if each.strip()]
    unknown = [each for each in names if each not in ROOMS]
    if unknown or not names:
        raise CannotAnswer(_("There is no page called {name}. Name some of: {names}; or all.",
                             name=repr((unknown or [words])[0]), names=", ".join(ROOMS)))
    return names
