"""The figures and cards of the Regions in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.regions.matrix import POSITIONS
from crm_core.rooms.regions.measure import Regions
from crm_core.rooms.regions.period_reading import say_months
from crm_core.rooms.regions.reading import SURE, say_growth, say_matrix, say_measure, say_region, say_sure
from crm_core.rooms.regions.scorecard_reading import say_scorecard, say_weakest
from crm_core.rooms.regions.wording import position_label
from crm_core.vocabulary import counted, group_label


@made_once
def metrics(result: Regions) -> tuple[Metric, ...]:
    """How many regions have each position, and how many are sure of theirs."""
    positions = result.placed
    if positions.empty:
        return (Metric(group_label("regions"), counted("regions", len(result.regions)),
                       _("Regions with customers or figures of their own.")),)
    names = {code: positions.loc[positions["position"] == code, "region"].tolist() for code in POSITIONS}
    return (
        *(Metric(position_label(code), counted("regions", len(each)), all_of(each)) for code, each in names.items()),
        Metric(_("Robust"), percent((positions["position_share"] >= SURE).mean()),
               _("Regions that keep their position in at least {share} of weight sets drawn around yours.",
                 share=percent(SURE))),
    )


def months(result: Regions, year: str) -> str:
    """Which figures are of the period, and which of the 12 months of the scope (`year`); empty where both are one."""
    return say_months(result, year)


@named
def ranked(result: Regions, by: str, money: Money) -> Caption:
    """Who is ahead and who behind by one measure."""
    return Caption(say_measure(result, by, money), _("Ranking: {measure}", measure=result.measures[by].label))


@named
def matrix(result: Regions) -> Caption:
    """Where the regions stand by attractiveness and strength."""
    return Caption(say_matrix(result), _("The area of a bubble is our balance there."))


@named
def stability(result: Regions) -> Caption:
    """How sure the positions are."""
    return Caption(say_sure(result), _("Invest in blue, maintain in light blue, reduce in grey, over {draws} weight "
                                       "sets drawn around yours.", draws=number(result.draws)))


@named
def scorecard(result: Regions, money: Money) -> Caption:
    """Where the last year and the position pull apart, and which region is weakest in which respect."""
    changed = result.scorecard["contribution_change"].notna()
    of_a_year = _("Changes are against a year before.") if changed.any() else ""
    marked = (_("n.s.: not significant; as much can come about by chance among the region's customers.")
              if (changed & ~result.scorecard["is_clear"]).any() else "")
    return Caption(say_scorecard(result), " ".join(filter(None, (say_weakest(result, money), of_a_year, marked))))


@named
def one_region(result: Regions, region_id: str, money: Money) -> Caption:
    """Where one region stands."""
    reading = say_region(result, region_id, money)
    return Caption(reading.headline, reading.so_what)


def two_regions(result: Regions, one: str, other: str, money: Money) -> str:
    """Which colour is whose in the picture of two regions, and where the second stands."""
    first, second = (str(result.region(region)["region"]) for region in (one, other))
    colours = _("{first} in blue, {second} in orange; the further right, the more of our regions it exceeds.",
                first=first, second=second)
    return f"{colours} {say_region(result, other, money).headline}"


@named
def growth(result: Regions) -> Caption:
    """Where we lead, and whether these markets grow."""
    return Caption(say_growth(result), _("To the right of the line we are larger than any other bank; above it the "
                                         "market grows faster than the total. The area of a bubble is our balance."))
