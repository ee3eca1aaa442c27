"""`python -m crm_core build | ask | info | rejected | template | contract`."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crm_core import CannotAnswer, ask, contract, open_book
from crm_core.chapters import PAGES
from crm_core.scope import YEARS_AGO, Scope
from crm_core.warehouse import Shelf

DEBUG_VARIABLE = "CLIENTELA_DEBUG"
"""Set, an error of ours shows where it arose."""

MAX_PRINTED = 5
"""Things to look into that a command prints; a list that scrolls away is not read."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 our mistake, 2 refused with a sentence, 130 stopped."""
    arguments = _parser().parse_args(words)
    try:
        arguments.run(arguments)
        sys.stdout.flush()
    except (CannotAnswer, ValueError) as error:
        return _tell(str(error), 2)
    except BrokenPipeError:
        return _unheard()
    except OSError as error:
        return _tell(f"{error.filename or 'The output'}: {error.strerror or error}. Check the path and its rights.", 2)
    except KeyboardInterrupt:
        return _tell("Stopped. The book in use is as it was.", 130)
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        return _tell(
            f"Something went wrong on our side ({type(error).__name__}: {str(error).partition(chr(10))[0]}). "
            f"The book in use is as it was. Set {DEBUG_VARIABLE}=1 to see where, and report it.", 1)
    return 0


