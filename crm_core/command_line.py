"""`python -m crm_core propose | build | books | check | duplicates | ask | pack | signals | tiers | lists | people`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from crm_core import CannotAnswer, ask, contract, open_book
from crm_core.amounts import number
from crm_core.approved import approved
from crm_core.books_command import add_books
from crm_core.build_command import add_build
from crm_core.chapters import ROOMS
from crm_core.check_command import add_check
from crm_core.command_record import enter
from crm_core.contract_page import as_markdown
from crm_core.ctrl_c import told_as_ctrl_c
from crm_core.data_options import add_as, add_data, opened
from crm_core.duplicates_command import add_duplicates
from crm_core.language import DEFAULT, LANGUAGES, _, argparse_translated, in_language, month_short
from crm_core.lists_command import add_lists
from crm_core.machine_words import words_of
from crm_core.output import calm, print_in_any_encoding, print_json
from crm_core.pack_command import add_pack
from crm_core.people_command import add_people
from crm_core.printed_report import print_derivations, print_files, print_rejections, print_suspicions, print_unused
from crm_core.propose_command import add_propose
from crm_core.scope import YEARS_AGO, Scope
from crm_core.segment_option import add_segment, with_segment
from crm_core.signals_command import add_signals
from crm_core.tiers_command import add_tiers, with_tiers

DEBUG_VARIABLE = "CLIENTELA_DEBUG"
"""Set, an error of ours shows where it arose."""

def main(words: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 our mistake, 2 refused with a sentence, 130 stopped;
    `signals` has a 3 of its own."""
    print_in_any_encoding()
    with in_language(_language(words)), argparse_translated():
        return _run(words)


def _language(words: Sequence[str] | None) -> str:
    """The language asked for by `--lang` anywhere among the words; English where nothing is asked."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--lang", choices=LANGUAGES, default=DEFAULT)
    return str(first.parse_known_args(words)[0].lang)


def _run(words: Sequence[str] | None) -> int:
    arguments = _parser().parse_args(words)
    try:
        with told_as_ctrl_c():
            code = arguments.run(arguments)
            sys.stdout.flush()
    except (CannotAnswer, ValueError) as error:
        return _tell(str(error), 2)
    except BrokenPipeError:
        return _unheard()
    except OSError as error:
        return _tell(_("{file}: {error}. Check the path and its rights.", file=error.filename or _("The output"),
                       error=words_of(error)), 2)
    except KeyboardInterrupt:
        return _tell(_("Stopped. The data in use is as it was."), 130)
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        what = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
        return _tell(_("Something went wrong on our side ({error}). The data in use is as it was. Set {variable}=1 to "
                       "see where, and report it.", error=what, variable=DEBUG_VARIABLE), 1)
    return code or 0


def _tell(sentence: str, code: int) -> int:
    print(calm(sentence), file=sys.stderr)
    return code


def _unheard() -> int:
    """Whoever read our output has seen enough, as `head` does: no mistake, and nothing more to say."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    purpose = _("A bank's customer data, loaded and asked.")
    parser = argparse.ArgumentParser(prog="python -m crm_core", description=purpose)
    parser.add_argument("--lang", choices=LANGUAGES, default=DEFAULT, help=_("language of the answer (default: en)"))
    commands = parser.add_subparsers(required=True, metavar=_("COMMAND"))
    add_propose(commands, _command)
    add_build(commands, _command)
    add_books(commands, _command)
    add_check(commands, _command)
    add_duplicates(commands, _command)
    _add_ask(commands)
    add_signals(commands, _command)
    add_tiers(commands, _command)
    add_lists(commands, _command)
    add_pack(commands, _command)
    add_people(commands, _command)
    info = _command(commands, "info", _info, _("what the current data holds and how it was loaded"))
    info.add_argument("--json", action="store_true", help=_("as JSON"))
    rejected = _command(commands, "rejected", _rejected, _("the rejected rows of a table, as CSV with a reason column"))
    rejected.add_argument("table", help=_("one of {names}, or another file that info names",
                                          names=", ".join(contract.TABLES)))
    template = _command(commands, "template", _template, _("write one example CSV per table, and a mapping.toml"))
    template.add_argument("folder", type=Path, help=_("a new folder for them"))
    _command(commands, "contract", lambda _: print(as_markdown(), end=""), _("print the data contract"))
    for command in (info, rejected):
        add_data(command)
    return parser


