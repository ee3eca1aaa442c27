"""Activity: which amounts of which tables are whose, of which product and of which month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crm_core.intake.desk.activity_parts import OPEN_MONTH, add_product, ask_month
from crm_core.intake.desk.drafts import UNDECIDED, Draft
from crm_core.intake.desk.facts import MEASURES, Facts
from crm_core.intake.desk.goods import Goods
from crm_core.intake.desk.links import KEYS, find_link
from crm_core.intake.desk.people import date_format, place, set_aside
from crm_core.intake.desk.wide import add_wide, product_columns
from crm_core.intake.desk.words import family_of, words_of
from crm_core.language import _

_HELD = frozenset({"account", "customer"})
"""Rows that are of one day: what is held then, and not what moved."""
_MAX_STATUSES = 12
_CODE = re.compile("[A-Z]{3}")
_ACCOUNTS = frozenset({"accounts", "loans", "cards"})


def add_activity(draft: Draft, goods: Goods) -> None:
    """Add a section for every table that has amounts of customers."""
    for facts in draft.tables:
        if facts.row not in {"product", "other"}:
            _add(draft, goods, facts)


def _add(draft: Draft, goods: Goods, facts: Facts) -> None:
    whose = _whose(draft, facts)
    if facts.row == "movement" and facts.is_unique("customer_id") and product_columns(facts):
        # one row has all of a customer: what is held of each product, and the last movement
        add_wide(draft, goods, replace(facts, given_row="customer"), whose or {})
    is_wide = whose is not None and add_wide(draft, goods, facts, whose)
    measures = _measures(facts, is_wide=is_wide)
    if not measures and not _is_multiplied(facts) and not _is_two_sided(facts):
        return
    if whose is None:
        draft.ask(_("{file} has amounts, and no file says which customers they belong to. Which one does?",
                    file=facts.name))
        return
    section: dict[str, Any] = {**place(facts), "row": facts.row, **_account(facts)}
    columns, lookup = dict(whose["columns"]), dict(whose["lookup"])
    if not _dated(draft, facts, section, columns) and not _dated_elsewhere(draft, facts, section, columns, lookup):
        draft.ask(_("{file} has amounts but no date, and is left out. Does one of its columns say when?",
                    file=facts.name))
        return
    section["columns"], section["lookup"] = columns, lookup
    add_product(draft, goods, facts, section)
    sides = _two_sides(facts) if _is_two_sided(facts) else [({}, {})]
    for side, without in sides:
        amounts = {**measures, **side}
        signs = "absolute" if facts.row == "movement" and _has_negative(facts, amounts.get("turnover", "")) else ""
        times = {"turnover": [facts.roles["quantity"], facts.roles["price"]]} if _is_multiplied(facts) else {}
        missing = set_aside(draft, facts, section["columns"]["customer_id"])
        number = draft.add("activity", {
            **section, "amounts": signs, "count": _count(facts), "columns": {**columns, **amounts}, "times": times,
            "only": _one_currency(draft, facts, list(amounts.values())), "without": {**missing, **without}}, facts)
        if section.get("snapshot_month") == OPEN_MONTH:
            ask_month(draft, facts, number, is_held="balance" in amounts)
            if "turnover" in amounts:
                draft.ask(_("{column} of {file} counts as turnover of that month. Does it cover one month only?",
                            column=amounts["turnover"], file=facts.name))
        if facts.row == "movement":
            ask_status(draft, facts, number)


def _whose(draft: Draft, facts: Facts) -> dict[str, Any] | None:
    """The columns and look-ups that give the customer of a row; None where nothing does."""
    if "customer_id" in facts.roles:
        return {"columns": {"customer_id": facts.roles["customer_id"]}, "lookup": {}}
    for by in KEYS:
        link = find_link(facts, "customer_id", draft.tables, by=by)
        if link:
            return {"columns": {"customer_id": facts.roles[by]}, "lookup": {"customer_id": link.lookup()}}
    if "account_id" in facts.roles and not any("customer_id" in each.roles for each in draft.tables):
        return {"columns": {"customer_id": facts.roles["account_id"]}, "lookup": {}}
    return None


def _measures(facts: Facts, *, is_wide: bool) -> dict[str, str]:
    """Our amounts and the columns that hold them."""
    roles = {role: facts.roles[role] for role in MEASURES if role in facts.roles}
    amount, balance = roles.pop("amount", ""), roles.pop("balance", "")
    found = dict(roles)
    if is_wide:
        return found
    if facts.row == "movement":
        if not amount and not _is_multiplied(facts):
            amount = facts.roles.get("price", "")
    elif balance:
        found["balance"] = balance
    elif amount and facts.row in _HELD and (facts.kind in _ACCOUNTS or family_of(amount) in {"deposits", "loans"}):
        found["balance"], amount = amount, ""
    if amount:
        found["turnover"] = amount
    if found and "transactions" in facts.roles:
        found["transactions"] = facts.roles["transactions"]
    return found


def _is_multiplied(facts: Facts) -> bool:
    return {"quantity", "price"} <= facts.roles.keys() and "amount" not in facts.roles and facts.row == "movement"


def _is_two_sided(facts: Facts) -> bool:
    return {"debit", "credit"} <= facts.roles.keys() and "amount" not in facts.roles and facts.row == "movement"


def _two_sides(facts: Facts) -> list[tuple[dict[str, str], dict[str, list[str]]]]:
    """Money out and money in stand in two columns: each row is read for the one that it fills."""
    sides = []
    for role in ("debit", "credit"):
        column = facts.table.column(facts.roles[role])
        nothing = sorted(value for value in column.values if not value.strip("0., "))
        sides.append(({"turnover": column.name}, {column.name: ["", *nothing]}))
    return sides


def _dated(draft: Draft, facts: Facts, section: dict[str, Any], columns: dict[str, Any]) -> bool:
    """Give the section its month: from a column, or one for all balances that a person must name."""
    if facts.day and not (facts.row in _HELD and facts.is_spread):
        columns["month"] = facts.day_column
        section["date_format"] = date_format(draft, facts, columns["month"], "activity")
        if facts.style.words:
            section["values"] = {"month": dict(facts.style.words)}
        return True
    if facts.row not in _HELD or (facts.row == "account" and not {"balance"} & facts.roles.keys()
                                  and facts.kind not in _ACCOUNTS):
        return False
    section["snapshot_month"] = OPEN_MONTH
    return True


def _dated_elsewhere(draft: Draft, facts: Facts, section: dict[str, Any], columns: dict[str, Any],
                     lookup: dict[str, Any]) -> bool:
    """Look the date up where it stands: lines of an invoice are dated by the invoice."""
    for by in KEYS:
        for role in ("date", "month"):
            link = find_link(facts, role, draft.tables, by=by)
            if link and by != "account_id":
                columns["month"], lookup["month"] = facts.roles[by], link.lookup()
                section["row"], section["date_format"] = "movement", date_format(
                    draft, link.other, link.other.roles[role], "activity")
                return True
    return False


def _account(facts: Facts) -> dict[str, str]:
    return {"account": facts.roles["account_id"]} if facts.row in {"account", "account-month"} and (
        "account_id" in facts.roles) else {}


def _count(facts: Facts) -> str:
    """What names a transaction of several rows."""
    if facts.row != "movement" or "transactions" in facts.roles:
        return ""
    return next((facts.roles[role] for role in ("invoice", "transaction_id")
                 if role in facts.roles and not facts.is_unique(role)), "")


def _has_negative(facts: Facts, name: str) -> bool:
    return bool(name) and any(value.startswith(("-", "\u2212", "(")) for value in facts.table.column(name).values)


def ask_status(draft: Draft, facts: Facts, number: int) -> None:
    """Whether rows of every status count, where they have one. `number` is their section of activity."""
    column = facts.column("status")
    if column is not None and 1 < column.distinct <= _MAX_STATUSES:
        values = sorted(column.values)
        usual = column.values.most_common(1)[0][0]
        place = ("activity", number, ("only", column.name))
        draft.ask(_("Do the rows of {file} count whatever {column} says ({values})?", file=facts.name,
                    column=column.name, values=", ".join(values)), "rows", [place], values,
                  hint=_('[activity.only] "{column}" = ["{value}"] takes some of them.', column=column.name,
                                 value=usual))


def _one_currency(draft: Draft, facts: Facts, amounts: Sequence[str]) -> dict[str, str]:
    """Amounts of several currencies cannot be added up: the filter that takes one, which a person names."""
    columns = [column for column in facts.table.columns if "currency" in words_of(column.name) and column.values]
    places = [facts.table.columns.index(facts.table.column(name)) for name in amounts] or [0]
    after = [column for column in columns if facts.table.columns.index(column) > places[0]]
    if not columns:
        return {}
    column = (after or columns)[0]
    if column.distinct == 1:
        code = next(iter(column.values)).upper()
        if _CODE.fullmatch(code):
            draft.currency = code
        return {}
    draft.ask(_("The amounts of {file} are in several currencies ({column}). Which one is taken?", file=facts.name,
                column=column.name), "choice", [("activity", len(draft.sections.get("activity", ())),
                                                 ("only", column.name))],
              [value for value, _times in column.values.most_common()])
    return {column.name: UNDECIDED}
