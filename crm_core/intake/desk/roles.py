"""What each column of a table is for: by the words of its name where its values do not speak against it, and by its
values where it has no name."""

from __future__ import annotations

from collections.abc import Collection

from crm_core.intake.desk.columns import ColumnPreview, is_short_date
from crm_core.intake.desk.previews import TablePreview
from crm_core.intake.desk.words import Words, listed, vocabulary, words_of

DAYS = frozenset({"date", "joined_on", "left_on"})
NUMBERS = frozenset({"balance", "amount", "debit", "credit", "quantity", "price", "net_interest_income", "fee_income",
                     "cost_to_serve", "expected_loss", "capital", "transactions", "size_amount"})
_TEXTS = frozenset({"name", "first_name", "last_name", "customer_type", "credit_grade", "industry", "currency",
                    "family", "left_reason", "went_to"})
_WHY_LEFT = frozenset({"left_reason", "went_to"})
"""Said of customers; the bank that a transfer goes to, and what it is for, are another matter."""
_STRICT = frozenset({"net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital"})
"""Amounts that a bank works out: a name must say so and nothing else, as a fee of something is no fee income."""
_BESIDE_A_MEASURE = frozenset({"amount", "total", "month", "of", "to", "net", "income", "year"})
MAX_PRODUCTS = 60
"""Different values of a column that can be products a bank speaks of; articles of a shop are more."""
_ENTITIES = {"customer_id": "customer", "account_id": "account", "invoice": "invoice", "transaction_id": "transaction",
             "branch_id": "branch", "manager_id": "manager", "product": "product"}
_BESIDE_AN_ENTITY = frozenset({"id", "of", "total", "unit", "1", "2", "from", "to"})
_FEW = 3
"""Different numbers of invoices, or of transactions, that there are at least."""
_YEARS = (1900, 2100)


def roles_by_names(table: TablePreview, kind: str, apart: Collection[str]) -> dict[str, str]:
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
    found: dict[str, str] = {}
    for role, word, (first, last) in (("year", "year", _YEARS), ("month_of_year", "month", (1, 12))):
        for column in table.columns:
            if column.kind == "whole" and word in words_of(column.name) and all(
                    value.isdecimal() and first <= int(value) <= last for value in column.values):
                found.setdefault(role, column.name)
    return found if len(found) > 1 else {}


def _role(words: Words, column: ColumnPreview, kind: str) -> tuple[str, Words]:
    best: tuple[str, Words] = ("", ())
    if "time" in words and "date" not in words:
        return best
    for role, phrases in vocabulary().columns.items():
        phrase = next((each for each in phrases if set(each) <= set(words)), None)
        if phrase is None:
            continue
        if role == "nothing":
            return best
        named = _in_its_table(role, kind, column)
        if named and len(phrase) > len(best[1]) and _fits(named, words, column):
            best = (named, phrase)
    return best


def _in_its_table(role: str, kind: str, column: ColumnPreview) -> str:
    """What a word that says little means in a table of this kind."""
    if role in _WHY_LEFT and kind in {"movements", "accounts"}:
        return ""
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
    if role in _STRICT and set(words) - _BESIDE_A_MEASURE - {word for phrase in vocabulary().columns[role]
                                                             for word in phrase}:
        return False
    if role in NUMBERS:
        return column.is_number
    if role in _TEXTS:
        return column.kind == "text" and (role != "credit_grade" or set(column.values) <= set("ABCDE"))
    if role in _ENTITIES:
        others = set(words) - {_ENTITIES[role], "customer", "account", "type", "name", "loan", "card"}
        heads = {phrase[0] for phrases in vocabulary().columns.values() for phrase in phrases if len(phrase) == 1}
        is_plain = not (others - _BESIDE_AN_ENTITY) & heads
        if role == "product" and column.distinct > MAX_PRODUCTS and not column.is_unique:
            return False
        if role in {"invoice", "transaction_id"} and column.distinct < max(_FEW, column.values.total() / 100):
            return False
        is_own = role == "product" or not {"type", "name"} & set(words)
        return is_plain and is_own and (column.kind in {"text", "whole"} or _is_whole_at_heart(column))
    return column.kind in {"text", "whole"}


def _is_whole_at_heart(column: ColumnPreview) -> bool:
    """Whether all decimals are .0, which data frames give to whole numbers where some are missing."""
    return all(value.endswith(".0") for value in column.values)


def roles_by_values(table: TablePreview) -> dict[str, str]:
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
