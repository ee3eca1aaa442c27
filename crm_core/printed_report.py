"""What became of a build's files, as `build` and `info` print it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crm_core.amounts import number
from crm_core.column_headings import heading
from crm_core.language import _, ngettext

MAX_PRINTED = 5
"""Things of a kind that a command prints; a list that scrolls away is not read."""
_ROWS = "rows"


def print_files(facts: Mapping[str, Any]) -> None:
    """Every file with its rows, and below it its customers and amounts, as read and as accepted."""
    for entry in facts["files"]:
        sizes = _("{accepted} accepted {rejected} rejected", accepted=number(entry["accepted"]).rjust(12),
                  rejected=number(entry["rejected"]).rjust(8))
        print(f"  {entry['table_name']:<16} {sizes}  {entry['file']}")
        if entry.get("reading"):
            print(f"  {'':<16} {read_as(entry['reading'])}")
        of_file = [each for each in facts["totals"]
                   if (each["table_name"], each["file"]) == (entry["table_name"], entry["file"])]
        totals = [_total(each) for each in of_file if each["measure"] != _ROWS]
        if totals:
            print(f"  {'':<16} {'; '.join(totals)}")


def read_as(reading: str) -> str:
    """How a file was read where nobody had said it."""
    return _("Read as found: {reading}.", reading=reading)


def print_rejections(rejections: Sequence[Mapping[str, Any]]) -> None:
    """Why rows were rejected, by kind, the most frequent first."""
    for each in rejections[:MAX_PRINTED]:
        print("  " + ngettext("Rejected: {count} row of {table} (the first in {file}, line {line}): {why}",
                              "Rejected: {count} rows of {table} (the first in {file}, line {line}): {why}",
                              each["rejected"], table=each["table_name"], file=each["first_file"],
                              line=number(each["first_line"]), why=each["reasons"]))
    _print_more(rejections)


def print_unused(unused: Sequence[Mapping[str, Any]]) -> None:
    """The columns that no table has, on one line."""
    if unused:
        files = "; ".join(f"{each['file']}: {each['columns']}" for each in unused)
        print("  " + _("Columns not used: {files}", files=files))


def print_derivations(derivations: Sequence[Mapping[str, Any]]) -> None:
    """How figures were worked out from what the files hold."""
    for each in derivations:
        print("  " + _("Worked out: {sentence}", sentence=each["sentence"]))


def print_suspicions(suspicions: Sequence[Mapping[str, Any]]) -> None:
    """What the rules allow and what is yet unlikely, file by file; the Data page has them all."""
    for each in suspicions[:MAX_PRINTED]:
        where = ", ".join(filter(None, dict.fromkeys((each["table_name"], each["subject"]))))
        print("  " + _("To check: {where}: {reason}", where=where, reason=each["reason"]))
    _print_more(suspicions)


def _print_more(entries: Sequence[Mapping[str, Any]]) -> None:
    if len(entries) > MAX_PRINTED:
        print("  " + ngettext("… and {count} more to check, on the Data page and in info --json.",
                              "… and {count} more to check, on the Data page and in info --json.",
                              len(entries) - MAX_PRINTED))


def _total(total: Mapping[str, Any]) -> str:
    measure = heading(total["measure"])
    read, accepted = (_written(total[name]) for name in ("before", "after"))
    if total["unread"]:
        return ngettext("{measure} {read} read, {accepted} accepted, {count} value not legible",
                        "{measure} {read} read, {accepted} accepted, {count} values not legible", total["unread"],
                        measure=measure, read=read, accepted=accepted)
    return _("{measure} {read} read, {accepted} accepted", measure=measure, read=read, accepted=accepted)


def _written(amount: float) -> str:
    """To the cent where there are cents: a control total is compared, not taken in at a glance."""
    return number(amount, decimals=0 if amount == round(amount) else 2)
