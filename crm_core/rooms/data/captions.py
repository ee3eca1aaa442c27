"""The figures and cards of the Data page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from crm_core.amounts import number, percent
from crm_core.availability import Availability
from crm_core.chapters import ROOMS
from crm_core.column_headings import heading
from crm_core.contract import UNKNOWN_GRADE
from crm_core.language import N_, _, all_of, calendar_month, day, day_short, month, month_short, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.data.measure import Provenance

_LEVELS = {"whole": N_("in full"), "part": N_("in part"), "none": N_("not")}
_OUTCOMES = {True: N_("passed"), False: N_("failed")}

_COUNTED = {"rows": N_("Rows"), "customers": N_("Customers")}
"""The control totals that are no amounts."""


@made_once
def metrics(result: Provenance) -> tuple[Metric, ...]:
    """How far the data reaches, when the book was built, what was rejected, and its version."""
    built = result.built_at
    return (
        Metric(_("Data to"), month_short(result.last_month), _("From {month}.", month=month(result.first_month))),
        Metric(_("Built on"), day_short(built),
               _("{day} at {time} UTC.", day=day(built), time=f"{built:%H:%M}")),
        Metric(_("Rows rejected"), percent(result.rejected_share),
               _("{rejected} of {rows}.", rejected=number(result.rejected),
                 rows=ngettext("{count} row", "{count} rows", result.rejected + result.accepted))),
        Metric(_("Version"), result.fingerprint[:8],
               _("In full {version}. The same sources, assumptions and program give the same version.",
                 version=result.fingerprint)),
    )


def assumptions(result: Provenance) -> tuple[str, ...]:
    """What the data takes for granted, in sentences."""
    sentences = [_("Money is in {currency}.", currency=result.currency)]
    if result.has_capital:
        sentences.append(_("Capital is charged at {rate} a year.", rate=percent(result.hurdle_rate)))
    if result.fiscal_year_starts > 1:
        sentences.append(_("The fiscal year starts in {month}.", month=calendar_month(result.fiscal_year_starts)))
    if not result.has_revenue:
        sentences.append(_("The files hold no margins and no fees, so contribution cannot be stated."))
    elif result.money_is_derived:
        sentences.append(_("Margins, fees and costs that the files leave open are derived from the rate card."))
    else:
        sentences.append(_("Margins, fees and costs are the bank's own figures."))
    if result.has_revenue and not result.has_cost:
        sentences.append(_("The files hold no cost to serve, so contribution is before that cost."))
    return (*sentences, result.notes) if result.notes else tuple(sentences)


@named
def months(result: Provenance) -> Caption:
    """Whether a month is missing."""
    gaps = len(result.missing_months)
    if gaps:
        return Caption(ngettext("{count} month without activity", "{count} months without activity", gaps),
                       _("Rows of activity by month."))
    if result.coverage:
        return Caption(_("No month is missing, but some hold far fewer rows"), result.coverage)
    return Caption(_("No month is missing"), _("Rows of activity by month."))


@named
def files(result: Provenance) -> Caption:
    """How many files were read, and on one line which of their columns no table has."""
    title = ngettext("{count} file read, every line accounted for", "{count} files read, every line accounted for",
                     len(result.files))
    if not len(result.unused):
        return Caption(title)
    unused = "; ".join(f"{row.file}: {row.columns}" for row in result.unused.itertuples())
    return Caption(title, _("Columns not used: {files}", files=unused))


@named
def totals(result: Provenance) -> Caption:
    """Which amount lacks most, or that none does."""
    amounts = result.totals[~result.totals["measure"].isin(_COUNTED)]
    worst = amounts.sort_values("rejected_share", ascending=False, kind="stable").head(1)
    note = _("What stands in the files against what is in the data, file by file; values that are not legible are in "
             "neither.")
    if not len(amounts):
        return Caption(_("The files hold no amounts"), note)
    row = next(worst.itertuples())
    if row.rejected_share:
        return Caption(_("{share} of {column} in {file} was rejected", share=percent(row.rejected_share),
                         column=_measure(row.measure), file=row.file), note)
    return Caption(_("Every amount in the files is in the data"), note)


def totals_table(result: Provenance) -> pd.DataFrame:
    """The control totals: their measure and their amounts in words, and how many values were not legible, if any."""
    return result.totals.assign(
        measure=[_measure(each) for each in result.totals["measure"]],
        before=[_to_the_cent(each) for each in result.totals["before"]],
        after=[_to_the_cent(each) for each in result.totals["after"]],
        unread=result.totals["unread"].where(result.totals["unread"] > 0))


def _to_the_cent(amount: float) -> str:
    """A control total is compared figure by figure; what has no cents has none."""
    return number(amount, decimals=0 if amount == round(amount) else 2)


def _measure(name: str) -> str:
    return _(_COUNTED[name]) if name in _COUNTED else heading(name)


@named
def rejected(result: Provenance) -> Caption:
    """How many rows were rejected."""
    return Caption(ngettext("{count} row rejected", "{count} rows rejected", result.rejected),
                   _("The most frequent reasons first."))


def reasons(result: Provenance, most: int) -> Iterable[tuple[str, str]]:
    """Of the most frequent kinds of reasons: how many rows of which table, where first, and why."""
    for row in result.reasons.head(most).itertuples():
        yield (ngettext("{count} row of {table}", "{count} rows of {table}", row.rejected, table=row.table_name),
               _("first in line {line} of {file}: {reasons}", line=number(row.first_line), file=row.first_file,
                 reasons=row.reasons))


@named
def controls(result: Provenance) -> Caption:
    """Whether the controls passed."""
    if result.disagreeing:
        return Caption(ngettext("{failed} of {count} control failed", "{failed} of {count} controls failed",
                                len(result.controls), failed=number(result.disagreeing)))
    return Caption(ngettext("{count} control passed", "{count} controls passed", len(result.controls)))


def controls_table(result: Provenance) -> pd.DataFrame:
    """The controls with their outcome in words."""
    return result.controls.assign(agrees=[_(_OUTCOMES[bool(each)]) for each in result.controls["agrees"]])


def loss_card(losses: pd.DataFrame) -> pd.DataFrame:
    """The loss card with the grade of those without one in words."""
    return losses.assign(credit_grade=losses["credit_grade"].replace(UNKNOWN_GRADE, _("unknown")))


@named
def answerable(found: Mapping[str, Availability]) -> Caption:
    """How many pages the data answers."""
    whole, part, none = (sum(each.level == level for each in found.values()) for level in _LEVELS)
    places = {"whole": number(whole), "part": number(part), "none": number(none),
              "pages": ngettext("{count} page", "{count} pages", len(found))}
    if part and none:
        title = _("{whole} of {pages} can be answered in full, {part} in part and {none} not", **places)
    elif part:
        title = _("{whole} of {pages} can be answered in full, {part} in part", **places)
    elif none:
        title = _("{whole} of {pages} can be answered in full, {none} not", **places)
    else:
        title = _("{whole} of {pages} can be answered in full", **places)
    return Caption(title, _("Judged by what the files hold."))


def pages_answered(found: Mapping[str, Availability]) -> pd.DataFrame:
    """id, page, answer, more: one row a page, in the order of the navigation."""
    rows = [(name, page.title, _(_LEVELS[found[name].level]), all_of(found[name].missing))
            for name, page in ROOMS.items()]
    return pd.DataFrame(rows, columns=["id", "page", "answer", "more"])


@named
def suspicions(result: Provenance) -> Caption:
    """How many things look wrong."""
    return Caption(ngettext("{count} possible error to check", "{count} possible errors to check",
                            len(result.suspicions)), _("Allowed by the rules, but unlikely."))


def doubts(result: Provenance, most: int) -> Iterable[tuple[str, str]]:
    """The first suspicions: where, and what looks wrong."""
    for row in result.suspicions.head(most).itertuples():
        yield ", ".join(filter(None, dict.fromkeys((row.table_name, row.subject)))), row.reason


def file_names(result: Provenance) -> dict[str, str]:
    """The optional files that the bank did not deliver, by table: `File contacts.csv`."""
    return {name: _("File {file}", file=f"{name}.csv") for name in result.lacking}


@named
def derivations(result: Provenance) -> Caption:
    """How many figures were worked out from what the files hold."""
    return Caption(ngettext("{count} step between the files and the data",
                            "{count} steps between the files and the data", len(result.derivations)),
                   _("What was worked out, and from how much."))


@named
def lacking(result: Provenance) -> Caption:
    """How many optional files the bank did not deliver."""
    return Caption(ngettext("{count} optional file not delivered", "{count} optional files not delivered",
                            len(result.lacking)), _("The columns that each of them would have."))
