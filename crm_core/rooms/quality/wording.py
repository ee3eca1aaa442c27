"""What dimensions, rules and gaps are called, for the reading, the captions and the figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm_core.amounts import number, percent
from crm_core.column_headings import heading
from crm_core.contract import TABLES
from crm_core.language import N_, _, ngettext
from crm_core.rooms.quality.measure import WHOLE
from crm_core.vocabulary import measure_noun

_DIMENSIONS = {
    "completeness": N_("Completeness"), "validity": N_("Validity"), "uniqueness": N_("Uniqueness"),
    "timeliness": N_("Timeliness"), "consistency": N_("Consistency"),
}
_TABLES = {
    "customers": N_("Customers"), "products": N_("Products"), "activity": N_("Activity"), "rates": N_("Rate card"),
    "loss_rates": N_("Loss rates"), "regions": N_("Regions"), "region_economy": N_("Regional economy"),
    "region_industry": N_("Regional industry"), "market": N_("Market"), "outflows": N_("Outflows"),
    "branches": N_("Branches"), "staff": N_("Staff"), "contacts": N_("Contacts"), "groups": N_("Groups"),
    "pilots": N_("Pilots"), "customer_protected": N_("Protected attributes"),
}
_RULES = {
    "accepted": N_("rows keep the rules of the data contract"),
    "reason": N_("rows were not rejected for this reason"),
    "key": N_("the key stands once"),
    "row": N_("no row equals another in everything"),
    "month_again": N_("no month equals the month before in every sum"),
    "month": N_("every month since the first has activity"),
    "reference": N_("what is referred to is there"),
    "left": N_("no activity after the customer left"),
    "joined": N_("no activity before the customer joined"),
    "control": N_("control figures of the source are met"),
    "market": N_("market balances are not doubtful"),
    "sum": N_("the customers of a year add up to its months"),
}


def dimension_label(code: str) -> str:
    """A dimension as a heading."""
    return _(_DIMENSIONS[code])


def rule_label(code: str) -> str:
    """What a check asks for, in words."""
    return _(_RULES[code])


def table_label(name: str) -> str:
    """A table within a sentence: `customers`."""
    label = table_heading(name)
    return label[:1].lower() + label[1:]


def table_heading(name: str) -> str:
    """A table as a heading: `Customers`; a file of another source is called as it is, and what stands for all of the
    data is said so."""
    if name == WHOLE:
        return _("Sums and controls")
    return _(_TABLES[name]) if name in _TABLES else name


def columns_label(names: str) -> str:
    """One column or several, as headings."""
    return ", ".join(map(heading, filter(None, names.split(", "))))


def fix_words(row: Mapping[str, Any]) -> str:
    """What does not pass, in a sentence with how many."""
    failed, rows = int(row["failed"]), number(row["checked"])
    column, table = columns_label(str(row["column_name"])), table_label(str(row["table_name"]))
    match row["kind"]:
        case "empty":
            return ngettext("{column} is missing in {count} of {rows} rows of {table} that should have it.",
                            "{column} is missing in {count} of {rows} rows of {table} that should have it.", failed,
                            column=column, table=table, rows=rows)
        case "reason":
            return ngettext("{count} of {rows} rows of {table} was rejected: {why}.",
                            "{count} of {rows} rows of {table} were rejected: {why}.", failed, rows=rows, table=table,
                            why=row["note"])
        case "key":
            return ngettext("{count} of {rows} rows of {table} has a key that was there before: {columns}.",
                            "{count} of {rows} rows of {table} have a key that was there before: {columns}.", failed,
                            rows=rows, table=table, columns=column)
        case "row":
            return ngettext("{count} of {rows} rows of {table} equals another in everything.",
                            "{count} of {rows} rows of {table} equal another in everything.", failed, rows=rows,
                            table=table)
        case "month_again":
            return ngettext("{count} of {rows} rows of {table} lies in a month that equals the month before.",
                            "{count} of {rows} rows of {table} lie in months that equal the month before.",
                            failed, rows=rows, table=table)
        case "month":
            return ngettext("{count} month of a region without activity, of {rows}.",
                            "{count} months of regions without activity, of {rows}.", failed, rows=rows)
        case "reference":
            other = TABLES[str(row["table_name"])].column(str(row["column_name"])).refers_to.partition(".")[0]
            return ngettext("{column} is not in {other} in {count} of {rows} rows of {table}.",
                            "{column} is not in {other} in {count} of {rows} rows of {table}.", failed, column=column,
                            table=table, other=table_label(other), rows=rows)
        case "left":
            return ngettext("{count} of {rows} rows of activity is of a customer who had left.",
                            "{count} of {rows} rows of activity are of customers who had left.", failed, rows=rows)
        case "joined":
            return ngettext("{count} of {rows} rows of activity is of a customer who had not joined yet.",
                            "{count} of {rows} rows of activity are of customers who had not joined yet.", failed,
                            rows=rows)
        case "control":
            return ngettext("{count} of {rows} control figures is not met.",
                            "{count} of {rows} control figures are not met.", failed, rows=rows)
        case "market":
            return ngettext("{count} of {rows} market balances is doubtful and left out.",
                            "{count} of {rows} market balances are doubtful and left out.", failed, rows=rows)
    return ngettext("{count} of {rows} years does not add up from customers to months.",
                    "{count} of {rows} years do not add up from customers to months.", failed, rows=rows)


def touched_words(row: Mapping[str, Any]) -> str:
    """How much business that touches: `7.2% of revenue`."""
    share = percent(row["touched_share"])
    if row["touched"] == "rows":
        return _("{share} of what was checked", share=share)
    return _("{share} of {measure}", share=share, measure=measure_noun(str(row["touched"])))
