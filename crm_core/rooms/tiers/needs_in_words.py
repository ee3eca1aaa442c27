"""Tiers by need in words: what marks each, and how far they can be relied on."""

from __future__ import annotations

import math

from crm_core.amounts import number
from crm_core.language import _, all_of
from crm_core.rooms.tiers.cutting.needs import Needs
from crm_core.rooms.tiers.scheme.weights import criterion_noun
from crm_core.vocabulary import family_noun

STEADY = 0.8
"""Agreement below which clusters found in halves of the customers are other clusters; 0.8 and more is called good
recovery (Steinley, *Psychological Methods* 9, 2004)."""


def needs_note(need: Needs) -> str:
    """How steady tiers by need are."""
    return " ".join((_("Customers grouped by similar use of the bank."), agreement(need)))


def agreement(need: Needs) -> str:
    """How far the clusters are found again in halves of the customers."""
    if math.isnan(need.stability):
        return _("There are too few customers to test how stable these groups are.")
    return _("Stability of the groups on random halves of the customers: {agreement} (1 is identical, 0 is chance).",
             agreement=number(need.stability, decimals=2))


def needs_mark(features: tuple[str, ...]) -> str:
    """What marks a tier by need, from its features (`Needs.profile`): `above average: investments
    and turnover; below average: loans`."""
    more, less = (all_of([_feature_noun(each[1:]) for each in features if each[0] == side]) for side in "+-")
    if more and less:
        return _("above average: {more}; below average: {less}", more=more, less=less)
    if more:
        return _("above average: {more}", more=more)
    return _("below average: {less}", less=less) if less else _("close to the average")


def _feature_noun(feature: str) -> str:
    if feature == "transactions":
        return _("transactions")
    family = feature.removesuffix("_held")
    return criterion_noun(feature) if family == feature else family_noun(family)