def _command(commands: Any, name: str, run: Callable[..., int | None], purpose: str, *,
             aliases: Sequence[str] = ()) -> argparse.ArgumentParser:
    whole = purpose if purpose.endswith("?") else f"{purpose[:1].upper()}{purpose[1:]}."
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=whole, aliases=aliases)
    parser.set_defaults(run=run)
    parser.add_argument("--lang", choices=LANGUAGES, default=DEFAULT, help=_("language of the answer (default: en)"))
    return parser


def _add_ask(commands: Any) -> None:
    parser = commands.add_parser("ask", help=_("ask a question; the same answer as its page"))
    subparsers = parser.add_subparsers(required=True, metavar=_("ROOM"))
    for name, page in ROOMS.items():
        former = [each for each, now in ask.FORMER_NAMES.items() if now == name]
        one = _command(subparsers, name, _ask, page.question, aliases=former)
        one.set_defaults(room=name)
        for option in ask.options(name):
            one.add_argument(
                f"--{option.name.replace('_', '-')}", dest=option.name, type=option.kind, default=option.default,
                choices=option.choices or None,
                help=_("default: {value}", value=option.default) if option.default != "" else None,
            )
        one.add_argument("--year", dest="years_ago", type=int, choices=YEARS_AGO, default=0,
                         help=_("0 the latest 12 months, 1 and 2 the years before"))
        one.add_argument("--region", action="append", default=[], help=_("a region's id; may be repeated"))
        one.add_argument("--type", action="append", default=[], choices=contract.BOOK_TYPES,
                         help=_("a customer type; may be repeated"))
        add_segment(one)
        one.add_argument("--json", action="store_true",
                         help=_("the answer in words, the result, the scope and the data as JSON"))
        add_data(one)
        add_as(one)


def _ask(arguments: argparse.Namespace) -> None:
    scope = Scope(arguments.years_ago, tuple(arguments.region), tuple(arguments.type))
    options = {option.name: getattr(arguments, option.name) for option in ask.options(arguments.room)}
    with opened(arguments.book, arguments.email) as (book, place, caveat):
        if not options.get("approved", True):
            scenario = approved(arguments.room, place)
            options["approved"] = scenario.content if scenario else ""
        if options.get("view") == "leave" and not options.get("pilots", True):
            from crm_core.kept_pilots import pilots_beside

            options["pilots"] = pilots_beside(place, book, options["outcome"])
        scope = with_segment(scope, arguments.segment, book, place)
        answer = ask.ask(arguments.room, book, scope, **options)
        answer = with_tiers(answer, book, place)
    if arguments.json:
        print_json(answer)
        return
    for each in filter(None, (answer["reading"], ask.segment_words(arguments.room, scope), caveat)):
        print(each)


def _month(date: str) -> str:
    return month_short(dt.date.fromisoformat(date[:10]))


def _info(arguments: argparse.Namespace) -> None:
    from crm_core.intake.report import report

    with open_book(arguments.book) as book:
        facts = report(book)
    if arguments.json:
        print_json(facts)
        return
    about = facts["book"]
    print(_("{title}: {customers} customers, {rows} rows of activity, {first_month} to {last_month}, version {version}",
            title=about["title"], customers=number(about["customers"]), rows=number(about["activity_rows"]),
            first_month=_month(about["first_month"]), last_month=_month(about["last_month"]),
            version=about["fingerprint"]))
    print_files(facts)
    print_rejections(facts["rejections"])
    print_derivations(facts["derivations"])
    print_unused(facts["unused"])
    print_suspicions(facts["suspicions"])


def _rejected(arguments: argparse.Namespace) -> None:
    from crm_core.intake.quarantine import rejected_count, rejected_csv

    with open_book(arguments.book) as book:
        sys.stdout.buffer.write(rejected_csv(book, arguments.table))
        enter("exported", arguments.book, subject=f"rejected-{arguments.table}.csv",
              rows=rejected_count(book, arguments.table), book_fingerprint=book.fingerprint)


def _template(arguments: argparse.Namespace) -> None:
    from crm_core.intake.templates import write_templates

    for path in write_templates(arguments.folder):
        print(path)
