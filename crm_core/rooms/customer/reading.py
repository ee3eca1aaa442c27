"""A customer's profile in a manager's words."""

from __future__ import annotations

from crm_core.amounts import Money, change, has_rate, number
from crm_core.language import _, day, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.customer.measure import CustomerFile
from crm_core.spans import until
from crm_core.vocabulary import counted


@made_once
def say(result: CustomerFile, money: Money) -> Reading:
    """What the customer contributes, where it ranks, and how that changed."""
    if result.latest is None:
        return Reading(_("{name} was not a customer in the last three years.", name=result.identity["name"]))
    parts = [_say_left(result), _say_products(result), _say_change(result, money), _say_months(result)]
    return Reading(_say_worth(result, money), " ".join(part for part in parts if part))


def _say_worth(result: CustomerFile, money: Money) -> str:
    latest = result.latest or {}
    values = {"name": result.identity["name"],
              "span": until(int(latest["months_with_activity"]), latest["last_month"])}
    if not result.known:
        return _("{name} was one of {customers} {span}.", customers=counted("customers", int(latest["of_customers"])),
                 **values)
    amount = money.full(abs(latest[result.by]))
    if result.by == "balance":
        return _("{name} held an average balance of {amount} {span}.", amount=money.full(latest["balance"]), **values)
    if result.by == "turnover":
        return _("{name} had a turnover of {amount} {span}.", amount=money.full(latest["turnover"]), **values)
    worth = (_("{name} contributed {amount} {span}.", amount=amount, **values) if latest["contribution"] >= 0 else
             _("{name} produced a loss of {amount} {span}.", amount=amount, **values))
    return f"{worth} {_say_rank(latest)}"


def _say_rank(latest: dict) -> str:
    customers, others = int(latest["of_customers"]), int(latest["equal_customers"]) - 1
    if customers == 1:
        return _("It is the only customer.")
    rank = {"rank": number(latest["contribution_rank"]), "customers": counted("customers", customers)}
    if others < 1:
        return _("Rank {rank} of {customers}.", **rank)
    return ngettext("Rank {rank} of {customers}, shared with {count} other.",
                    "Rank {rank} of {customers}, shared with {count} others.", others, **rank)


def _say_left(result: CustomerFile) -> str:
    left = result.identity["left_on"]
    return "" if left is None else _("Left on {date}.", date=day(left))


def _say_products(result: CustomerFile) -> str:
    products = int((result.latest or {})["products_held"])
    if result.identity["left_on"] is None:
        return ngettext("Holds {count} product.", "Holds {count} products.", products)
    return ngettext("Held {count} product.", "Held {count} products.", products)


def _say_months(result: CustomerFile) -> str:
    """That a book of a lakehouse lacks what the customer has."""
    if not result.months_stayed:
        return ""
    return _("Single months and products of customers are not in this data: they stayed in the lakehouse. Build the "
             "data with --with-activity to see them.")


def _say_change(result: CustomerFile, money: Money) -> str:
    if result.change is None or not result.known:
        return _("There is no full year before to compare with.")
    now = (result.latest or {})[result.by]
    before, amount = now - result.change, money.full(abs(result.change))
    if amount == money.full(0):
        return _("The amount is the same as the year before.")
    if not has_rate(now, before):
        return (_("{amount} more than the year before.", amount=amount) if result.change > 0 else
                _("{amount} less than the year before.", amount=amount))
    rate = change(result.change / before)
    return (_("{amount} more than the year before ({rate}).", amount=amount, rate=rate) if result.change > 0 else
            _("{amount} less than the year before ({rate}).", amount=amount, rate=rate))
