"""The cut of the Pareto page carried over to the Tiers page: what the controls are set to, and what that means."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from crm_core.amounts import Money, number, percent
from crm_core.language import _
from crm_core.rooms.pareto import Concentration
from crm_core.rooms.tiers import CRITERIA, STARTING_TIERS, Scheme, starting_shares
from crm_core.vocabulary import counted, measure_noun
from pages.frame.visit.link import Control
from pages.parts.tiers.thresholds import PERCENT, PLACES

_HAIR = 1e-9
"""A share of customers is a float; a fraction this small is none."""


@dataclass(frozen=True)
class TierCut:
    """The studio's `controls` that make the cut its best tier, none when it cannot; and a sentence for either."""

    sentence: str
    controls: dict[str, Control] = field(default_factory=dict)


def as_tier_cut(top: Concentration, money: Money, *, is_whole_bank: bool, approved: Scheme | None = None) -> TierCut:
    """What "use this cut as the top tier" means for this top.

    Tiers are the whole bank's. Of the whole bank the share of customers is carried, the other shares being those of the
    `approved` scheme if it cuts all together by shares; of a part of it the contribution of the last customer in the
    top, at which everybody is then cut.
    """
    share, last, measure = percent(top.top), money.full(top.cut, decimals=2), measure_noun(top.by)
    if top.cut <= 0:
        return TierCut(_("In the top {share}, the {measure} of the last customer is not above zero: a threshold there "
                         "would include all customers at zero. Choose a smaller top.", share=share, measure=measure))
    if top.by not in CRITERIA:
        return TierCut(_("The Tiers page cannot set thresholds by {measure}. Rank by contribution, balance or "
                         "turnover.", measure=measure))
    if top.by != "contribution" and not is_whole_bank:
        return TierCut(_("The Tiers page cannot set thresholds for part of the bank by {measure}. Clear the filters, "
                         "or rank by contribution.", measure=measure))
    if not is_whole_bank:
        return TierCut(
            _("Tier thresholds apply to the whole bank. The last customer in this top contributes {amount}: all "
              "customers of the bank who contribute at least as much would be in the best tier, {number} of them among "
              "those selected here.", amount=last, number=number(math.ceil(top.top_customers - _HAIR))),
            {"how": "cuts", "by": "contribution", "tiers": 2, "cut": "together", "top_money": top.cut})
    return _of_whole_bank(top, approved, share=share, last=last, measure=measure)


def _of_whole_bank(top: Concentration, approved: Scheme | None, *, share: str, last: str, measure: str) -> TierCut:
    words = {"share": share, "measure": measure, "total": number(top.customers),
             "customers": counted("customers", max(1, math.floor(top.top_customers + _HAIR)))}
    is_by_shares = approved is not None and not approved.is_by_type and approved.groups[0].how == "share"
    shares = approved.groups[0].values if approved and is_by_shares else starting_shares(STARTING_TIERS)
    controls: dict[str, Control] = {
        "how": "share", "cut": "together", "tiers": len(shares) + 1, "top": round(top.top * PERCENT),
        **{place: round(value * PERCENT, 2) for place, value in zip(PLACES[1:], shares[1:], strict=False)},
    }
    if top.by == "contribution":
        sentences = [_("The best tier would be the top {share} of the bank's customers by contribution: {customers} of "
                       "{total}, each contributing {amount} or more.", amount=last, **words)]
        controls |= {"by": "contribution"}
    else:
        sentences = [_("The best tier would be the top {share} of the bank's customers by {measure}, about {customers} "
                       "of {total}.", **words),
                     _("The score is their rank by {measure}, and the threshold the nearest tenth of a point, a "
                       "thousandth of all customers.", measure=measure)]
        controls |= {"by": "score", "weights": f"{top.by}=100", "missing": "left_out"}
    if is_by_shares:
        sentences.append(_("The approved scheme has {share} there.", share=percent(shares[0])))
    return TierCut(" ".join(sentences), controls)
