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
    with frame.card(*captions.scorecard(result, money)):
        frame.table(regions.scorecard_to_read(result, money), {
            "region": _("Region"), "position": _("Position"), "contribution": _("Contribution"),
            "change": _("Change in a year"), "cause": _("Main cause"), "own_share": _("Market share"),
            "points": _("Change of share"), "speaks_against": _("Against the position"),
        }, alt=_("Contribution, market share, their changes and the position of each region"),
            right=("change", "points"), is_whole=True, leads_to=frame.to_region(), by="region_id",
            widths={"region": 105, "position": 105, "contribution": 105, "change": 115, "cause": 140, "own_share": 100,
                    "points": 115})


def by_measure(read: Reader, result: Regions, here: Scope, money: Money) -> None:
    """The regions on a map and in order, by a measure to be chosen."""
    measures = {name: each.label for name, each in result.measures.items()}
    left, right = frame.evidence()
    with left, frame.card(_("Map of the regions"), name="map"):
        by = frame.pick("by", _("Show"), measures)
        measure = result.measures[by]
        frame.card_note(measure.label)
        values = dict(zip(result.regions["region_id"], result.regions[by].astype(float), strict=True))
        frame.chart(draw_map(read(PLACES), values, lambda value: measure.written(value, money),
                                 in_scope=here.regions), alt=_("Map of the regions: {measure}", measure=measure.label),
                    leads_to=frame.to_region())
    with right, frame.card(*captions.ranked(result, by, money)):
        frame.chart(regions.draw_ranked(result, by, money), alt=_("Ranking: {measure}", measure=measure.label),
                    leads_to=frame.to_region())


def places(result: Regions, alt: str, money: Money) -> None:
    """The matrix, and how sure the places are."""
    left, right = frame.evidence()
    with left, frame.card(*captions.matrix(result)):
        frame.chart(regions.draw(result, money), alt=alt, leads_to=frame.to_region())
    with right, frame.card(*captions.stability(result)):
        frame.chart(regions.draw_stability(result),
                        alt=_("Share of weight sets in which each region keeps its position"),
                    leads_to=frame.to_region())


def one_region(result: Regions, here: Scope, settings: Settings, money: Money) -> None:
    """The region in view beside another, with the points for and against each; notes on it below."""
    shown_regions = result.regions if len(result.regions) == 1 else result.placed
    names = dict(zip(shown_regions["region_id"], shown_regions["region"], strict=True))
    region = next((each for each in here.regions if each in names), next(iter(names), ""))
    if not region:
        return
    shown = [region]
    with frame.card(*captions.one_region(result, region, money)):
        if others := {each: name for each, name in names.items() if each != region}:
            other = frame.pick("other", _("Compared with"), others)
            shown.append(other)
            st.caption(frame.escape(captions.two_regions(result, region, other, money)))
            frame.chart(regions.draw_two(result, region, other, money),
                        alt=_("{first} and {second}, criterion by criterion", first=names[region], second=names[other]))
        for each in shown:
            _points(result, each, settings, money)
    frame.notes("regions", region, about=names[region])


def _points(result: Regions, region: str, settings: Settings, money: Money) -> None:
    """A region's strengths, weaknesses, opportunities and threats."""
    st.markdown(f"**{frame.escape(str(result.region(region)['region']))}**")
    for column, kind in zip(st.columns(4), ("strength", "weakness", "opportunity", "threat"), strict=True):
        with column:
            st.caption(_(regions.KINDS[kind]))
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
                                     "by": point.subject}
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="top", wrap=False):
        st.markdown(frame.escape(point.text))
        st.page_link(f"pages/{page}.py", label=":material/insert_chart:", help=_("Show chart"),
                     query_params=frame.link_to(page, **controls))
