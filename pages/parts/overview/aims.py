"""The five aims as tiles: a figure, its trend, its change, its target, and the page that has more of it."""

from __future__ import annotations

import html

import streamlit as st

from crm_core import CannotAnswer, targets
from crm_core.amounts import Money
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import demand, overview
from crm_core.rooms.overview import Leavers, Outlook, Overview, Tile
from pages import frame
from pages.parts.expected import may_leave

ACROSS, NARROWEST = 5, 152
"""Tiles beside each other at a desk, and the pixels below which they stand below each other."""
_AHEAD = 12
"""Months of the forecast: the coming year."""


def draw_aims(read: Reader, result: Overview, money: Money) -> None:
    """The tiles in their order. The forecast and who may leave take seconds: they are shown where they are worked out
    already, and made when somebody asks for them."""
    by = result.by if result.by != "revenue" else "contribution"
    frame.whole_labels()
    with st.grid(ACROSS, min_column_width=NARROWEST, gap="small"):
        slots = [st.container(border=True, height="stretch") for _tile in overview.tiles(result, money)]
    frame.say_compared()
    forecast = frame.ask_if_known(demand, by=by, product="all", horizon=_AHEAD)
    for slot, tile in zip(slots, overview.tiles(result, money, _outlook(forecast), _leavers(read)), strict=True):
        with slot:
            _draw(tile, result, money)
            if tile.page == "demand" and forecast is None and len(result.months) >= demand.MIN_MONTHS:
                _offer(by)
            _lead(tile)


def _draw(tile: Tile, result: Overview, money: Money) -> None:
    metric = tile.metric
    st.caption(frame.escape(tile.heading))
    if tile.is_known:
        frame.figure_of(metric)
    else:
        st.markdown(frame.escape(metric.label))
    if line := overview.trend_line(tile.trend):
        st.html(f'<img src="{line}" alt="{html.escape(tile.trend_in_words)}" style="max-width: 100%">')
    kind = result.period.kind if result.period else "trailing"
    reached = frame.target_of(tile.figure, kind=kind, last_month=result.last_month) if tile.figure else None
    if reached:
        st.markdown(frame.escape(_target(reached, money)), help=frame.escape(targets.standing(reached, money)))
    if tile.detail:
        st.caption(frame.escape(tile.detail))


def _lead(tile: Tile) -> None:
    """To the page that has more of it, where the book can answer that."""
    if tile.page and frame.availabilities()[tile.page].level != "none":
        st.page_link(f"pages/{tile.page}.py", label=PAGES[tile.page].title,
                     icon=":material/arrow_forward:", query_params=frame.link_to(tile.page, **tile.settings))


def _target(reached: targets.Attainment, money: Money) -> str:
    """The target and how far the figure is from it: `Target 92% · 1.3 points short`."""
    figure = reached.target.figure
    target = targets.amount_in_words(figure, reached.target.amount, money)
    if reached.gap is None:
        return _("Target {target}", target=target)
    gap = targets.gap_in_words(figure, reached.gap, money)
    return (_("Target {target} · {gap} better", target=target, gap=gap) if reached.reached else
            _("Target {target} · {gap} short", target=target, gap=gap))


def _offer(by: str) -> None:
    """A button that works the forecast out: some seconds, and then it is there for everybody."""
    st.caption(_("The forecast takes some seconds and is not worked out yet."))
    if st.button(_("Forecast now"), icon=":material/show_chart:", key="overview.forecast"):
        with st.spinner(_("Forecasting every region, product and customer type …")):
            try:
                frame.ask(demand, by=by, product="all", horizon=_AHEAD)
            except CannotAnswer as sentence:
                st.caption(frame.escape(str(sentence)))
                return
        st.rerun()


def _leavers(read: Reader) -> Leavers | None:
    """What the Overview shows of who may leave: nothing where the tested year expected far too many or too few."""
    found = may_leave(read)
    if found is None or not found.tested.is_sized:
        return None
    return Leavers(found.outcome, found.expected, found.at_risk if found.has_money else None)


def _outlook(forecast: demand.Demand | None) -> Outlook | None:
    """What the Overview shows of a forecast."""
    if forecast is None:
        return None
    period, held = forecast.period, forecast.held_80
    return Outlook(by=forecast.by, months=forecast.horizon, last_month=period.last_month, is_flow=forecast.is_flow,
                   point=period.point, low=period.low_80, high=period.high_80, before=period.year_before,
                   held=held.held, tests=held.n, error=forecast.grade.error if forecast.grade else None,
                   is_refuted=forecast.is_refuted)
