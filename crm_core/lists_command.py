"""`python -m crm_core lists`: the work lists, what came of them, their files, and results taken from a file."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from crm_core import CannotAnswer
from crm_core.command_record import operator
from crm_core.data_options import add_data
from crm_core.language import N_, _, ngettext
from crm_core.lists.outcome import OUTCOMES, Outcome, folded
from crm_core.output import print_json
from crm_core.warehouse.on_disk import write_whole

if TYPE_CHECKING:
    from crm_core.lists.checked_results import Checked
    from crm_core.lists.work_list import WorkList
    from crm_core.workspace import Workspace

NONE = N_("There is no list yet: make one on the page Tier changes or Retention.")
_ORDERS = ("day", "month")
_MAX_TOLD = 10
"""Rejected rows that are printed; the file of `--rejected` has them all."""


def add_lists(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command. `command(commands, name, run, purpose)` adds one."""
    lists = command(commands, "lists", _lists, _("the work lists, their files, and what came of them"))
    lists.add_argument("list", nargs="?", help=_("the name or number of a list; without it, all lists"))
    lists.add_argument("--to", type=Path, metavar=_("FILE"), help=_("write the list as .xlsx or, for a CRM, as .csv"))
    lists.add_argument("--sheets", choices=("one", "branch", "manager"), default="one",
                       help=_("sheets of the workbook: one, or one a branch or manager"))
    lists.add_argument("--mark", action="store_true", help=_("begin the CSV with a byte order mark, for spreadsheets"))
    lists.add_argument("--results", type=Path, metavar=_("FILE"), help=_("import results from a CSV file or workbook"))
    lists.add_argument("--outcome", action="append", default=[], metavar=_("WORD=OUTCOME"),
                       help=_("what a word of the file means: one of {names}; may be repeated",
                              names=", ".join(OUTCOMES)))
    lists.add_argument("--first", choices=_ORDERS, help=_("what stands first in dates such as 05/04/2026"))
    lists.add_argument("--rejected", type=Path, metavar=_("FILE"), help=_("write the rejected rows as CSV"))
    lists.add_argument("--dry-run", action="store_true", help=_("say what the file would bring, and import nothing"))
    lists.add_argument("--author", default="", help=_("who hands out or brings results"))
    lists.add_argument("--json", action="store_true", help=_("as JSON"))
    add_data(lists)


def _lists(arguments: argparse.Namespace) -> None:
    from crm_core.workspace import Workspace, default_url

    book = arguments.book
    url = default_url(book if book is None or book.is_dir() else book.parent)
    if arguments.list is None:
        if arguments.to or arguments.results:
            raise CannotAnswer(_("Name the list that the file is of, or give its number."))
        if isinstance(url, str) or Path(str(url.database)).is_file():  # none is made for a look
            _print_lists(Workspace(url), as_json=arguments.json)
        else:
            print("[]" if arguments.json else _(NONE))
        return
    workspace = Workspace(url)
    work_list = workspace.lists.named(arguments.list)
    if arguments.results:
        _take(workspace, work_list, arguments)
    if arguments.to:
        _write(workspace, work_list, arguments)
    if not arguments.to:
        _print_lists(workspace, work_list, as_json=arguments.json)


def _print_lists(workspace: Workspace, only: WorkList | None = None, *, as_json: bool) -> None:
    from crm_core.json_values import as_json as json_value
    from crm_core.lists.progress import progress
    from crm_core.lists.reading import say, state_words

    lists = [workspace.lists.open(only.id)] if only else workspace.lists.all()
    found = [progress(workspace.lists.rows(each.id), workspace.list_results.results(each.id), each.plan, _today())
             for each in lists]
    if as_json:
        print_json([{"list": json_value(each), "state": each.state, "progress": json_value(progress_of),
                     "reading": str(say(each, progress_of))}
                    for each, progress_of in zip(lists, found, strict=True)])
        return
    for each, progress_of in zip(lists, found, strict=True):
        print(f"{each.id}  {each.name} ({state_words(each)})\n    {say(each, progress_of)}")
    if not lists:
        print(_(NONE))


