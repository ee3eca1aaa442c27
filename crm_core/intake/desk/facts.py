"""What each column of a table is for, by its name and its values, and what one row of the table is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath

from crm_core.intake.desk.columns import ColumnPreview, is_short_date
from crm_core.intake.desk.dates import DateStyle, date_style, is_of_months, is_once_a_month
from crm_core.intake.desk.previews import TablePreview
from crm_core.intake.desk.words import NamedMonth, Words, listed, month_of, vocabulary, words_of
from crm_core.intake.files.kinds import stem_of

DAYS = frozenset({"date", "joined_on", "left_on"})
NUMBERS = frozenset({"balance", "amount", "debit", "credit", "quantity", "price", "net_interest_income", "fee_income",
                     "cost_to_serve", "expected_loss", "capital", "transactions", "size_amount"})
MEASURES = ("balance", "amount", "net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital")
"""Amounts of an activity, beside `debit` and `credit`, `quantity` and `price`."""
_TEXTS = frozenset({"name", "first_name", "last_name", "customer_type", "credit_grade", "industry", "currency",
                    "family"})
_ENTITIES = {"customer_id": "customer", "account_id": "account", "invoice": "invoice", "transaction_id": "transaction",
             "branch_id": "branch", "manager_id": "manager", "product": "product"}
_BESIDE_AN_ENTITY = frozenset({"id", "of", "total", "unit", "1", "2", "from", "to"})
_MIN_MONTHS = 2
_YEARS = (1900, 2100)
_MIN_SERIES = 3
_OF_A_MONTH = frozenset({"balance", "amount", "credit", "debit", "total", "transaction", "card", "account", "loan"})
"""Words beside a month in the name of a column of amounts."""
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

    def _is_one(self, who: str) -> bool:
        """Whether `who` comes once for each product and day."""
        keys = (who, "product", "year", self.day)
        rows = self.table.values(*(self.roles[each] for each in keys if each in self.roles))
        return len(set(rows)) == len(rows)

    def _is_log(self, days: Sequence[dt.date]) -> bool:
        """Whether rows are movements though nobody has two of them: each has a number and a day of its own, or it is
        an amount that was given to each account on another day."""
        months = len({(day.year, day.month) for day in days})
        is_numbered = bool({"transaction_id", "invoice"} & self.roles.keys())
        is_paid = "amount" in self.roles or {"quantity", "price"} <= self.roles.keys()
        if self.day != "date" or not is_paid or len(set(days)) < _MIN_MONTHS:
            return False
        return is_numbered or (months >= _MIN_MONTHS and self.is_unique("account_id") and "balance" not in self.roles)


def facts_of(table: TablePreview) -> Facts:
    """What the columns of a table are for. A table that cannot be read has no roles."""
    kind = _kind(table.name)
    if not table.columns or not table.sample:
        return Facts(table, kind, {})
    if not table.has_header:
        return Facts(table, kind, _roles_by_values(table))
    months = {column.name: month for column in table.columns
              if column.is_number and (month := month_of(column.name)) and _is_measure_or_bare(month.rest)}
    months = months if len(months) >= _MIN_MONTHS else {}
    series = _series(table)
    apart = {*months, *(name for names in series.values() for name in names)}
    roles = _roles_by_names(table, kind, apart)
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


def _roles_by_names(table: TablePreview, kind: str, apart: set[str]) -> dict[str, str]:
    """Each role by the column whose name says it best and whose values do not speak against it."""
    found: dict[str, tuple[tuple[int, int, int], str]] = {}
    for at, column in enumerate(table.columns):
        if column.name in apart or column.kind == "empty":
            continue
        words = words_of(column.name)
        role, phrase = _role(words, column, kind)
        if role and phrase:
            rank = (-len(phrase), len(words) - len(phrase), at)
            if role not in found or rank < found[role][0]:
                found[role] = (rank, column.name)
    roles = {role: name for role, (_rank, name) in found.items()}
    return roles if {"month", "date"} & roles.keys() else roles | _year_and_month(table)


def _year_and_month(table: TablePreview) -> dict[str, str]:
    """The columns of the year and of its month, where they stand apart."""
    found = {}
    for role, word, (first, last) in (("year", "year", _YEARS), ("month_of_year", "month", (1, 12))):
        for column in table.columns:
            if column.kind == "whole" and word in words_of(column.name) and all(
                    first <= int(value) <= last for value in column.values):
                found.setdefault(role, column.name)
    return found if len(found) > 1 else {}


def _role(words: Words, column: ColumnPreview, kind: str) -> tuple[str, Words]:
    best: tuple[str, Words] = ("", ())
    for role, phrases in vocabulary().columns.items():
        phrase = next((each for each in phrases if set(each) <= set(words)), None)
        if phrase is None:
            continue
        if role == "nothing":
            return "", ()
        named = _in_its_table(role, kind, column)
        if named and len(phrase) > len(best[1]) and _fits(named, words, column):
            best = (named, phrase)
    return best


def _in_its_table(role: str, kind: str, column: ColumnPreview) -> str:
    """What a word that says little means in a table of this kind."""
    if role == "id":
        return {"customers": "customer_id", "accounts": "account_id", "products": "product", "branches": "branch_id",
                "movements": "transaction_id", "staff": "manager_id", "regions": "region"}.get(kind, "id")
    if role in {"type", "segment"}:
        if column.values and all(listed("types", value) for value in column.values):
            return "customer_type"
        return "product" if kind == "accounts" and role == "type" else role
    return role


def _fits(role: str, words: Words, column: ColumnPreview) -> bool:
    """Whether the values, and the other words of the name, can be those of the role."""
    if role in DAYS:
        return column.is_dated or (column.kind == "whole" and is_short_date(column))
    if role == "month":
        return column.is_dated
    if role in NUMBERS:
        return column.is_number
    if role in _TEXTS:
        return column.kind == "text" and (role != "credit_grade" or set(column.values) <= set("ABCDE"))
    if role in _ENTITIES:
        others = set(words) - {_ENTITIES[role], "customer", "account", "type", "name", "loan", "card"}
        heads = {phrase[0] for phrases in vocabulary().columns.values() for phrase in phrases if len(phrase) == 1}
        is_plain = not (others - _BESIDE_AN_ENTITY) & heads
        is_own = role == "product" or not {"type", "name"} & set(words)
        return is_plain and is_own and (column.kind in {"text", "whole"} or _is_whole_at_heart(column))
    return column.kind in {"text", "whole"}


def _is_whole_at_heart(column: ColumnPreview) -> bool:
    """Whether all decimals are .0, which data frames give to whole numbers where some are missing."""
    return all(value.endswith(".0") for value in column.values)


def _roles_by_values(table: TablePreview) -> dict[str, str]:
    """Roles of columns without names: the first that repeats like a number of a customer, a date, and the amount."""
    roles: dict[str, str] = {}
    day = next((each for each in table.columns if each.is_dated), None)
    amounts = [each for each in table.columns if each.kind == "decimal"]
    keys = [each for each in table.columns if each.kind in {"whole", "text"} and each is not day and each.distinct > 1]
    if keys:
        roles["customer_id"] = keys[0].name
    if day:
        roles["date"] = day.name
    if amounts:
        roles["amount"] = amounts[-1].name
    elif len(keys) > 1 and keys[-1].kind == "whole":
        roles["amount"] = keys[-1].name
    return roles
