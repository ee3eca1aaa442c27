"""The figures and cards of the Overview in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.labels import told_apart
from crm_core.language import _, all_of, month
from crm_core.reading import Caption, named
from crm_core.rooms.overview.measure import Overview
from crm_core.vocabulary import counted, measure_label, type_noun, type_plural

_PAIR = 2
"""So many regions that tie are named, more are counted."""


@named
def months(result: Overview) -> Caption:
    """The best month, where one stands out."""
    amounts = result.months.loc[result.months["is_asked"], "amount"]
    best = (amounts == amounts.max()).sum() == 1 and amounts.count() > 1
    return Caption(_("The best month was {month}", month=month(result.best_month)) if best else _("Month by month"),
                   _("{measure} by month; the chosen months in colour.", measure=measure_label(result.by)))


def months_in_words(result: Overview) -> str:
    """What the picture of the months shows, where it cannot be seen."""
    return _("{measure} by month.", measure=measure_label(result.by))


def without_months() -> str:
    """What a segment lacks whose single months stayed in a lakehouse."""
    return _("Not shown under this segment: its months one by one, and what customers contributed who stayed or are "
             "new. Single months of customers stayed in the lakehouse; build the data with --with-activity to see "
             "them, or clear the segment.")


@named
def regions(result: Overview) -> Caption:
    """The region with the largest amount, or that several have it."""
    names = _region_names(result)
    first = int((result.regions["amount"] == result.regions["amount"].max()).sum())
    if len(names) == 1:
        title = _("All from {name}", name=names[0])
    elif first == 1:
        title = _("Largest region: {name}", name=names[0])
    else:
        title = _("Tied for first place: {regions}",
                  regions=all_of(names[:first]) if first == _PAIR else counted("regions", first))
    return Caption(title, _("{measure} by region.", measure=measure_label(result.by)))


def regions_in_words(result: Overview) -> str:
    """What the picture of the regions shows, where it cannot be seen."""
    return _("{measure} by region, largest first: {names}.", measure=measure_label(result.by),
             names=", ".join(_region_names(result)[:3]))


def _region_names(result: Overview) -> list[str]:
    """The regions as they are named, largest first; two of one name with their ids."""
    return told_apart(result.regions["region_id"], result.regions["region"])


def type_names(result: Overview) -> list[str]:
    """The customer types as they are named, largest first."""
    return [type_plural(name) for name in result.customer_types["customer_type"]]


def tells_types(result: Overview) -> bool:
    """Whether customers are of kinds at all: a picture of those of no stated kind says nothing."""
    return result.customer_types["customer_type"].tolist() != ["unstated"]


@named
def customer_types(result: Overview) -> Caption:
    """The customer type with the largest amount."""
    types = result.customer_types["customer_type"].tolist()
    title = (_("Largest customer type: {name}", name=type_noun(types[0])) if len(types) > 1 else
             _("All from {name}", name=type_noun(types[0])))
    return Caption(title, _("{measure} by customer type.", measure=measure_label(result.by)))


def types_in_words(result: Overview) -> str:
    """What the picture of the customer types shows, where it cannot be seen."""
    return _("{measure} by customer type, largest first: {names}.", measure=measure_label(result.by),
             names=", ".join(type_names(result)))
