"""`python -m crm_core signals`: the data judged by the rules of the workspace, for whoever sends mails."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.data_options import add_data
from crm_core.json_values import as_json
from crm_core.language import _, ngettext
from crm_core.output import print_json

if TYPE_CHECKING:
    from crm_core.workspace import Workspace

TRIPPED = 3
"""The exit code when something tripped that nobody has acknowledged: neither done (0) nor failed (1, 2)."""


def add_signals(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command. `command(commands, name, run, purpose)` adds one."""
    signals = command(commands, "signals", _signals, _("what tripped a rule on the current data"))
    signals.add_argument("--json", action="store_true", help=_("as JSON"))
    add_data(signals)


def _signals(arguments: argparse.Namespace) -> int:
    from crm_core.figures.actuals import actuals
    from crm_core.periods import book_calendar
    from crm_core.signals.facts import facts
    from crm_core.signals.judged import judge

    workspace = _workspace(arguments.book)
    with open_book(arguments.book) as book:
        read = book.reader()
        starts = book_calendar(read).fiscal_year_starts
        if workspace is not None:
            judge(workspace, lambda: actuals(read), fingerprint=book.fingerprint, title=str(book.info["title"]),
                  year_starts=starts)
        kept = workspace.judgements if workspace else None
        found = facts(kept.of_book(book.fingerprint) if kept else (), kept.signals(book.fingerprint) if kept else (),
                      names=book.region_names, money=Money(str(book.info["currency"])), year_starts=starts)
        about = {key: as_json(book.info[key]) for key in ("title", "source", "fingerprint", "currency", "last_month")}
    if arguments.json:
        print_json({"book": about, **found})
    else:
        _print(found)
    return TRIPPED if any(not signal["acknowledged_by"] for signal in found["signals"]) else 0


def _workspace(book: Path | None) -> Workspace | None:
    """The workspace beside the books; None when there is none, which is not made for a look."""
    from crm_core.workspace import Workspace, default_url

    url = default_url(book if book is None or book.is_dir() else book.parent)
    if not isinstance(url, str) and not Path(str(url.database)).is_file():
        return None
    return Workspace(url)


def _print(found: dict[str, Any]) -> None:
    if not found["rules"]:
        print(_("No rules yet: add one on the page Targets and signals."))
        return
    print(_("{rules} judged: {signals}.",
            rules=ngettext("{count} rule", "{count} rules", len(found["rules"])),
            signals=ngettext("{count} signal", "{count} signals", len(found["signals"]))))
    for signal in found["signals"]:
        seen = _("seen by {name}", name=signal["acknowledged_by"]) if signal["acknowledged_by"] else _("new")
        print(f"  {signal['sentence']} ({seen})")
    for rule in found["rules"]:
        unknown = ngettext("{count} place cannot be judged.", "{count} places cannot be judged.",
                           rule["unknown"]) if rule["unknown"] else ""
        print("  " + " ".join(filter(None, (f"{rule['words']}.", rule["chance_words"], unknown))))
