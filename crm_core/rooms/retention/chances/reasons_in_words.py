"""Reasons in a manager's words, and what could be done about them. What goes together with leaving need not cause
it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from crm_core.amounts import change
from crm_core.language import N_, _, ngettext
from crm_core.language.stored import stored
from crm_core.rooms.retention.chances.factors import COLUMNS
from crm_core.vocabulary import type_label

_UNCHANGED = 0.005
"""Rates of change that would be written as 0%."""
_GRADES = ("A", "B", "C", "D", "E")
_TYPES = ("individual", "business", "corporate", "unstated")
_ABOVE = {
    "balance": N_("balance above the median customer's"), "turnover": N_("turnover above the median customer's"),
    "transactions": N_("more transactions than the median customer"),
    "contribution": N_("contribution above the median customer's"), "size": N_("larger than the median customer"),
}
_BELOW = {
    "balance": N_("balance below the median customer's"), "turnover": N_("turnover below the median customer's"),
    "transactions": N_("fewer transactions than the median customer"),
    "contribution": N_("contribution below the median customer's"), "size": N_("smaller than the median customer"),
}
_FACTORS = {
    "balance_change": N_("Change in balance"), "turnover_change": N_("Change in turnover"),
    "transactions_change": N_("Change in transactions"), "products_change": N_("Products opened or closed"),
    "products": N_("Products held"), "tenure": N_("Time as a customer"), "balance": N_("Balance"),
    "turnover": N_("Turnover"), "transactions": N_("Transactions"), "contribution": N_("Contribution"),
    "contacts": N_("Contacts"), "size": N_("Size"), "grade": N_("Credit grade"), "type": N_("Customer type"),
}
_WHAT_TO_DO = {
    "balance_change": N_("Ask where the balance went, and what would bring it back."),
    "turnover_change": N_("Ask which payments or salaries now go through another bank."),
    "transactions_change": N_("Find out what the customer has stopped using, and whether something did not work."),
    "products_change": N_("Ask why products were opened or closed; offer terms for those that remain."),
    "products": N_("Offer the product that similar customers hold beside it."),
    "tenure": N_("Cannot be changed: call early, while the customer is still deciding."),
    "balance": N_("Cannot be changed by a call: choose the offer by what the customer holds."),
    "turnover": N_("Ask for the payments that are made elsewhere."),
    "transactions": N_("Show what the customer could do with the account and does not."),
    "contribution": N_("Look at prices and costs on the page of causes before calling."),
    "contacts": N_("Look at what the contacts were about; settle what is still open."),
    "size": N_("Cannot be changed: choose who calls by the size of the customer."),
    "grade": N_("Agree with the risk department beforehand on what may be offered."),
    "type": N_("Cannot be changed: call with the offer for this type."),
}


def factor_label(factor: str) -> str:
    """What a model looks at, as a heading."""
    return _(_FACTORS[factor])


def what_to_do(factor: str) -> str:
    """What could be done about a factor, as a sentence. An idea to try, not an effect that was measured."""
    return _(_WHAT_TO_DO[factor])


def step_about(factor: str) -> str:
    """The same as a stored text, for a list that is read in more than one language."""
    return stored(_WHAT_TO_DO[factor])


def reason(factor: str, facts: Mapping[str, float], row: np.ndarray, reference: np.ndarray) -> str:
    """A customer's `factor` as it stands: `facts` are those of `features.sql`, `row` the customer's columns."""
    match factor:
        case "balance_change":
            return _("balance {change} in half a year", change=_rate(facts["late_balance"], facts["early_balance"]))
        case "turnover_change":
            return _("turnover {change} in half a year", change=_rate(facts["late_turnover"], facts["early_turnover"]))
        case "transactions_change":
            return _("transactions of three months {change} against the year",
                     change=_rate(facts["late_transactions"], facts["mean_transactions"]))
        case "products_change":
            return _products_changed(int(facts["products_now"]) - int(facts["products_before"]))
        case "products":
            return ngettext("holds {count} product", "holds {count} products", int(facts["products_now"]))
        case "tenure":
            return ngettext("customer for {count} month", "customer for {count} months", int(facts["tenure_months"])) \
                if facts["tenure_months"] >= 0 else _("not known since when a customer")
        case "contacts":
            return ngettext("{count} contact in the year", "{count} contacts in the year", int(facts["contacts"]))
        case "grade":
            code = int(facts["grade_code"])
            return _("credit grade {grade}", grade=_GRADES[code]) if code < len(_GRADES) else _("no credit grade")
        case "type":
            return type_label(_TYPES[int(facts["type_code"])])
    at = COLUMNS.index(factor)
    return _((_ABOVE if row[at] > reference[at] else _BELOW)[factor])


def _rate(late: float, early: float) -> str:
    """From nothing, a rate says nothing. Below 0 there is nothing left to fall, as in `matrix`."""
    late, early = max(late, 0.0), max(early, 0.0)
    if abs(late - early) <= _UNCHANGED * early:
        return _("unchanged")
    return change(late / early - 1, decimals=0) if early > 0 else _("up from nothing")


def _products_changed(more: int) -> str:
    if more > 0:
        return ngettext("{count} product more than half a year ago", "{count} products more than half a year ago", more)
    if more < 0:
        return ngettext("{count} product fewer than half a year ago", "{count} products fewer than half a year ago",
                        -more)
    return _("as many products as half a year ago")
