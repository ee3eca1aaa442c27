"""Customers: from the table that has each of them once, else out of the log or the accounts in which they appear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crm_core.amounts import percent
from crm_core.intake.desk.dates import date_style
from crm_core.intake.desk.drafts import UNDECIDED, Draft
from crm_core.intake.desk.facts import Facts
from crm_core.intake.desk.given import is_for
from crm_core.intake.desk.identity import identity_of
from crm_core.intake.desk.links import place_of
from crm_core.intake.desk.roles import DAYS
from crm_core.intake.desk.words import listed
from crm_core.intake.files.header import LINE_NUMBER
from crm_core.intake.rejections import MAX_REJECTED
from crm_core.language import _, all_of

REGIONS = ("region", "province", "city", "country", "branch_id")
"""Columns that can be a customer's region, the likeliest first."""
_PLAIN = ("joined_on", "left_on", "left_reason", "went_to", "customer_type", "branch_id", "manager_id", "industry",
          "size_amount", "credit_grade")
_SEVERAL = frozenset({"movement", "account", "account-month", "customer-month"})
"""Rows of which several may be of one customer."""
_MAX_REGIONS = 300
_NEARLY = 0.98


def add_customers(draft: Draft, *, key: str = "customer_id") -> None:
    """Add the section of customers, from the table that says most of them; ask where no column names them."""
    holders = [facts for facts in draft.tables if key in facts.roles and is_for(facts, draft.given, "customers")]
    if not holders:
        if key == "customer_id":
            add_customers(draft, key="account_id")
        else:
            draft.ask(_("No column says which customer a row belongs to. Which column identifies the customer?"))
        return
    facts = max(holders, key=lambda each: (each.is_unique(key) and each.row == "customer", each.kind == "customers",
                                           each.is_unique(key), len(own_columns(each, key)), each.row != "account"))
    section = customer_section(draft, facts, key)
    draft.add("customers", section, facts)
    strangers = [each.name for each in holders if each is not facts and each.kind == "customers"
                 and each.is_unique(key) and not _share_keys(facts, each, key)]
    if strangers:
        draft.ask(_("{others} hold customers too, with other numbers. Only those of {file} are taken: are these files "
                    "of one bank?", others=all_of(strangers), file=facts.name))
    if key == "account_id":
        draft.ask(_("{file} names accounts and no customers: each account is treated as a customer.",
                    file=facts.name))


def _share_keys(one: Facts, other: Facts, key: str) -> bool:
    """Whether two tables speak of the same customers, as far as they were seen."""
    mine, theirs = one.column(key), other.column(key)
    if mine is None or theirs is None:
        return False
    common = len(mine.values.keys() & theirs.values.keys())
    return 2 * common >= min(len(mine.values), len(theirs.values)) or (
        common > 0 and not (one.table.is_whole and other.table.is_whole))


def customer_section(draft: Draft, facts: Facts, key: str) -> dict[str, Any]:
    # what comes once in the beginning of a long file of many days may come again
    is_own = facts.is_unique(key) and (facts.table.is_whole or not facts.day)
    columns: dict[str, Any] = {"customer_id": facts.roles[key], **own_columns(facts, key)}
    lookup: dict[str, Any] = {}
    for other in draft.tables:
        if other is not facts and other.is_unique(key):
            for ours, theirs in own_columns(other, key).items():
                if ours not in columns and isinstance(theirs, str):
                    columns[ours] = facts.roles[key]
                    lookup[ours] = {"file": place_of(other), "key": other.roles[key], "value": theirs}
    several = facts.row if facts.row in _SEVERAL else "customer-month"
    section: dict[str, Any] = {**place(facts), "row": "" if is_own else several}
    if not is_own and facts.row == "movement" and "joined_on" not in columns and facts.day in DAYS:
        columns["joined_on"] = facts.roles[facts.day]
    dated = [name for ours, name in columns.items() if ours in DAYS and ours not in lookup]
    section["date_format"] = date_format(draft, facts, dated, "customers")
    section |= {"columns": columns, "lookup": lookup, "without": set_aside(draft, facts, facts.roles[key])}
    if facts.roles[key] != LINE_NUMBER:
        taken = {name for each in columns.values() for name in ([each] if isinstance(each, str) else each)}
        section["identity"] = identity_of(facts, taken=taken)
    types = facts.column("customer_type")
    if types and "customer_type" in columns:
        section["values"] = {"customer_type": {value: listed("types", value) for value in sorted(types.values)
                                               if value != listed("types", value)}}
    return section


