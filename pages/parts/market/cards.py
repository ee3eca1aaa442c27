"""What the Market page shows beside the trend: the regions, the families, and what a merger or an exit would do."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from crm_core.amounts import Money
from crm_core.contract import FAMILIES, MarketFamily
from crm_core.language import _
from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import market
from crm_core.rooms.market import Market, captions
from crm_core.scope import Scope
from pages import frame

MAX_BANKS = 300
"""Banks that a list offers."""


def regions(everywhere: Market, here: Scope, money: Money) -> None:
    """The regions on a map and in order, by a measure to be chosen."""
    measures = {name: _(label) for name, label in market.REGION_MEASURES.items()
                if everywhere.regions[name].notna().any()}
    left, right = frame.evidence()
    with left, frame.card(*captions.region_map(everywhere)):
        by = frame.pick("by", _("Show"), measures)
        values = dict(zip(everywhere.regions["region_id"], everywhere.regions[by], strict=True))
        frame.chart(draw_map(frame.reader()(PLACES), values, lambda value: market.written(by, value, money),
                                 in_scope=here.regions), alt=_("Map of the regions: {measure}", measure=measures[by]),
                    leads_to=frame.to_region())
    with right, frame.card(*captions.region_bars(by)):
        frame.chart(market.draw_regions(everywhere, by, money, here.regions), alt=market.say_regions(everywhere),
                    leads_to=frame.to_region())


def families_and_ranks(result: Market, everywhere: Market) -> None:
    """Our share by family, and our rank region by region."""
    if len(result.families) > 1:
        left, right = frame.evidence()
        with left, frame.card(*captions.families(result)):
            frame.chart(market.draw_families(result), alt=market.say_families(result), leads_to=frame.to_control(
                "family", _("Click a product family to select it."), everything="all", ids=FAMILIES))
    else:
        right = st.container()
    with right, frame.card(_("Our rank and the leader by region"), name="ranks"):
        frame.table(market.listed(everywhere), {"region": _("Region"), "own_share": _("Our share"),
                                                "place": _("Our rank"), "leader": _("Leader"), "hhi": _("HHI")},
                    alt=_("Our rank and the leader by region"), leads_to=frame.to_region(), by="region_id")


def what_if(result: Market, here: Scope, family: MarketFamily, period: str) -> Market | None:
    """What a merger or an exit would do to the market. Returns the market with its answer; None for today's."""
    with frame.card(_("What if two banks merged, or one left the market?"),
                    _("Calculated from the balances of the report, by the rule stated with the result."), "what_if"):
        banks = {name: name for name in result.banks["institution"].head(MAX_BANKS)}
        others = {name: name for name in result.banks.loc[~result.banks["is_own"], "institution"].head(MAX_BANKS)}
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            options = _options(banks, others)
        if not options:
            return None
        changed: Market = frame.ask(market, under=here, family=family, period=period, **options)
        outcome = market.say_what_if(changed)
        if outcome is None or changed.what_if is None:
            return None
        st.markdown(f"**{frame.escape(outcome.headline)}**")
        st.markdown(frame.escape(outcome.so_what))
        frame.chart(market.draw_what_if(changed.what_if, changed.screens), alt=str(outcome))
        for screen in changed.screens:
            source = _("Source")
            st.markdown(f"{frame.escape(market.say_screen(screen))} [{source}]({screen.source})")
        return changed


def _options(banks: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """What is asked of the room: a merger of two banks, an exit of one, or nothing."""
    kind = frame.choice("kind", _("Scenario"), {"none": _("As reported"), "merge": _("Merger"), "leave": _("Exit")})
    if kind == "merge" and len(banks) > 1:
        first = frame.pick("first", _("First bank"), banks)
        second = frame.pick("second", _("Second bank"), {name: name for name in banks if name != first})
        place = frame.choice("screens", _("Merger thresholds"), {
            name: _("No thresholds") if name == market.NOWHERE else name for name in market.jurisdictions()})
        return {"first": first, "second": second, "jurisdiction": place}
    if kind == "leave" and others and len(banks) > 1:
        return {"without": frame.pick("leaves", _("Bank that leaves"), others)}
    return {}
