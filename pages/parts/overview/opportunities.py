"""The three most valuable things to do: what other rooms have found, ranked by the Overview's room."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import outflows, overview, potential, priorities, regions, tiers
from crm_core.rooms.overview import Opportunity, Overview
from crm_core.spans import months_held
from pages import frame
from pages.parts.expected import could_grow, draw_offer, may_leave
from pages.parts.overview.tiers_outline import outline_in_force

NARROWEST = 280
"""Pixels below which the cards stand below each other."""


def draw_opportunities(read: Reader, result: Overview, money: Money) -> tuple[Card, ...]:
    """The cards, and the same as one card of a pack; nothing where contribution is unknown, as there is no unit to
    rank them in."""
    if result.by != "contribution":
        draw_offer(read, "overview")
        return ()
    # Kept as it is found: what rooms answer is far more, and would be copied at every rerun. The last hangs on the
    # scheme of tiers in force besides, two on what has been worked out.
    found = frame.cache_answer("overview.opportunities", lambda: _found(
        read, _restore, _retain, *(() if read.scope.segment else (_region, _potential, _outflows))))
    chosen = overview.most_valuable([*found, *_found(read, _service, _keep, _grow)])
    if not chosen:
        draw_offer(read, "overview")
        return ()
    st.subheader(_("The most valuable things to do"), anchor=False)
    st.caption(frame.escape(overview.say_ranking(chosen)))
    with st.grid(len(chosen), min_column_width=NARROWEST, gap="small"):
        for rank, each in enumerate(chosen, start=1):
            with frame.card(*overview.say_opportunity(each, rank, money, months_held(read))):
                st.page_link(f"pages/{each.page}.py", label=_("Open {page}", page=PAGES[each.page].title),
                             icon=":material/arrow_forward:", query_params=frame.link_to(each.page, **each.settings))
    draw_offer(read, "overview")
    return overview.deeds(chosen, money, months_held(read))


def _found(read: Reader, *ways: Callable[[Reader], Opportunity | None]) -> list[Opportunity]:
    """What each room has found; of a room that the book cannot answer, nothing."""
    found: list[Opportunity] = []
    for way in ways:
        with contextlib.suppress(CannotAnswer):
            if each := way(read):
                found.append(each)
    return found


def _restore(_read: Reader) -> Opportunity:
    listed = frame.ask(priorities, todo="repair", rows=1)
    return Opportunity("restore", listed.money, "benchmark", "priorities", {"todo": "repair"}, count=listed.found)


def _retain(_read: Reader) -> Opportunity:
    listed = frame.ask(priorities, todo="protect", rows=1)
    return Opportunity("retain", listed.money, "lost", "priorities", {"todo": "protect"}, count=listed.found)


def _region(_read: Reader) -> Opportunity | None:
    rows = frame.ask(regions).scorecard
    in_view = rows[rows["is_asked"]].dropna(subset="contribution_change")
    if len(in_view) < 2:  # noqa: PLR2004 what an only region lost is what the bank lost
        return None
    worst = in_view.loc[in_view["contribution_change"].idxmin()]
    return Opportunity("region", -float(worst["contribution_change"]), "lost", "regions",
                       {"region": str(worst["region_id"])}, place=str(worst["region"]),
                       is_clear=bool(worst["is_clear"]))


def _potential(read: Reader) -> Opportunity | None:
    found = frame.ask(potential)
    cells = found.cells[found.cells["is_asked"]] if found.cells["is_asked"].any() else found.cells
    if found.is_of_some_types:  # the market is that of all types
        return None
    gaps = cells.rename(columns={"white_space": "balance"})[["family", "balance"]]
    return Opportunity("potential", overview.value_of_gaps(gaps, read(overview.OWN_RATES)), "assumption", "potential")


def _outflows(read: Reader) -> Opportunity:
    pairs = frame.ask(outflows).pairs
    return Opportunity("outflows", overview.value_of_outflows(pairs[pairs["is_asked"]], read(overview.OWN_RATES)),
                       "assumption", "outflows")


def _keep(read: Reader) -> Opportunity | None:
    found = may_leave(read)
    if found is None or found.calls is None or found.calls.effect < 0:  # a pilot found that calling keeps nobody
        return None
    return Opportunity("keep", found.calls.at_risk, "expected", "retention",
                       {"view": "leave", "outcome": found.outcome}, count=found.calls.customers)


def _grow(read: Reader) -> Opportunity | None:
    found = could_grow(read)
    if found is None:
        return None
    rising = found.of("highest_potential")
    return Opportunity("grow", float(rising["growth"]), "expected", "growth", {"group": "highest_potential"},
                       count=int(rising["customers"]))


def _service(read: Reader) -> Opportunity | None:
    outlined = outline_in_force(read)
    leaked = frame.cache_answer(f"overview.leakage {tiers.to_json(outlined.scheme)}",
                                lambda: tiers.leakage_of(read, outlined))
    return Opportunity("service", leaked.cost, "benchmark", "tiers") if leaked else None