def place(facts: Facts) -> dict[str, Any]:
    """What a section says to find a table, and that it has no header."""
    found: dict[str, Any] = dict(facts.table.place)
    if "file" in found:
        found["file"] = place_of(facts)
    return found if facts.table.has_header else {**found, "header_row": 0}


def date_format(draft: Draft, facts: Facts, names: str | Sequence[str], table: str) -> str:
    """The setting that the dates of these columns need, if any; open where their values do not decide."""
    apart = {facts.roles.get("year"), facts.roles.get("month_of_year")}  # numbers, and no dates
    names = [name for name in ([names] if isinstance(names, str) else names) if name not in apart]
    styles = {name: date_style(facts.table.column(name)) for name in names}
    settings = {style.setting for style in styles.values() if style.setting}
    if settings:
        return settings.pop()
    for name, style in styles.items():
        others = {date_style(column).setting for column in facts.table.columns if column.kind == "date"}
        decided = [each for each in style.choices if each in others]
        if len(decided) == 1:
            return decided[0]
        # a build decides by the whole file, but does not take years of two digits
        if style.choices and (facts.table.is_whole or "%y" in style.choices[0]):
            example = facts.table.column(name).examples[0]
            number = len(draft.sections.get(table, ()))
            draft.ask(_("Does the day or the month come first in {example} ({column} of {file})?", example=example,
                        column=name, file=facts.name), "choice", [(table, number, ("date_format",))], style.choices)
            return UNDECIDED
    return ""


def set_aside(draft: Draft, facts: Facts, customer: str) -> dict[str, list[str]]:
    """Rows of nobody, where there are too many to be slips: the filter that sets them aside."""
    values, column = facts.table.values(customer), facts.table.column(customer)
    share = 1 - column.values.total() / len(values)
    if share <= MAX_REJECTED:
        return {}
    draft.ask(_("{share} of the rows of {file} name no customer ({column}) and are set aside. Is that right?",
                share=percent(share, decimals=0), file=facts.name, column=customer))
    return {customer: sorted({row[0] for row in values if row[0] not in column.values} | {""})}


def own_columns(facts: Facts, key: str) -> dict[str, Any]:
    """Our columns of a customer that the table has itself: those that do not differ from row to row."""
    found: dict[str, Any] = {}
    roles = facts.roles
    first, last = roles.get("first_name") or roles.get("name"), roles.get("last_name")
    names = [name for name in (first, last) if name]
    if names and _is_of_customer(facts, key, *names):
        found["name"] = names[0] if len(names) == 1 else names
    region = next((role for role in REGIONS if role in roles and _can_be_region(facts, role)
                   and _is_of_customer(facts, key, roles[role])), "")
    if region:
        found["region_id"] = roles[region]
    for role in _PLAIN:
        if role in roles and role != region and _is_of_customer(facts, key, roles[role]):
            found[role] = roles[role]
    return found


def _can_be_region(facts: Facts, role: str) -> bool:
    column = facts.column(role)
    return column is not None and column.distinct <= _MAX_REGIONS and (
        column.distinct <= max(3, len(facts.table.sample) / 2))


def _is_of_customer(facts: Facts, key: str, *names: str) -> bool:
    """Whether nearly every customer has one value of these columns."""
    if facts.is_unique(key):
        return True
    seen: dict[str, tuple[str, ...]] = {}
    rows = [row for row in facts.table.values(facts.roles[key], *names) if row[0]]
    same = sum(seen.setdefault(row[0], row[1:]) == row[1:] for row in rows)
    return same >= _NEARLY * len(rows)
