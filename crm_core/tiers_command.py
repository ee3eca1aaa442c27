"""`python -m crm_core tiers`: the approved scheme applied to the data in use, and who changed tier since.

A build does it by itself; the command is for data that was put in use otherwise, and for whoever wants the list.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_core import CannotAnswer, export, open_book
from crm_core.approved import approved, folder_of
from crm_core.command_record import enter
from crm_core.data_options import add_data
from crm_core.json_values import as_json
from crm_core.language import _, ngettext
from crm_core.output import print_json
from crm_core.question import Reader
from crm_core.scope import Scope
from crm_core.warehouse import Book, default_folder

if TYPE_CHECKING:
    import pandas as pd

    from crm_core.rooms.tiers import Direction
    from crm_core.tier_register import Register

DIRECTIONS = ("down", "up", "new", "left")


def add_tiers(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command. `command(commands, name, run, purpose)` adds one."""
    parser = command(commands, "tiers", _tiers, _("apply the approved scheme to the data, and who changed tier"))
    parser.add_argument("--list", choices=DIRECTIONS, help=_("these customers as CSV in the place of the sentence"))
    parser.add_argument("--movers", choices=("up", "down"), help=_("who goes up or down against the year before, by "
                                                                   "name, as CSV"))
    parser.add_argument("--json", action="store_true", help=_("as JSON"))
    add_data(parser)


def _tiers(arguments: argparse.Namespace) -> None:
    from crm_core.tier_register import say_changes, say_waiting

    with open_book(arguments.book) as book:
        register = _applied(book, arguments.book)
        if register is None:
            raise CannotAnswer(_("No scheme is approved, so there is none to apply. Approve one on the page Tiers."))
        if way := arguments.list or arguments.movers:
            rows, departed = _listed(register, way, book.reader()) if arguments.list else _movers(
                way, book, arguments.book)
            _write(rows, departed)
            enter("exported", arguments.book, subject=f"tiers-{way}.csv", rows=len(rows),
                  book_fingerprint=book.fingerprint)
            return
    if arguments.json:
        print_json({"reading": say_changes(register), "basis": register.basis, **as_json(register.counts),
                    "now": as_json(register.now), "before": as_json(register.before)})
    else:
        print(" ".join(filter(None, (say_changes(register), say_waiting(register)))))


def _write(rows: pd.DataFrame, departed: int) -> None:
    """The list as CSV, and how many do not stand on it because they have left, where it does not go into the file."""
    sys.stdout.buffer.write(export.csv(rows, {}))
    if departed:
        print(ngettext("{count} customer has already left and is not listed.",
                       "{count} customers have already left and are not listed.", departed), file=sys.stderr)


def _listed(register: Register, direction: str, read: Reader) -> tuple[pd.DataFrame, int]:
    """Who went this way and can still be called, with the tiers as they are shown; and how many of them have left. Of
    those who left, all."""
    from crm_core.rooms import tiers

    rows = register.changes(direction)
    gone = tiers.departed_among(read, rows["customer_id"].tolist()) if direction != "left" else frozenset()
    still = rows[~rows["customer_id"].isin(gone)]
    return still.assign(**{column: [tiers.tier_label(str(each)) if each else "" for each in still[column]]
                           for column in ("previous_tier", "tier")}), len(gone)


def _movers(direction: Direction, book: Book, place: Path | None) -> tuple[pd.DataFrame, int]:
    """The list of the page Tier changes: by the approved scheme, this year against the year before; and how many of
    those who go this way have left."""
    from crm_core.rooms import tiers

    scenario, read = approved("tiers", place), book.reader()
    assert scenario is not None  # noqa: S101 a register was made by it
    moving = tiers.movers(read, tiers.from_json(scenario.content), directions=(direction,))
    gone = tiers.departed_among(read, moving["customer_id"].tolist())
    return moving[~moving["customer_id"].isin(gone)].drop(columns=["region_id", "branch_id", "manager_id"]), len(gone)


def apply_after_build(data: Path | None) -> None:
    """Apply the approved scheme to data that was just put in use, and say who changed; nothing where none is approved.
    What hinders it is said: the data is in use in any case."""
    from crm_core.tier_register import say_changes

    try:
        with open_book(data) as book:
            register = _applied(book, data)
    except CannotAnswer as sentence:
        print(_("The approved scheme was not applied: {reason}", reason=sentence), file=sys.stderr)
        return
    if register is not None:
        print(say_changes(register))


def _applied(book: Book, place: Path | None) -> Register | None:
    from crm_core.tier_register import bring_up_to_date

    scenario = approved("tiers", place)
    if scenario is None:
        return None
    return bring_up_to_date(book, folder_of(place) or default_folder(), scenario.content, scenario.name)


def with_tiers(answer: dict[str, Any], book: Book, place: Path | None) -> dict[str, Any]:
    """An answer of `ask` with the tier of every customer that it names, in `tiers`; the same one where no scheme is
    approved, it names nobody, or is of an earlier year."""
    customers = sorted(set(_customers(answer["result"])))
    if not customers or answer["scope"]["years_ago"]:
        return answer
    scenario = approved("tiers", place)
    if scenario is None:
        return answer
    from crm_core.rooms import tiers
    from crm_core.tier_register import RegisterFolder
    from crm_core.tier_register.register import Register

    file = RegisterFolder(folder_of(place) or default_folder()).file(book.fingerprint, scenario.content)
    try:
        if file.is_file():
            rows = Register.read(file).of(customers)
            of = dict(zip(rows["customer_id"], map(tiers.tier_label, rows["tier"]), strict=True))
        else:
            read = book.reader(Scope())
            of = tiers.tiers_of(read, tiers.Placer.of(read, tiers.from_json(scenario.content)), customers)
    except CannotAnswer:
        return answer  # `ask tiers` says why the approved scheme cannot be applied here
    return {**answer, "tiers": {"scheme": scenario.name, "approved_on": as_json(scenario.in_force_since),
                                "of": {each: of[each] for each in customers if each in of}}}


def _customers(value: Any) -> Iterator[str]:
    """The ids of all customers that a result names."""
    if isinstance(value, dict):
        if isinstance(value.get("customer_id"), str):
            yield value["customer_id"]
        for part in value.values():
            yield from _customers(part)
    elif isinstance(value, list):
        for part in value:
            yield from _customers(part)
