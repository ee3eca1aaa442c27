"""What the Regions page shows beside the matrix: the regions by a measure, and one region's points one by one."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from crm_core.amounts import Money
from crm_core.contract import MarketFamily
from crm_core.language import _
from crm_core.question import Reader
from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import regions
from crm_core.rooms.regions import Point, Regions, captions
from crm_core.scope import Scope
from pages import frame

ECONOMY = {"gdp_growth": "gdp_growth_rate", "mean_income": "mean_income", "unemployment_rate": "unemployment_rate",
           "businesses_per_thousand": "businesses_per_thousand"}
"""Criteria that the Economy page draws, by its names."""


@dataclass(frozen=True)
class Settings:
    """What the page asks of the room, for links to the pictures of its figures."""

    family: MarketFamily
    weights: str


def scorecard(result: Regions, money: Money) -> None:
    """Profit, market share, their changes, the main cause and the position of each region, side by side."""
    rows = regions.scorecard_to_read(result, money)
    is_long = bool((result.scorecard["speaks_against"].map(len) > 1).any())
    with frame.card(*captions.scorecard(result, money)):
        frame.table(rows, {
            "region": _("Region"), "contribution": _("Contribution"), "change": _("Its change"),
            "cause": _("Main cause"), "own_share": _("Market share"), "points": _("Change of share"),
            "position": _("Position"), "speaks_against": _("Against the position"),
        }, alt=_("Contribution, market share, their changes and the position of each region"),
            right=("change", "points"), is_whole=True, wraps=is_long, leads_to=frame.to_region(), by="region_id",
            widths={"region": 105, "contribution": 110, "change": 100, "cause": 144, "own_share": 108, "points": 124,
                    "position": 112})


def places(result: Regions, alt: str, money: Money) -> None:
    """The matrix, and how sure the places are."""
    left, right = frame.evidence()
    with left, frame.card(*captions.matrix(result)):
        frame.chart(regions.draw(result, money), alt=alt, leads_to=frame.to_region())
    with right, frame.card(*captions.stability(result)):
        frame.chart(regions.draw_stability(result),
                        alt=_("Share of weight sets in which each region keeps its position"),
                    leads_to=frame.to_region())


def measures_and_growth(read: Reader, result: Regions, here: Scope, money: Money) -> None:
    """The regions by a measure to be chosen, and whether we lead where the market grows; the first alone where the
    data does not tell the second."""
    growth = regions.draw_growth_share(result, money)
    left, right = frame.evidence() if growth else (st.container(), None)
    with left, frame.card(_("Region by region"), name="map"):
        _by_measure(read, result, here, money)
    if growth and right:
        with right, frame.card(*captions.growth(result)):
            frame.chart(growth, alt=_("Growth of each region's market against our share relative to the largest other "
                                      "bank"), leads_to=frame.to_region())


def _by_measure(read: Reader, result: Regions, here: Scope, money: Money) -> None:
    """The regions on a map or as bars."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        by = frame.pick("by", _("Show"), {name: each.label for name, each in result.measures.items()})
        shown = frame.choice("shown", _("As"), {"map": _("Map"), "bars": _("Bars")})
    measure = result.measures[by]
    st.markdown(frame.escape(captions.ranked(result, by, money).title))
    if shown == "bars":
        frame.chart(regions.draw_ranked(result, by, money), alt=_("Ranking: {measure}", measure=measure.label),
                    leads_to=frame.to_region())
        return
    values = dict(zip(result.regions["region_id"], result.regions[by].astype(float), strict=True))
    frame.chart(draw_map(read(PLACES), values, lambda value: measure.written(value, money), in_scope=here.regions),
                alt=_("Map of the regions: {measure}", measure=measure.label), leads_to=frame.to_region())


def one_region(result: Regions, here: Scope, settings: Settings, money: Money) -> None:
    """The region that is chosen, with the points for and against it, beside another, and the notes on it; while none
    is, that one can be."""
    shown_regions = result.regions if len(result.regions) == 1 else result.placed
    names = dict(zip(shown_regions["region_id"], shown_regions["region"], strict=True))
    chosen = [each for each in (here.regions or names) if each in names]
    if len(chosen) > 1:
        st.caption(_("Choose a region above or click one in a chart to see its strengths and weaknesses here, and to "
                     "compare it with another."))
    if len(chosen) != 1:
        return
    region = chosen[0]
    with frame.card(*captions.one_region(result, region, money)):
        others = {each: name for each, name in names.items() if each != region}
        left, right = frame.evidence() if others else (None, st.container())
        with right:
            _points(result, region, settings, money)
        if left:
            with left:
                _compared(result, region, others, settings, money)
    frame.notes("regions", region, about=names[region])


def _compared(result: Regions, region: str, others: dict[str, str], settings: Settings, money: Money) -> None:
    """The region beside another that is chosen, criterion by criterion; the other's points are folded."""
    other = frame.pick("other", _("Compared with"), others)
    first = str(result.region(region)["region"])
    st.caption(frame.escape(captions.two_regions(result, region, other, money)))
    frame.chart(regions.draw_two(result, region, other, money),
                alt=_("{first} and {second}, criterion by criterion", first=first, second=others[other]))
    with st.expander(frame.escape(_("Strengths and weaknesses of {region}", region=others[other]))):
        _points(result, other, settings, money)


def _points(result: Regions, region: str, settings: Settings, money: Money) -> None:
    """A region's strengths and weaknesses, below them its opportunities and threats."""
    for kinds in (("strength", "weakness"), ("opportunity", "threat")):
        for column, kind in zip(st.columns(2), kinds, strict=True):
            with column:
                st.markdown(f"**{frame.escape(_(regions.KINDS[kind]))}**")
                points = regions.say_points(result, region, kind, money)
                for point in points:
                    _point(point, region, settings)
                if not points:
                    st.caption(_("Nothing notable"))


def _point(point: Point, region: str, settings: Settings) -> None:
    """A point in words, and a link to the picture of its figure."""
    if point.subject in ("own_share", "own_growth"):
        page, controls = "market", {"region": region, "family": point.family or settings.family}
    elif point.subject in ECONOMY:
        page, controls = "economy", {"region": region, "by": ECONOMY[point.subject]}
    else:
        page, controls = "regions", {"region": region, "family": settings.family, "weights": settings.weights,
                                     "by": point.subject, "shown": "bars"}
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="top", wrap=False):
        st.caption(frame.escape(point.text))
        st.page_link(f"pages/{page}.py", label=":material/insert_chart:", help=_("Show chart"),
                     query_params=frame.link_to(page, **controls))
