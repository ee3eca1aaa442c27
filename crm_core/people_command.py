"""`python -m crm_core people`: who may see what, how it is given and taken away, and the record of who did what."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_core.command_record import operator
from crm_core.json_values import as_json
from crm_core.language import _, day_short, ngettext
from crm_core.permit import ROLES, SMALLEST_GROUP, Permit

if TYPE_CHECKING:
    from crm_core.workspace import Workspace


def add_people(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command. `command(commands, name, run, purpose)` adds one."""
    people = command(commands, "people", _people, _("who may see what, where people sign in"))
    doing = people.add_mutually_exclusive_group()
    doing.add_argument("--give", metavar="EMAIL", help=_("give this person the permit that the other options say"))
    doing.add_argument("--take-away", metavar="EMAIL", help=_("let this person see nothing from now on"))
    doing.add_argument("--record", action="store_true", help=_("who signed in, exported, published and gave permits"))
    people.add_argument("--role", choices=ROLES, help=_("what the person may do"))
    for name, what in (("region", _("a region's id; may be repeated")), ("branch", _("a branch's id; may be repeated")),
                       ("manager", _("a manager's id; may be repeated"))):
        people.add_argument(f"--{name}", action="append", default=[], help=what)
    people.add_argument("--smallest-group", type=int, default=SMALLEST_GROUP,
                        help=_("customers below which an executive sees no figure (default: {value})",
                               value=SMALLEST_GROUP))
    people.add_argument("--data", type=Path, help=_("folder of the data (default: data/)"))
    people.add_argument("--json", action="store_true", help=_("as JSON"))


def _people(arguments: argparse.Namespace) -> None:
    from crm_core.workspace import Workspace, default_url

    workspace, by = Workspace(default_url(arguments.data)), operator()
    if arguments.give:
        if not arguments.role:
            raise ValueError(_("What {email} may do is not said. Add --role with one of {roles}.",
                               email=arguments.give, roles=", ".join(ROLES)))
        permit = Permit(arguments.role, tuple(arguments.region), tuple(arguments.branch), tuple(arguments.manager),
                        arguments.smallest_group)
        person = workspace.people.give(arguments.give, permit, by=by)
        print(f"{person.email}: {person.permit.words}")
    elif arguments.take_away:
        workspace.people.take_away(arguments.take_away, by=by)
        print(_("{email} sees nothing from now on.", email=arguments.take_away))
    elif arguments.record:
        _print_record(workspace, is_json=arguments.json)
    else:
        _print_people(workspace, is_json=arguments.json)


def _print_people(workspace: Workspace, *, is_json: bool) -> None:
    people = workspace.people.all()
    if is_json:
        print(json.dumps([as_json(each) for each in people], indent=2, ensure_ascii=False))
        return
    for each in people:
        print(f"{each.email}: {each.permit.words}")
    if not people:
        print(_("Nobody has a permit yet. Give the first: python -m crm_core people --give EMAIL --role steward"))


def _print_record(workspace: Workspace, *, is_json: bool) -> None:
    entries = workspace.record.latest()
    if is_json:
        print(json.dumps([as_json(each) for each in entries], indent=2, ensure_ascii=False))
        return
    for each in entries:
        rows = "" if each.rows is None else ngettext("{count} row", "{count} rows", each.rows)
        print("  ".join(filter(None, (f"{day_short(each.at)} {each.at:%H:%M} UTC", each.who, each.what_words,
                                      each.subject, each.scope, rows, each.book_fingerprint))))
