"""The cards and figures of Segments in words: titles are findings, notes say what is shown."""

from __future__ import annotations

from crm_core.amounts import Money, number
from crm_core.language import _
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.segments.measure import Segments
from crm_core.vocabulary import type_plural


def metrics(result: Segments, money: Money) -> tuple[Metric, ...]:
    """The customers, what they contribute, and that per customer."""
    return (
        Metric(_("Customers"), number(result.customers), _("Everybody on the books in the year.")),
        Metric(_("Contribution"), money.short(result.contribution), _("Their net contribution in the year.")),
        Metric(_("Per customer"), money.full(result.contribution / result.customers),
               _("Contribution divided by customers.")),
    )


@named
def types(result: Segments, money: Money) -> Caption:
    """Of which type a customer contributes most."""
    first = result.types.iloc[0]
    return Caption(
        _("{type}: {amount} per customer", type=type_plural(first["customer_type"]),
          amount=money.full(first["contribution_per_customer"])),
        _("Contribution divided by customers, by customer type."),
    )
