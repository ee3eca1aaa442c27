"""A file of results held against its list: what is taken, and every row that is not, with its line and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from crm_core import CannotAnswer
from crm_core.intake.small_tables import SmallTable
from crm_core.language import _, all_of, day, ngettext
from crm_core.lists.outcome import Outcome, folded, outcome_of
from crm_core.lists.result import Rejected, Result
from crm_core.lists.result_columns import WHAT, Places, places_of
from crm_core.lists.result_dates import Order, Span, is_either, order_of, read_day

MAX_RESULT_ROWS = 60_000
"""Rows of a file: three results for each customer of the longest list."""


@dataclass(frozen=True)
class Checked:
    """What a file brings. `unworked` rows name a customer and say nothing more; `words` are those that nobody has
    matched with an outcome, by how often they stand there; `order_is_open` when day and month may change places in
    some dates; `zeros` ids were recognised without the leading zeros that a spreadsheet took off."""

    results: tuple[Result, ...]
    rejected: tuple[Rejected, ...]
    unworked: int = 0
    words: Mapping[str, int] | None = None
    order_is_open: bool = False
    order: Order | None = None
    zeros: int = 0


def check_results(tables: Sequence[SmallTable], customers: Collection[str], span: Span, *, list_id: int,
                  matched: Mapping[str, Outcome] | None = None, order: Order | None = None) -> Checked:
    """The results in the `tables` of a file for the list of `customers`.

    `span` is from when the list was made until today; `matched` are folded words with their outcomes; `order` says
    which of day and month stands first, where a person was asked. Raises CannotAnswer, and nothing of the file is
    taken, when it lacks a column, is of another list, is too long or has none of the list's customers.
    """
    sheets = [(table, places) for table in tables if not (places := places_of(table.names)).missing]
    if not sheets:
        raise _lacking(tables)
    rows = [_Row(table.sheet, line, places, cells) for table, places in sheets for line, cells in table.rows]
    _refuse_other(rows, list_id)
    order = order or order_of((row.date for row in rows if row.outcome or row.date), span)
    reader = _Reader(customers, span, matched or {}, order)
    for row in rows:
        reader.take(row)
    for table, _places in sheets:
        reader.rejected += [Rejected(line, "", "", "", _("The line cannot be split into the columns of the header: "
                                                         "{text}", text=raw[:60]), table.sheet)
                            for line, raw in table.unreadable]
    if rows and not reader.known:
        raise CannotAnswer(_("None of the customers in the file is on this list. Choose the list that the file was "
                             "made from, or check the column of the customer's ID."))
    return Checked(tuple(reader.results.values()), tuple(reader.rejected), reader.unworked, dict(reader.words),
                   reader.is_either, order, reader.zeros)


class _Row:
    """The cells of one line that matter."""

    def __init__(self, sheet: str, line: int, places: Places, cells: Sequence[str]) -> None:
        self.sheet, self.line = sheet, line
        self.customer, self.outcome, self.date, self.remark, self.list_id = (
            places.cell(cells, name) for name in ("customer_id", "outcome", "outcome_on", "remark", "list_id"))


class _Reader:
    """Takes row after row; what it has taken so far decides about the next of the same customer."""

    def __init__(self, customers: Collection[str], span: Span, matched: Mapping[str, Outcome],
                 order: Order | None) -> None:
        self._ids = {each: each for each in customers}
        bare = Counter(each.lstrip("0") for each in customers)
        self._bare = {each.lstrip("0"): each for each in customers if bare[each.lstrip("0")] == 1}
        self._span, self._matched, self._order = span, matched, order
        self.results: dict[tuple[str, dt.date], Result] = {}
        self.rejected: list[Rejected] = []
        self.words: Counter[str] = Counter()
        self.unworked = self.known = self.zeros = 0
        self.is_either = False

    def take(self, row: _Row) -> None:
        customer = self._customer(row)
        self.known += bool(customer)
        if not (row.outcome or row.date):
            self.unworked += 1
            return
        happened_on = read_day(row.date, self._order)
        outcome = outcome_of(row.outcome, self._matched) if row.outcome else None
        if complaint := self._complaint(row, customer, happened_on, outcome):
            self.rejected.append(Rejected(row.line, row.customer, row.date, row.outcome, complaint, row.sheet))
        elif customer and happened_on and outcome:
            self.results[customer, happened_on] = Result(customer, happened_on, outcome, row.remark[:2_000],
                                                         row.outcome[:200], row.line)

    def _customer(self, row: _Row) -> str:
        """The list's own id, also where a spreadsheet took its leading zeros for nothing."""
        if row.customer in self._ids:
            return row.customer
        restored = self._bare.get(row.customer, "") if row.customer else ""
        self.zeros += bool(restored)
        return restored

    def _complaint(self, row: _Row, customer: str, happened_on: dt.date | None, outcome: Outcome | None) -> str:
        """Why the row is not taken, every reason; empty when it is."""
        why = [self._of_customer(row, customer), self._of_date(row, happened_on), self._of_outcome(row, outcome)]
        if not any(why) and happened_on:
            why.append(self._of_repetition(customer, happened_on, outcome))
        return " ".join(filter(None, why))

    def _of_customer(self, row: _Row, customer: str) -> str:
        if not row.customer:
            return _("The customer's ID is missing.")
        return "" if customer else _("Customer {customer} is not on this list.", customer=repr(row.customer[:40]))

    def _of_date(self, row: _Row, happened_on: dt.date | None) -> str:
        if not row.date:
            return _("The date is missing.")
        if self._order is None and is_either(row.date):
            self.is_either = True
            return _("In the date {date} day and month may change places: write it like 2026-04-05, or say which "
                     "stands first.", date=repr(row.date[:40]))
        if happened_on is None:
            return _("{date} is not legible as a date. Write it like 2026-04-05.", date=repr(row.date[:40]))
        if happened_on > self._span.last:
            return _("{date} is in the future.", date=day(happened_on))
        return "" if happened_on >= self._span.first else _(
            "{date} is before the list was made ({first}).", date=day(happened_on), first=day(self._span.first))

    def _of_outcome(self, row: _Row, outcome: Outcome | None) -> str:
        if not row.outcome:
            return _("The outcome is missing.")
        if outcome is None:
            self.words[row.outcome[:60]] += 1
            return _("The outcome {word} is not known: say which of ours it is.", word=repr(row.outcome[:40]))
        return ""

    def _of_repetition(self, customer: str, happened_on: dt.date, outcome: Outcome | None) -> str:
        before = self.results.get((customer, happened_on))
        if before is None:
            return ""
        if before.outcome == outcome:
            return _("Line {line} says the same of this customer and day.", line=str(before.line))
        return _("Line {line} says something else of this customer and day. Keep one of the two.",
                 line=str(before.line))