def _tell(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _unheard() -> int:
    """Whoever read our output has seen enough, as `head` does: no mistake, and nothing more to say."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m crm_core", description="A bank's customer book, built and asked.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_build(commands)
    _add_ask(commands)
    info = _command(commands, "info", _info, "what the current book holds and how it was built")
    info.add_argument("--json", action="store_true", help="as JSON")
    rejected = _command(commands, "rejected", _rejected, "the rejected rows of a table, as CSV with a reason column")
    rejected.add_argument("table", help=f"one of {', '.join(contract.TABLES)}, or another file that info names")
    template = _command(commands, "template", _template, "write one example CSV a table, and a mapping.toml")
    template.add_argument("folder", type=Path, help="a new folder for them")
    _command(commands, "contract", lambda _: print(contract.as_markdown(), end=""), "print the data contract")
    for command in (info, rejected):
        command.add_argument("--book", type=Path, help="a book file or the folder of the books (default: data/)")
    return parser


def _command(commands: Any, name: str, run: Callable[..., None], purpose: str, *,
             aliases: Sequence[str] = ()) -> argparse.ArgumentParser:
    whole = purpose if purpose.endswith("?") else f"{purpose[:1].upper()}{purpose[1:]}."
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=whole, aliases=aliases)
    parser.set_defaults(run=run)
    return parser


def _add_build(commands: Any) -> None:
    build = commands.add_parser("build", help="make a book and put it in use")
    sources = build.add_subparsers(required=True, metavar="SOURCE")
    files = _command(sources, "files", _build_files, "a folder of the bank's own files, named after the tables")
    berka = _command(sources, "berka", _build_berka, "the Czech bank of the PKDD'99 challenge")
    demo = _command(sources, "demo", _build_demo, "a fictional bank with planted truths")
    for source in (files, berka):
        source.add_argument("folder", type=Path, help="where the files lie; they are read and not touched")
    demo.add_argument("--customers", type=int, default=20_000, help="default: 20000")
    demo.add_argument("--seed", type=int, default=1, help="another number gives another bank (default: 1)")
    demo.add_argument("--if-none", action="store_true", help="do nothing when there is a book already")
    for source in (files, berka, demo):
        source.add_argument("--data", type=Path, help="folder of the books (default: data/)")
        source.add_argument("--memory", default="4GB", help="memory that the build may take (default: 4GB)")


def _add_ask(commands: Any) -> None:
    parser = commands.add_parser("ask", help="ask a room a question; the same answer as its page")
    subparsers = parser.add_subparsers(required=True, metavar="ROOM")
    for name, page in PAGES.items():
        former = [each for each, now in ask.FORMER_NAMES.items() if now == name]
        one = _command(subparsers, name, _ask, page.question, aliases=former)
        one.set_defaults(room=name)
        for option in ask.options(name):
            one.add_argument(
                f"--{option.name.replace('_', '-')}", dest=option.name, type=option.kind, default=option.default,
                choices=option.choices or None, help=f"default: {option.default}",
            )
        one.add_argument("--year", dest="years_ago", type=int, choices=YEARS_AGO, default=0,
                         help="0 the latest 12 months, 1 and 2 the years before")
        one.add_argument("--region", action="append", default=[], help="a region's id; may be repeated")
        one.add_argument("--type", action="append", default=[], choices=contract.CUSTOMER_TYPES,
                         help="a customer type; may be repeated")
        one.add_argument("--json", action="store_true", help="the reading, the result, the scope and the book as JSON")
        one.add_argument("--book", type=Path, help="a book file or the folder of the books (default: data/)")


def _ask(arguments: argparse.Namespace) -> None:
    scope = Scope(arguments.years_ago, tuple(arguments.region), tuple(arguments.type))
    options = {option.name: getattr(arguments, option.name) for option in ask.options(arguments.room)}
    if not options.get("approved", True):
        options["approved"] = _approved(arguments.room, arguments.book)
    with open_book(arguments.book) as book:
        answer = ask.ask(arguments.room, book, scope, **options)
    print(json.dumps(answer, indent=2, ensure_ascii=False) if arguments.json else answer["reading"])


def _approved(room: str, book: Path | None) -> str:
    """What is approved in `room`, from the workspace beside the books; nothing when there is none. A workspace that
    cannot be read is said, and the answer goes without it."""
    from crm_core.workspace import Workspace, WorkspaceUnavailable, default_url

    url = default_url(book if book is None or book.is_dir() else book.parent)
    if not isinstance(url, str) and not Path(str(url.database)).is_file():
        return ""
    try:
        scenario = Workspace(url).scenarios.in_force(room)
    except WorkspaceUnavailable as error:
        print(f"Without what is approved: {error}", file=sys.stderr)
        return ""
    return scenario.content if scenario else ""


def _info(arguments: argparse.Namespace) -> None:
    from crm_core.intake.report import report

    with open_book(arguments.book) as book:
        facts = report(book)
    if arguments.json:
        print(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    print(f"{facts['book']['title']}: {facts['book']['customers']:,} customers, "
          f"{facts['book']['activity_rows']:,} rows of activity, {facts['book']['first_month'][:7]} to "
          f"{facts['book']['last_month'][:7]}, fingerprint {facts['book']['fingerprint']}")
    for entry in facts["files"]:
        print(f"  {entry['table_name']:<16} {entry['accepted']:>12,} accepted {entry['rejected']:>8,} rejected  "
              f"{entry['file']}")
    _print_suspicions(facts["suspicions"])


def _print_suspicions(suspicions: Sequence[dict[str, Any]]) -> None:
    """What the rules allow and what is yet unlikely, file by file; the Data page has them all."""
    for each in suspicions[:MAX_PRINTED]:
        where = ", ".join(filter(None, dict.fromkeys((each["table_name"], each["subject"]))))
        print(f"  To look into: {where}: {each['reason']}")
    if len(suspicions) > MAX_PRINTED:
        print(f"  … and {len(suspicions) - MAX_PRINTED:,} more to look into, on the Data page and in info --json.")


def _rejected(arguments: argparse.Namespace) -> None:
    from crm_core.intake.quarantine import rejected_csv

    with open_book(arguments.book) as book:
        sys.stdout.buffer.write(rejected_csv(book, arguments.table))


def _template(arguments: argparse.Namespace) -> None:
    from crm_core.intake.templates import write_templates

    for path in write_templates(arguments.folder):
        print(path)


def _build_files(arguments: argparse.Namespace) -> None:
    from crm_core.intake.files import build_files

    _build(arguments, lambda shelf, **how: build_files(arguments.folder, shelf, **how))


def _build_berka(arguments: argparse.Namespace) -> None:
    from crm_core.intake.berka import build_berka

    _build(arguments, lambda shelf, **how: build_berka(arguments.folder, shelf, **how))


def _build_demo(arguments: argparse.Namespace) -> None:
    from crm_core.intake.demo import build_demo

    if arguments.if_none and Shelf(arguments.data).current_or_none() is not None:
        return
    _build(arguments, lambda shelf, **how: build_demo(shelf, customers=arguments.customers, seed=arguments.seed, **how))


def _build(arguments: argparse.Namespace, make: Callable[..., Any]) -> None:
    from crm_core.intake.report import report

    with _progress_bar() as progress:
        published = make(Shelf(arguments.data), progress=progress, memory_limit=arguments.memory)
    print(f"The book is in use: {published.path}")
    for entry in published.files:
        if entry.rejected:
            print(f"  {entry.file}: {entry.rejected:,} of {entry.rejected + entry.accepted:,} rows were rejected; "
                  f"see why: python -m crm_core rejected {entry.table_name}{_book_option(arguments)}")
    if published.files:
        with open_book(published.path) as book:
            _print_suspicions(report(book)["suspicions"])


def _book_option(arguments: argparse.Namespace) -> str:
    return f" --book {shlex.quote(str(arguments.data))}" if arguments.data else ""


@contextmanager
def _progress_bar() -> Iterator[Callable[[str, float], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<24}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"),
               TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Starting", total=1.0)
        yield lambda label, fraction: bar.update(task, description=label, completed=fraction)
