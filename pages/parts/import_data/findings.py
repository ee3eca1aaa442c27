"""What a dry run found, read from its book once a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from crm_core.amounts import number, percent
from crm_core.ask import availabilities
from crm_core.availability import Availability
from crm_core.chapters import ROOMS
from crm_core.column_headings import heading
from crm_core.intake.comparison import CUSTOMERS, MISSING, MONTHS, NEW, ROWS
from crm_core.intake.desk.trial import Trial
from crm_core.intake.duplicates import Duplicates
from crm_core.intake.duplicates.of_a_book import found_by_build
from crm_core.intake.kept_books import KeptBook
from crm_core.language import N_, _, all_of, ngettext
from crm_core.reading import Reading
from crm_core.rooms import data
from crm_core.rooms.data import Provenance, captions

_COUNTS = {CUSTOMERS: N_("Customers"), NEW: N_("New customers"), MISSING: N_("Missing customers"), MONTHS: N_("Months"),
           ROWS: N_("Rows of activity")}


@dataclass(frozen=True, eq=False)
class Findings:
    """`provenance` is the Data page's answer for the book, `pages` how far each page could be answered with it,
    `duplicates` who in it is likely one customer."""

    provenance: Provenance
    pages: dict[str, Availability]
    duplicates: Duplicates


def findings(trial: Trial) -> Findings:
    """Read the book of the dry run, in the language spoken."""
    with trial.open() as book:
        reader = book.reader()
        return Findings(data.answer(reader), availabilities(reader), found_by_build(book))


def summary(trial: Trial, result: Provenance) -> Reading:
    """How many rows are used, whether the amounts are whole, and whether a month is missing."""
    count = trial.rows
    rows, used = count.read, number(count.used)
    amounts = result.totals[~result.totals["measure"].isin(("rows", "customers"))]
    lacking = amounts[(amounts["rejected_share"] > 0) | (amounts["unread"] > 0)].sort_values(
        "rejected_share", ascending=False, kind="stable")
    if not len(amounts):
        headline = ngettext("{used} of {count} row is used; the files hold no amounts.",
                            "{used} of {count} rows are used; the files hold no amounts.", rows, used=used)
    elif not len(lacking):
        headline = ngettext("{used} of {count} row is used; every amount is there to the cent.",
                            "{used} of {count} rows are used; every amount is there to the cent.", rows, used=used)
    else:
        worst = lacking.iloc[0]
        headline = ngettext("{used} of {count} row is used; {share} of {column} in {file} is not.",
                            "{used} of {count} rows are used; {share} of {column} in {file} is not.", rows, used=used,
                            share=percent(float(worst["rejected_share"])), column=heading(worst["measure"]),
                            file=worst["file"])
    return Reading(headline, _("{finding}.", finding=captions.months(result).title))


def opens_more(pages: Mapping[str, Availability], most: int = 3) -> list[str]:
    """What would open most pages that this data does not answer in full, in sentences, the most first."""
    by_thing: dict[str, list[str]] = {}
    for name, page in ROOMS.items():
        for thing in pages[name].missing:
            by_thing.setdefault(thing, []).append(page.title)
    ranked = sorted(by_thing.items(), key=lambda each: -len(each[1]))[:most]
    return [_("With {thing}, more on: {pages}.", thing=thing, pages=all_of(titles)) for thing, titles in ranked]


def differences(kept: KeptBook) -> pd.DataFrame:
    """measure, before, now, in words: one row a count or an amount, against the data in use."""
    return pd.DataFrame([(_(_COUNTS[each.measure]) if each.measure in _COUNTS else heading(each.measure),
                          "" if each.before is None else _written(each.before), _written(each.now))
                         for each in kept.measures], columns=["measure", "before", "now"])


def _written(amount: float) -> str:
    return number(amount, decimals=0 if amount == round(amount) else 2)
