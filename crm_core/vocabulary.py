"""What the codes of the data contract are called: measures, lines of contribution, families, customer types, groups.

A code never reaches a person. A label stands alone (a heading, a column); a noun stands in a sentence, where Spanish
needs its article: `_("{share} of {measure}", measure=measure_noun(by))`.
"""

from __future__ import annotations

from collections.abc import Iterable

from crm_core.language import N_, _, ngettext, pgettext

_MEASURES = {
    "contribution": N_("Contribution"), "revenue": N_("Revenue"), "balance": N_("Balance"), "turnover": N_("Turnover"),
    "customers": N_("Customers"),
}
_FAMILIES = {
    "all": N_("All product families"), "deposits": N_("Deposits"), "loans": N_("Loans"), "cards": N_("Cards"),
    "payments": N_("Payments"), "investments": N_("Investments"), "insurance": N_("Insurance"),
}
_TYPES = {"individual": N_("Individual"), "business": N_("Business"), "corporate": N_("Corporate"),
          "unstated": N_("Type not stated")}
_TYPES_MANY = {"individual": N_("Individuals"), "business": N_("Businesses"), "corporate": N_("Corporates"),
               "unstated": N_("Type not stated")}
_LINES = {
    "net_interest_income": N_("Net interest income"), "fee_income": N_("Fees"), "cost_to_serve": N_("Cost to serve"),
    "expected_loss": N_("Expected loss"), "capital_charge": N_("Cost of capital"),
}
_GROUPS = {
    "customers": N_("Customers"), "regions": N_("Regions"), "types": N_("Customer types"), "products": N_("Products"),
    "branches": N_("Branches"), "managers": N_("Managers"), "groups": N_("Groups and single customers"),
}
_CHANNELS = {
    "visit": N_("Visit"), "branch": N_("Branch"), "phone": N_("Phone"), "e-mail": N_("E-mail"), "app": N_("App"),
}

_DIRECTIONS = {"down": N_("Down"), "up": N_("Up"), "same": N_("Same tier"), "new": N_("New customer"),
               "left": N_("Left")}


def direction_label(code: str) -> str:
    """Where a customer goes from tier to tier: `Down`."""
    return _(_DIRECTIONS[code])


def measure_label(code: str) -> str:
    """A measure as a heading: `Contribution`."""
    return _(_MEASURES[code])


def measure_noun(code: str) -> str:
    """A measure in a sentence, with its article where the language has one: `contribution`, `la contribución`."""
    match code:
        case "contribution":
            return pgettext("noun with article", "contribution")
        case "revenue":
            return pgettext("noun with article", "revenue")
        case "balance":
            return pgettext("noun with article", "balance")
        case "turnover":
            return pgettext("noun with article", "turnover")
    return pgettext("noun with article", "customers")


def family_label(code: str) -> str:
    """A product family as a heading: `Deposits`."""
    return _(_FAMILIES[code])


def family_noun(code: str) -> str:
    """A product family in a sentence, without an article: `deposits`."""
    match code:
        case "all":
            return _("all product families")
        case "deposits":
            return _("deposits")
        case "loans":
            return _("loans")
        case "cards":
            return _("cards")
        case "payments":
            return _("payments")
        case "investments":
            return _("investments")
    return _("insurance")


def type_label(code: str) -> str:
    """A customer type, one of them, as a heading: `Business`."""
    return _(_TYPES[code])


def type_plural(code: str) -> str:
    """A customer type, many of them, as a heading: `Businesses`."""
    return _(_TYPES_MANY[code])


def type_noun(code: str) -> str:
    """A customer type, many of them, in a sentence: `businesses`."""
    match code:
        case "individual":
            return _("individuals")
        case "business":
            return _("businesses")
        case "unstated":
            return _("customers of no stated type")
    return _("corporates")


def line_label(code: str) -> str:
    """A line of contribution as a heading: `Cost to serve`."""
    return _(_LINES[code])


def line_noun(code: str) -> str:
    """A line of contribution in a sentence, with its article where the language has one: `cost to serve`."""
    match code:
        case "net_interest_income":
            return pgettext("noun with article", "net interest income")
        case "fee_income":
            return pgettext("noun with article", "fees")
        case "cost_to_serve":
            return pgettext("noun with article", "cost to serve")
        case "expected_loss":
            return pgettext("noun with article", "expected loss")
    return pgettext("noun with article", "cost of capital")


def group_label(code: str) -> str:
    """What can be ranked, as a heading: `Customer types`."""
    return _(_GROUPS[code])


def counted(code: str, amount: int) -> str:
    """So many of what can be ranked: `1 branch`, `1,204 customers`."""
    match code:
        case "regions":
            return ngettext("{count} region", "{count} regions", amount)
        case "types":
            return ngettext("{count} customer type", "{count} customer types", amount)
        case "products":
            return ngettext("{count} product", "{count} products", amount)
        case "branches":
            return ngettext("{count} branch", "{count} branches", amount)
        case "managers":
            return ngettext("{count} manager", "{count} managers", amount)
        case "groups":
            return ngettext("{count} group or single customer", "{count} groups and single customers", amount)
    return ngettext("{count} customer", "{count} customers", amount)


def channel_label(code: str) -> str:
    """A channel as a heading: `Branch`; one of the bank's own as the bank writes it."""
    return _(_CHANNELS[code]) if code in _CHANNELS else code


def customer_name(name: object, customer_id: str) -> str:
    """The name that the bank gives a customer, or `Customer C1` where it gives none."""
    return name if isinstance(name, str) else _("Customer {id}", id=customer_id)


def customer_names(ids: Iterable[object], names: Iterable[object]) -> list[str]:
    """`customer_name` of each, in order. Raises ValueError when there are not as many names as ids."""
    return [customer_name(name, str(each)) for each, name in zip(ids, names, strict=True)]


def manager_name(name: object, manager_id: str) -> str:
    """The name that the bank gives a manager, or `Manager M1` where it gives none."""
    return name if isinstance(name, str) else _("Manager {id}", id=manager_id)
