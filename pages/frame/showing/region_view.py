"""One region of the page: chosen from a list, or by a click on a map or a mark; and parts that a book may lack."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator, Mapping

from crm_core import CannotAnswer
from crm_core.contract import FAMILIES, MarketFamily
from crm_core.language import _
from crm_core.scope import Scope
from crm_core.vocabulary import family_label
from pages.frame.controls.choices import pick
from pages.frame.showing.missing_data import cannot
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


@contextlib.contextmanager
def if_known() -> Iterator[None]:
    """A part of a page that the book may not be able to fill: then its sentence stands there instead."""
    try:
        yield
    except CannotAnswer as sentence:
        cannot(sentence)
