"""The cut of the Pareto page carried over to the studio: what the controls are set to, and what it then means."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from crm_core.house_style import Money, count, number, percent
from crm_core.rooms.pareto import Concentration
from crm_core.rooms.tiers import STARTING_TIERS, Scheme, starting_shares
from pages.frame.visit.link import Control
from pages.parts.tiers.controls import CRITERIA, PERCENT, PLACES

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
    share_in_words, last = percent(top.top), money.full(top.cut, decimals=2)
    if top.cut <= 0:
        return TierCut(f"The last customer of the top {share_in_words} brings no {top.by}, so a tier cut there would "
                       "take in everybody who brings nothing. Choose a smaller top.")
    if top.by != "contribution" and (top.by not in CRITERIA or not is_whole_bank):
        way = ("Clear the filters, or rank by contribution." if top.by in CRITERIA else
               "Rank by contribution, balance or turnover.")
        return TierCut(f"The tier studio cannot cut {'a part of the bank' if top.by in CRITERIA else 'customers'} by "
                       f"{top.by}. {way}")
    if not is_whole_bank:
        return TierCut(
            f"Tiers are cut through the whole bank. The last customer in this top brings {last}: everybody in the bank "
            f"who brings as much would be in the best tier, and of the customers chosen here these "
            f"{number(math.ceil(top.top_customers - _HAIR))}.",
            {"how": "cuts", "by": "contribution", "tiers": 2, "cut": "together", "top_money": top.cut})
    whole = count(max(1, math.floor(top.top_customers + _HAIR)), "customer")
    is_by_shares = approved is not None and not approved.is_by_type and approved.groups[0].how == "share"
    shares = approved.groups[0].values if approved and is_by_shares else starting_shares(STARTING_TIERS)
    share: dict[str, Control] = {
        "how": "share", "cut": "together", "tiers": len(shares) + 1, "top": round(top.top * PERCENT),
        **{place: round(value * PERCENT) for place, value in zip(PLACES[1:], shares[1:], strict=False)},
    }
    instead = f" The approved scheme has {percent(shares[0])} there." if is_by_shares else ""
    if top.by == "contribution":
        return TierCut(f"The best tier would be the top {share_in_words} of the bank's customers by contribution: "
                       f"{whole} of {number(top.customers)}, each bringing {last} or more.{instead}",
                       share | {"by": "contribution"})
    return TierCut(
        f"The best tier would be the top {share_in_words} of the bank's customers by {top.by}, some {whole} of "
        f"{number(top.customers)}. The studio scores them by their rank in {top.by} and cuts at the nearest tenth of a "
        f"point, a thousandth of all customers.{instead}",
        share | {"by": "score", "weights": f"{top.by}=100", "missing": "left_out"})
