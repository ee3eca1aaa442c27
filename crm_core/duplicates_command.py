"""`python -m crm_core duplicates`: customers who are likely one, to be decided."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_core import CannotAnswer, open_book
from crm_core.amounts import number, percent
from crm_core.command_record import enter
from crm_core.data_options import add_data
from crm_core.json_values import as_json
from crm_core.language import _, ngettext
from crm_core.output import print_json
from crm_core.warehouse.on_disk import write_whole

if TYPE_CHECKING:
    from crm_core.intake.duplicates import Duplicates

_MAX_PRINTED = 50


def add_duplicates(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command. `command(commands, name, run, purpose)` adds one."""
    duplicates = command(commands, "duplicates", _duplicates, _("customers who are likely one, to be decided"))
    duplicates.add_argument("folder", type=Path, nargs="?",
                            help=_("the bank's files, read by their recipe (default: the data in use)"))
    duplicates.add_argument("--write", type=Path, metavar="FILE",
                            help=_("write the pairs to a CSV with a column for the decision"))
    duplicates.add_argument("--least", type=float, default=0.9, metavar="PROBABILITY",
                            help=_("the least probability of a pair (default: 0.9)"))
    add_data(duplicates)
    duplicates.add_argument("--json", action="store_true", help=_("as JSON"))


def _duplicates(arguments: argparse.Namespace) -> None:
    from crm_core.intake.duplicates import decisions_csv

    if arguments.write and arguments.write.exists():
        raise CannotAnswer(_("{file} is there already and was not touched: it may hold decisions. Give another name.",
                             file=arguments.write))
    found = _found(arguments)
    if arguments.write:
        write_whole(arguments.write, decisions_csv(found.pairs))
        if arguments.folder is None:
            enter("exported", arguments.book, subject=arguments.write.name, rows=len(found.pairs))
    if arguments.json:
        print_json(as_json(found.pairs))
        return
    print(_("{pairs} among {customers}.", customers=ngettext("{count} customer", "{count} customers", found.customers),
            pairs=ngettext("{count} pair is likely one customer", "{count} pairs are likely one customer each",
                           len(found.pairs))))
    for pair in found.pairs.head(_MAX_PRINTED).itertuples():
        print(f"  {_sentence(pair)}")
    if len(found.pairs) > _MAX_PRINTED:
        print("  " + _("… and {count} more; --write FILE gives them all.",
                       count=number(len(found.pairs) - _MAX_PRINTED)))
    if arguments.write:
        print(_("Decide in {file}: same, different or unsure in its last column. Then name it in mapping.toml, "
                'same = "{name}" under [customers], and build again.', file=arguments.write,
                name=arguments.write.name))


def _found(arguments: argparse.Namespace) -> Duplicates:
    if arguments.folder is not None:
        from crm_core.intake.files.duplicated import duplicates_of

        return duplicates_of(arguments.folder, least=arguments.least)
    from crm_core.intake.duplicates.of_a_book import duplicates_in

    with open_book(arguments.book) as book:
        return duplicates_in(book, least=arguments.least)


def _sentence(pair: Any) -> str:
    from crm_core.intake.duplicates import agrees, differs

    sentence = _("{customer} and {other} ({probability}) have in common: {agrees}.", customer=pair.customer_id,
                 other=pair.same_as, probability=percent(pair.probability), agrees=agrees(pair.findings))
    different = differs(pair.findings)
    return " ".join([sentence, _("Different: {differs}.", differs=different)]) if different else sentence
