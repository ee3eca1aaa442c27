"""Where the bank's own periods will end up, in words: what has come, what is expected of the rest, and against what."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import NOTHING, Money, change
from crm_core.language import _, ngettext
from crm_core.reading import Caption, named
from crm_core.rooms.demand.evidence import ends_in_words
from crm_core.rooms.demand.measure import Demand
from crm_core.rooms.demand.selection.coming import Coming


@named
def say_coming(result: Demand, money: Money) -> Caption:
    """The last of the periods as a finding: the fiscal year where the horizon reaches its end."""
    note = (_("Months that have come and the forecast of the others together, without assumptions, against the same "
              "months a year before.") if result.is_flow else
            _("The level expected at the end of each period, without assumptions, against the level a year before."))
    years = [each for each in result.coming if each.months.kind == "year"]
    main = years[0] if years else result.coming[-1]
    values = {"amount": result.amount_format(money)(main.outcome.point), "period": main.months.label,
              "month": main.months.span}
    if not result.is_flow:
        return Caption(_("Expected at the end of {period}: {amount}", **values), note)
    return Caption(_("Expected in {period}: {amount}", **values), note)


def coming_to_read(result: Demand, money: Money) -> pd.DataFrame:
    """The periods as a table to read: period, known (nothing for a level), point, range (nothing where nothing ever
    moved), before, change; one row each, shortest first."""
    words = result.amount_format(money)
    return pd.DataFrame([{
        "period": each.months.label[:1].upper() + each.months.label[1:],
        "known": _known(each) if result.is_flow else None,
        "point": words(each.outcome.point),
        "range": None if result.course == "constant" else ends_in_words(
            each.outcome.low_80, each.outcome.high_80, result, money),
        "before": NOTHING if each.outcome.year_before is None else words(each.outcome.year_before),
        "change": NOTHING if each.outcome.change is None else change(each.outcome.change),
    } for each in result.coming])


def _known(one: Coming) -> str:
    """How much of it has come: `9 of 12 months`."""
    return ngettext("{known} of {count} month", "{known} of {count} months", one.months.months, known=str(one.known))