def _take(workspace: Workspace, work_list: WorkList, arguments: argparse.Namespace) -> None:
    from crm_core.intake.small_tables import small_tables
    from crm_core.lists.checked_results import check_results
    from crm_core.lists.rejected_file import rejected_csv
    from crm_core.lists.result_dates import Span

    if not arguments.results.is_file():
        raise CannotAnswer(_("There is no file {file}.", file=arguments.results))
    given = _matched(arguments.outcome)
    checked = check_results(
        small_tables(arguments.results, arguments.results.name),
        [row.customer_id for row in workspace.lists.rows(work_list.id)], Span(work_list.begins_on, _today()),
        list_id=work_list.id, matched=workspace.list_results.words() | given, order=arguments.first)
    _tell(checked)
    if arguments.rejected:
        write_whole(arguments.rejected, rejected_csv(checked.rejected))
    if arguments.dry_run:
        return
    workspace.list_results.take(work_list.id, checked.results, file_name=arguments.results.name,
                                author=arguments.author, rejected=len(checked.rejected))
    if given:
        workspace.list_results.match(given, author=arguments.author)


def _tell(checked: Checked) -> None:
    from crm_core.lists.rejected_file import rejected_words

    print(ngettext("{count} result, {rejected} rows rejected, {unworked} without a result.",
                   "{count} results, {rejected} rows rejected, {unworked} without a result.", len(checked.results),
                   rejected=str(len(checked.rejected)), unworked=str(checked.unworked)))
    for row in checked.rejected[:_MAX_TOLD]:
        print(f"  {rejected_words(row)}")
    if len(checked.rejected) > _MAX_TOLD:
        print("  " + ngettext("{count} more row is rejected.", "{count} more rows are rejected.",
                              len(checked.rejected) - _MAX_TOLD))


def _matched(pairs: list[str]) -> dict[str, Outcome]:
    matched: dict[str, Outcome] = {}
    for pair in pairs:
        word, sign, outcome = pair.rpartition("=")
        if not sign or not word.strip() or outcome not in get_args(Outcome):
            raise CannotAnswer(_("--outcome {pair} says nothing. Write a word, = and one of {names}.", pair=repr(pair),
                                 names=", ".join(OUTCOMES)))
        matched[folded(word)] = outcome  # type: ignore[assignment] # one of them, as was asked
    return matched


def _write(workspace: Workspace, work_list: WorkList, arguments: argparse.Namespace) -> None:
    from crm_core.lists.columns import STARTING
    from crm_core.lists.crm_csv import crm_csv
    from crm_core.lists.facts import facts_of
    from crm_core.lists.progress import latest_results
    from crm_core.lists.sheets import needs_zip, workbook

    rows = workspace.lists.rows(work_list.id)
    latest = latest_results(workspace.list_results.results(work_list.id))
    path: Path = arguments.to
    if path.suffix.lower() == ".csv":
        content = crm_csv(work_list, rows, latest, mark=arguments.mark)
    elif path.suffix.lower() in (".xlsx", ".zip"):
        content = workbook(rows, STARTING, arguments.sheets, facts_of(work_list), latest=latest, list_id=work_list.id)
        path = path.with_suffix(".zip" if needs_zip(rows, arguments.sheets) else ".xlsx")
    else:
        raise CannotAnswer(_("{file} ends neither in .xlsx nor in .csv.", file=path.name))
    write_whole(path, content)
    workspace.lists.hand_out(work_list.id, author=arguments.author)
    workspace.exports.log(page="lists", rows=len(rows), file_name=path.name, scope=work_list.origin.scope,
                          who=arguments.author, book_fingerprint=work_list.origin.book_fingerprint)
    workspace.record.enter("exported", who=operator(), subject=path.name, scope=work_list.origin.scope, rows=len(rows),
                           book_fingerprint=work_list.origin.book_fingerprint)
    print(path)


def _today() -> dt.date:
    return dt.date.today()  # noqa: DTZ011 a day of the reader's calendar
