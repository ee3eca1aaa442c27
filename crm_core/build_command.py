"""`python -m crm_core build files | berka | demo`: a source becomes a book, and what is to be checked is said."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from crm_core import CannotAnswer, open_book
from crm_core.amounts import number
from crm_core.books_command import print_comparison
from crm_core.command_record import enter_published
from crm_core.lakehouse_command import add_lakehouse, build_lakehouse_of
from crm_core.language import _, day_short
from crm_core.printed_report import print_derivations, print_files, print_rejections, print_suspicions, print_unused
from crm_core.tiers_command import apply_after_build
from crm_core.warehouse import Shelf


def add_build(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command and its sources. `command(commands, name, run, purpose)` adds one."""
    build = commands.add_parser("build", help=_("load data and put it in use"))
    sources = build.add_subparsers(required=True, metavar=_("SOURCE"))
    files = command(sources, "files", _build_files,
                    _("the bank's own files: a folder, or one file that holds all tables"))
    berka = command(sources, "berka", _build_berka, _("the Czech bank of the PKDD'99 challenge"))
    lakehouse = command(sources, "lakehouse", _build_lakehouse,
                        _("tables of a lakehouse, counted there by Spark"))
    add_lakehouse(lakehouse)
    demo = command(sources, "demo", _build_demo, _("a fictional demo bank"))
    for source in (files, berka):
        source.add_argument("folder", type=Path, help=_("where the files are; they are read and not changed"))
    for source in (files, berka, lakehouse):
        accepting = _("publish however much of the files is rejected (default: refuse above 5%)")
        source.add_argument("--accept-rejected", action="store_true", help=accepting.replace("%", "%%"))
        source.add_argument("--dry-run", action="store_true",
                            help=_("tell what the data would hold and what would differ; put nothing in use"))
    demo.add_argument("--customers", type=int, default=20_000, help=_("default: {value}", value=20000))
    demo.add_argument("--seed", type=int, default=1, help=_("another number gives another bank (default: 1)"))
    demo.add_argument("--if-none", action="store_true", help=_("do nothing when there is data already"))
    for source in (files, berka, lakehouse, demo):
        source.add_argument("--data", type=Path, help=_("folder of the data (default: data/)"))
        source.add_argument("--memory", default="4GB", help=_("memory that loading may take (default: 4GB)"))


def _build_files(arguments: argparse.Namespace) -> None:
    from crm_core.intake.files import build_files

    _build(arguments, lambda shelf, **how: build_files(
        arguments.folder, shelf, accept_rejected=arguments.accept_rejected, **_told_first(arguments, how)))


def _build_berka(arguments: argparse.Namespace) -> None:
    from crm_core.intake.berka import build_berka

    _build(arguments, lambda shelf, **how: build_berka(
        arguments.folder, shelf, accept_rejected=arguments.accept_rejected, **_told_first(arguments, how)))


def _build_demo(arguments: argparse.Namespace) -> None:
    from crm_core.intake.demo import build_demo

    if arguments.if_none and Shelf(arguments.data).current_or_none() is not None:
        return
    _build(arguments, lambda shelf, **how: build_demo(shelf, customers=arguments.customers, seed=arguments.seed, **how))


def _build_lakehouse(arguments: argparse.Namespace) -> None:
    _build(arguments, lambda shelf, **how: build_lakehouse_of(arguments, shelf, **_told_first(arguments, how)))


class _OnlyTried(Exception):
    """A dry run has told what it had to tell."""


def _build(arguments: argparse.Namespace, make: Callable[..., Any]) -> None:
    before = _in_use(arguments)
    try:
        with _progress_bar() as progress:
            published = make(Shelf(arguments.data), progress=progress, memory_limit=arguments.memory)
    except _OnlyTried:
        print(_("This was a dry run: the data in use is as it was."))
        return
    if published.after_interruption:
        print(_("An earlier build was interrupted. What it had left was removed; the data in use was not touched."))
    print(_("The data is in use: {path}", path=published.path))
    if published.made_before:
        print("  " + _made_before(published.path))
    for entry in published.files:
        if entry.rejected:
            command = f"python -m crm_core rejected {entry.table_name}{_book_option(arguments)}"
            print("  " + _("{file}: {rejected} of {rows} rows were rejected; see why: {command}", file=entry.file,
                           rejected=number(entry.rejected), rows=number(entry.rejected + entry.accepted),
                           command=command))
    if published.files:
        _print_way_back(arguments, published.path)
    if published.path.name != before:
        enter_published(published.path, arguments.data)
    apply_after_build(arguments.data)


def _in_use(arguments: argparse.Namespace) -> str | None:
    """The name of the book in use; None where there is none, or none that can be told."""
    with suppress(CannotAnswer):
        return Shelf(arguments.data).current()
    return None


def _told_first(arguments: argparse.Namespace, how: dict[str, Any]) -> dict[str, Any]:
    """`how` with a review that tells what the book holds, and what differs, before it is put in use."""
    def review(book: Path) -> None:
        how["progress"].end()
        with suppress(BrokenPipeError):  # who reads no further wants the data in use all the same
            _print_book(book)
        if arguments.dry_run:
            raise _OnlyTried

    return {**how, "review": review}


def _print_book(path: Path) -> None:
    from crm_core.intake.kept_books import kept_book
    from crm_core.intake.report import report

    with open_book(path) as book:
        facts = report(book)
    print_files(facts)
    print_derivations(facts["derivations"])
    print_rejections(facts["rejections"])
    print_unused(facts["unused"])
    print_comparison(kept_book(path, is_current=False))
    print_suspicions(facts["suspicions"])


def _made_before(path: Path) -> str:
    """Why there is no new book."""
    with open_book(path) as book:
        return _("Nothing has changed: the same files made this data on {day}, and nothing in them is judged otherwise "
                 "today.", day=day_short(book.info["built_at"]))


def _print_way_back(arguments: argparse.Namespace, path: Path) -> None:
    """How to go back, where something differs from the data before beyond what is usual."""
    from crm_core.intake.comparison import AGAINST
    from crm_core.intake.kept_books import kept_book
    from crm_core.intake.report import SUSPICIONS

    with open_book(path) as book:
        subjects = set(book.read(SUSPICIONS, first=AGAINST)["subject"])
    if AGAINST in subjects:
        before = kept_book(path, is_current=True).compared_with
        print("  " + _("To go back: {command}",
                       command=f"python -m crm_core books --use {before}{_data_option(arguments)}"))


def _data_option(arguments: argparse.Namespace) -> str:
    return f" --data {shlex.quote(str(arguments.data))}" if arguments.data else ""


def _book_option(arguments: argparse.Namespace) -> str:
    return f" --book {shlex.quote(str(arguments.data))}" if arguments.data else ""


class _Bar:
    """A progress bar on standard error, taken away before anything is printed."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._task = bar.add_task(_("Starting"), total=1.0)

    def __call__(self, label: str, fraction: float) -> None:
        self._bar.update(self._task, description=_(label), completed=fraction)

    def end(self) -> None:
        self._bar.stop()


@contextmanager
def _progress_bar() -> Iterator[_Bar]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<24}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"),
               TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield _Bar(bar)
