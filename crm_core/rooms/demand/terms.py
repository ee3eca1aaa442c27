"""What measures and selections of products are called: by a label as a heading, by a noun in a sentence."""

from __future__ import annotations

from crm_core import vocabulary
from crm_core.contract import FAMILIES
from crm_core.language import N_, _, pgettext
from crm_core.rooms.demand.measures import MEASURES, Measure

ALL_PRODUCTS = "all products"
"""The `what` of a result about every product; families stand there by their code, others by their name."""

_MEASURES = {
    "transactions": N_("Transactions"), "customers": N_("Customers on the books"),
    "new_customers": N_("New customers"), "holdings": N_("Products held"),
}


def measure_label(by: Measure) -> str:
    """A measure as a heading: `New customers`."""
    return _(_MEASURES[by]) if by in _MEASURES else vocabulary.measure_label(by)


def measure_noun(by: Measure) -> str:
    """A measure in a sentence, with its article where the language has one: `new customers`."""
    match by:
        case "transactions":
            return pgettext("noun with article", "transactions")
        case "customers":
            return pgettext("noun with article", "customers on the books")
        case "new_customers":
            return pgettext("noun with article", "new customers")
        case "holdings":
            return pgettext("noun with article", "products held")
    return vocabulary.measure_noun(by)


def named_measure(text: str) -> str:
    """The measure that `text` names, in a sentence; what is no measure of ours as it stands."""
    return next((measure_noun(measure) for measure in MEASURES if measure == text), text)


def product_label(what: str) -> str:
    """A selection of products as a heading: `Term deposit`, `Loans`, `All products`."""
    if what == ALL_PRODUCTS:
        return _("All products")
    return vocabulary.family_label(what) if what in FAMILIES else what


def product_noun(what: str) -> str:
    """A selection of products in a sentence: a name in quotation marks, `loans`, `all products`."""
    if what == ALL_PRODUCTS:
        return _("all products")
    return vocabulary.family_noun(what) if what in FAMILIES else _("“{name}”", name=what)