def distinct_words(words: Mapping[str, int]) -> dict[str, str]:
    """Words that are to be matched, one spelling of each by its folded form, the most frequent first."""
    spelled: dict[str, str] = {}
    for word in sorted(words, key=lambda each: -words[each]):
        spelled.setdefault(folded(word), word)
    return spelled


def _refuse_other(rows: Sequence[_Row], list_id: int) -> None:
    if len(rows) > MAX_RESULT_ROWS:
        raise CannotAnswer(ngettext("{count} row is more than a file of results may have.",
                                    "{count} rows are more than a file of results may have.", len(rows)))
    others = sorted({row.list_id for row in rows if row.list_id and row.list_id != str(list_id)})
    if others:
        raise CannotAnswer(_("The file is of list number {other}, and this is number {own}. Open that list, or choose "
                             "another file.", other=all_of(others[:3]), own=str(list_id)))


def _lacking(tables: Sequence[SmallTable]) -> CannotAnswer:
    best = min(tables, key=lambda table: len(places_of(table.names).missing))
    missing = [_(WHAT[name]) for name in places_of(best.names).missing]
    return CannotAnswer(_("The file has no column for {missing}. It has: {columns}. Name them customer_id, outcome_on "
                          "and outcome, as in a file of the list.", missing=all_of(missing),
                          columns=", ".join(filter(None, best.names))[:300]))
