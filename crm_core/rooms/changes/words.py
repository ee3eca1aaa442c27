"""What measures, steps and parts are called, alone and in a sentence."""

from __future__ import annotations

from crm_core.amounts import Money, number
from crm_core.language import N_, _, pgettext
from crm_core.rooms.changes.chance import Verdict
from crm_core.vocabulary import family_label, group_label, line_label, measure_label

_STEPS = {
    "new": N_("New customers"), "left": N_("Customers who left"), "volume": N_("Volume"), "mix": N_("Mix"),
    "margin": N_("Margin"), "interest": N_("Interest without a balance"), "one_offs": N_("One-off fees"),
    "holders": N_("Accounts held"), "per_holder": N_("Balance per account"),
}
_LINES = {"net_interest": "net_interest_income", "fees": "fee_income", "cost_to_serve": "cost_to_serve",
          "expected_loss": "expected_loss", "capital_charge": "capital_charge"}


def by_label(by: str) -> str:
    """A measure as a heading: `Contribution`."""
    return family_label(by) if by in ("deposits", "loans") else measure_label(by)


def step_label(step: str) -> str:
    """A step as a heading: `Customers who left`."""
    return line_label(_LINES[step]) if step in _LINES else _(_STEPS[step])


def step_noun(step: str) -> str:
    """A step in a list within a sentence: `customers who left`."""
    return {
        "new": pgettext("step of a bridge", "new customers"),
        "left": pgettext("step of a bridge", "customers who left"),
        "volume": pgettext("step of a bridge", "volume"),
        "mix": pgettext("step of a bridge", "mix"),
        "margin": pgettext("step of a bridge", "margin"),
        "interest": pgettext("step of a bridge", "interest without a balance"),
        "net_interest": pgettext("step of a bridge", "net interest income"),
        "fees": pgettext("step of a bridge", "fees"),
        "cost_to_serve": pgettext("step of a bridge", "cost to serve"),
        "expected_loss": pgettext("step of a bridge", "expected loss"),
        "capital_charge": pgettext("step of a bridge", "cost of capital"),
        "one_offs": pgettext("step of a bridge", "one-off fees"),
        "holders": pgettext("step of a bridge", "accounts held"),
        "per_holder": pgettext("step of a bridge", "balance per account"),
    }[step]


def step_meaning(step: str, *, is_of_all: bool = False) -> str:
    """What a step is, in a sentence; `is_of_all` where the book does not say who joined and who left."""
    if is_of_all:
        return _("Of all customers together, those who joined or left among them.")
    match step:
        case "new":
            return _("Who is a customer and was none in the same month a year before.")
        case "left":
            return _("Who was a customer in the same month a year before and is none now.")
        case "volume":
            return _("Larger or smaller balances of those who stayed, at the mean margin of both years.")
        case "mix":
            return _("Balances or accounts of those who stayed moved between products, regions and types.")
        case "margin":
            return _("Net interest income on the same balances.")
        case "interest":
            return _("Net interest income where the balance is unknown or negative: volume and margin cannot be "
                     "separated.")
        case "one_offs":
            return _("Fees far beyond those of the customer's every other month with the product.")
        case "holders":
            return _("More or fewer accounts held by those who stayed.")
        case "per_holder":
            return _("The balance of an account of those who stayed.")
    return _("Of those who stayed.")


def verdict_label(verdict: Verdict) -> str:
    """Whether a change is more than chance, as a heading."""
    return {"beyond chance": _("Significant"), "chance": _("Not significant"),
            "unknown": _("Not known whether significant")}[verdict]


def parts_label(parts: str) -> str:
    """The parts as a heading: `Regions`."""
    return group_label(parts)


def amount_in_words(by: str, amount: float, money: Money) -> str:
    """An amount of the measure: money in short, customers by number."""
    return number(amount) if by == "customers" else money.short(amount)


def signed(by: str, amount: float, money: Money) -> str:
    """The same as a change, with its sign."""
    written = amount_in_words(by, amount, money)
    return f"+{written}" if amount > 0 else written
