"""One region of the page: chosen from a list, or by a click on a map or a mark; and parts that a book may lack."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Collection, Iterator, Mapping

import plotly.graph_objects as go
import streamlit as st

from crm_core import CannotAnswer
from crm_core.contract import FAMILIES, MarketFamily
from crm_core.language import _
from crm_core.scope import Scope
from crm_core.vocabulary import family_label
from pages.frame.controls.choices import pick
from pages.frame.showing.missing_data import cannot
from pages.frame.showing.show import CHART_CONFIG
from pages.frame.visit.visit import current

REGION = "region"
"""The page's control that a click sets."""


def families() -> Mapping[MarketFamily, str]:
    """The product families of a market, and all of them together, in words."""
    every: tuple[MarketFamily, ...] = ("all", *FAMILIES)
    return {code: family_label(code) for code in every}


def region_picker(label: str = "") -> Scope:
    """The scope narrowed to the region in view; the visit's own scope while none is chosen."""
    visit = current()
    offered = {each: visit.choices.regions[each] for each in visit.scope.regions or visit.choices.regions}
    if len(offered) < 2:  # noqa: PLR2004 a choice of one is no choice
        return visit.scope
    everywhere = _("Selected regions") if visit.scope.regions else _("All regions")
    region = pick(REGION, label or _("Region"), {"": everywhere} | offered, explain=_("Or click a region in a chart."))
    return dataclasses.replace(visit.scope, regions=(region,)) if region else visit.scope


def clickable(figure: go.Figure, *, alt: str, sets: str = REGION, among: Collection[str] | None = None,
              prefix: str = "") -> None:
    """A figure whose marks carry a region's id as `customdata`: a click chooses it for the whole page.

    The id goes to the list of regions at once, because a picture forgets its own selection when it is drawn anew.
    Marks of other things than regions set another control (`sets`) to one of the ids `among`, behind a `prefix`.
    """
    visit = current()
    visit.charts += 1
    key, control = visit.key(f"chart.{visit.charts}"), visit.key(sets)
    offered = visit.choices.regions if among is None else among

    def choose() -> None:
        points = st.session_state[key].selection.points
        marked = points[0].get("customdata") if points else None
        clicked = marked[0] if isinstance(marked, list) else marked
        if clicked in offered:
            st.session_state[control] = f"{prefix}{clicked}"

    st.plotly_chart(figure, key=key, config=CHART_CONFIG, alt=alt, height="stretch", on_select=choose,
                    selection_mode="points")


@contextlib.contextmanager
def if_known() -> Iterator[None]:
    """A part of a page that the book may not be able to fill: then its sentence stands there instead."""
    try:
        yield
    except CannotAnswer as sentence:
        cannot(sentence)
