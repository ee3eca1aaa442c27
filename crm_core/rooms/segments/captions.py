"""The cards and figures of segments in words: titles are findings, notes say what is shown."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.segments.measure import FEW, Segments
from crm_core.segmentation import STEADY


@made_once
def metrics(result: Segments, money: Money) -> tuple[Metric, ...]:
    """The customers, their segments, who changed, and the least stable one."""
    shown = [
        Metric(_("Customers"), number(result.customers), _("Everybody on the books in the year, under the filters.")),
        Metric(_("Segments"), number(len(result.segments)), _("Those with at least one customer.")),
    ]
    if result.compared:
        shown.append(Metric(_("Changed segment"), percent(result.changed_share), _(
            "Of the customers of both years, those who were in another segment a year before by the same limits.")))
    if result.segments["steadiness"].notna().any():
        shown.append(Metric(_("Least stable"), number(result.segments["steadiness"].min(), decimals=2), _(
            "The lowest mean Jaccard similarity of a cluster with its likeness in resamples of the customers: 1 is the "
            "same each time, below {limit} is not stable.", limit=number(STEADY, decimals=2))))
    return tuple(shown)


@named
def shares(result: Segments, money: Money) -> Caption:
    """Which segment contributes most against its number of customers."""
    rows = result.segments[~result.segments["is_few"]].dropna(subset="contribution_share")
    note = _("Share of customers and of contribution.")
    if len(rows) <= 1:
        first = result.segments.iloc[0]
        return Caption(_("{name}: {share} of customers", name=first["name"], share=percent(first["customer_share"])),
                       _("Share of customers.") if rows.empty else note)
    over = rows.loc[(rows["contribution_share"] - rows["customer_share"]).idxmax()]
    return Caption(_("{name}: {share} of customers, {contribution_share} of contribution", name=over["name"],
                     share=percent(over["customer_share"]), contribution_share=percent(over["contribution_share"])),
                   note)


@named
def profiles(result: Segments) -> Caption:
    """What marks each segment."""
    sentences = [_("A segment is marked by what is half as much again as, or a third below, the median of all "
                   "customers under the filters (products: the mean).")]
    few = result.segments[result.segments["is_few"]]["name"].tolist()
    if few:
        sentences.append(_("Fewer than {count} customers, so the profile says little: {names}.", count=number(FEW),
                           names=all_of(few)))
    if result.empty:
        sentences.append(_("Without customers here: {names}.", names=all_of(list(result.empty))))
    return Caption(ngettext("{count} segment: what marks it", "{count} segments: what marks each",
                            len(result.segments)), " ".join(sentences))


@named
def products(result: Segments) -> Caption:
    """What each segment holds and where it is served."""
    return Caption(_("Products and channels of each segment"), _(
        "Share of each segment's customers who hold a product of the family; the channel that serves most of its "
        "customers with contacts, and its share of them."))


@named
def changes(result: Segments) -> Caption:
    """Who changed segment since the year before."""
    if not result.compared:
        return Caption(_("Changes cannot be shown"), _(
            "The data does not hold the years before in full, or not what this way goes by."))
    return Caption(
        ngettext("{count} customer changed segment within a year", "{count} customers changed segment within a year",
                 result.changed),
        _("Of {count} customers of both years, by the limits and clusters of this year: a customer changed, not the "
          "rule.", count=number(result.compared)))


@named
def tiers(result: Segments, scheme: str) -> Caption:
    """How the segments spread over the approved tiers."""
    return Caption(_("Segments across the tiers of “{scheme}”", scheme=scheme), _(
        "A tier says how well a customer is served, by value; a segment says what a customer needs or does. Share of "
        "each segment's customers."))


@named
def naming(result: Segments) -> Caption:
    """What segments are called."""
    return Caption(_("Names of segments"), _(
        "Proposed by rule; a name that you give is kept for everybody. The name of a cluster goes along to the "
        "cluster that is like it, in other data too; where none is like enough it is offered and not given."))
