"""What each column of a table is for, by its name and its values, and what one row of the table is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath

from crm_core.intake.desk.columns import ColumnPreview
from crm_core.intake.desk.dates import DateStyle, date_style, is_of_months, is_once_a_month
from crm_core.intake.desk.previews import TablePreview
from crm_core.intake.desk.roles import roles_by_names, roles_by_values
from crm_core.intake.desk.words import NamedMonth, Words, month_of, vocabulary, words_of
from crm_core.intake.files.kinds import stem_of

MEASURES = ("balance", "amount", "net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital")
"""Amounts of an activity, beside `debit` and `credit`, `quantity` and `price`."""
_OF_A_MONTH = frozenset({"balance", "amount", "credit", "debit", "total", "transaction", "card", "account", "loan"})
"""Words beside a month in the name of a column of amounts."""
_MIN_MONTHS = 2
_MIN_SERIES = 3
_NUMBERED = re.compile(r"(.*?)[ _-]?(\d{1,2})")


@dataclass(frozen=True)
class Facts:
    """A table with its `roles`: what a column is for → its name. `months` are the columns named after months, `series`
    those that are numbered (BILL_AMT1, BILL_AMT2, …), by what they share. `given_row` is what the person said that one
    row is."""

    table: TablePreview
    kind: str
    roles: Mapping[str, str]
    months: Mapping[str, NamedMonth] = field(default_factory=dict)
    series: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given_row: str = ""

    @property
    def name(self) -> str:
        return self.table.name

    def column(self, role: str) -> ColumnPreview | None:
        """The column of a role; None where the table has none."""
        return self.table.column(self.roles[role]) if role in self.roles else None

    def is_unique(self, role: str) -> bool:
        column = self.column(role)
        return column is not None and column.is_unique

    @cached_property
    def day(self) -> str:
        """The role of the column that dates a row; empty where none does."""
        return next((role for role in ("month", "date", "month_of_year") if role in self.roles), "")

    @property
    def day_column(self) -> str | list[str]:
        """The column, or the year and the month, that date a row, as a recipe says it."""
        return [self.roles["year"], self.roles[self.day]] if self.day == "month_of_year" else self.roles[self.day]

    @cached_property
    def style(self) -> DateStyle:
        """How `day` is written."""
        column = self.column(self.day)
        return date_style(column, is_month=self.day == "month") if column else DateStyle()

    @cached_property
    def row(self) -> str:
        """What one row is: a value of `row` in a recipe, `product` or `other`."""
        if self.given_row:
            return self.given_row
        who = next((each for each in ("customer_id", "account_id") if each in self.roles), "")
        if not who and "invoice" in self.roles and self._is_paid:
            return "movement"
        if not who:
            return "product" if self.kind == "products" or "family" in self.roles else "other"
        column = self.column(self.day)
        days = self.style.days(column.values) if column else []
        is_period = column is not None and (column.kind == "period" or self.day == "month_of_year")
        if self._is_log(days):
            return "movement"
        if self.is_unique("account_id"):
            return "account-month" if is_period else "account"
        if self.is_unique("customer_id") and (len(self.table.sample) > 1 or self.kind == "customers"):
            return "customer-month" if is_period else "customer"
        if column is None or (len(days) == 1 and not is_period):
            return "account"
        if not is_period and not is_of_months(days):
            rows = column.values.total()
            return "movement" if not is_once_a_month(days, rows) else "customer" if self._is_one(who) else "account"
        is_account = "account_id" in self.roles
        return "account-month" if is_account or not self._is_one(who) else "customer-month"

    @property
    def _is_paid(self) -> bool:
        return "amount" in self.roles or {"quantity", "price"} <= self.roles.keys()

    @cached_property
    def is_spread(self) -> bool:
        """Whether what comes once has dates of several months, which are then not those of its balances."""
        column = self.column(self.day)
        days = self.style.days(column.values) if column else []
        is_once = self.is_unique("customer_id") or self.is_unique("account_id")
        return is_once and len({(day.year, day.month) for day in days}) > 1

    def _is_one(self, who: str) -> bool:
        """Whether `who` comes once for each product and day."""
        keys = (who, "product", "year", self.day)
        rows = self.table.values(*(self.roles[each] for each in keys if each in self.roles))
        return len(set(rows)) == len(rows)

    def _is_log(self, days: Sequence[dt.date]) -> bool:
        """Whether rows are movements though nobody has two of them: each has a number and a day of its own, or it is
        an amount that was given to each account on another day."""
        if self.day != "date" or not self._is_paid:
            return False
        is_sold = {"quantity", "price"} <= self.roles.keys()
        if is_sold or {"transaction_id", "invoice"} & self.roles.keys():  # the beginning of a long log may be one day's
            return len(set(days)) > 1 or not self.table.is_whole
        months = len({(day.year, day.month) for day in days})
        return months >= _MIN_MONTHS and self.is_unique("account_id") and "balance" not in self.roles


def facts_of(table: TablePreview) -> Facts:
    """What the columns of a table are for. A table that cannot be read has no roles."""
    kind = _kind(table.name)
    if not table.columns or not table.sample:
        return Facts(table, kind, {})
    if not table.has_header:
        return Facts(table, kind, roles_by_values(table))
    months = {column.name: month for column in table.columns
              if column.is_number and (month := month_of(column.name)) and _is_measure_or_bare(month.rest)}
    months = months if len(months) >= _MIN_MONTHS else {}
    series = _series(table)
    apart = {*months, *(name for names in series.values() for name in names)}
    roles = roles_by_names(table, kind, apart)
    return Facts(table, kind, roles, months, series)


def _kind(name: str) -> str:
    """What a table is called: `customers`, `accounts`, `movements`, … or nothing that is known."""
    stem = PurePath(name).name if "/" in name else stem_of(name) or name
    known = vocabulary().sections["tables"]
    return next((known[word] for word in words_of(stem) if word in known), "")


def _is_measure_or_bare(rest: Words) -> bool:
    return not rest or bool(_OF_A_MONTH & set(rest))


def _series(table: TablePreview) -> dict[str, tuple[str, ...]]:
    """Columns of amounts that only a number tells apart, where it counts from 0 or 1 without a gap."""
    found: dict[str, list[tuple[int, str]]] = {}
    for column in table.columns:
        match = _NUMBERED.fullmatch(column.name)
        if match and column.is_number and {"balance", "amount"} & set(words_of(match.group(1))):
            found.setdefault(match.group(1), []).append((int(match.group(2)), column.name))
    return {stem: tuple(name for _number, name in sorted(numbered)) for stem, numbered in found.items()
            if len(numbered) >= _MIN_SERIES}
