"""Cuts in words, and the ties at them: how many tie, on which side they are, and what that makes of the share."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crm_core.house_style import Money, number, percent
from crm_core.rooms.tiers.cutting.cuts import NOBODY
from crm_core.rooms.tiers.cutting.placing import tiers_at
from crm_core.rooms.tiers.cutting.ties import MATERIAL
from crm_core.rooms.tiers.measure import Outline
from crm_core.rooms.tiers.scheme.group import EVERYBODY, By, group_label


def cut_in_words(by: By, cut: float, money: Money) -> str:
    """`63.0 points`, `€5,000.00`, or that nobody reaches it."""
    if cut == NOBODY:
        return "out of reach"
    return f"{number(cut, decimals=1)} points" if by == "score" else money.full(cut, decimals=2)


def tie_sentences(result: Outline, money: Money, *, material: float = MATERIAL) -> tuple[str, ...]:
    """A sentence for each tie of amounts that a cut was asked to fall into, and of scores where it is `material`."""
    tied = result.cuts[result.cuts["tied_customers"] > 0]
    by_of = {group.of: group.by for group in result.scheme.groups}
    sentences = []
    for (of, value, is_above), rows in tied.groupby(["of", "tied_at", "tie_is_above"], sort=False):
        change = (rows["met_customers"] - rows["asked_customers"]).abs().max() / rows["of_customers"].iloc[0]
        if by_of[of] != "score" or change >= material:
            cuts = result.cuts.loc[result.cuts["of"] == of, "at_least"].tolist()
            tier = result.scheme.names[int(tiers_at(np.array([value]), cuts)[0]) - 1]
            names = [result.scheme.names[each - 1] for each in rows["tier"]]
            asked, met = (_shares(rows[each] / rows["of_customers"]) for each in ("asked_customers", "met_customers"))
            whose = "customers" if of == EVERYBODY else group_label(of)
            instead = f", so that {met} of {whose} are above instead of {asked}" if met != asked else ""
            sentences.append(
                f"{number(rows['tied_customers'].iloc[0])} {whose} tie at {cut_in_words(by_of[of], value, money)}, "
                f"where the cut{'s' * (len(names) > 1)} for {' and '.join(names)} would fall: all of them are "
                f"{'above' if is_above else 'below'}, in {tier}{instead}.")
    return tuple(sentences)


def tie_cell(tied: int, is_above: bool) -> str:
    """`85, below`: how many tie at a cut and on which side of it they are; empty for none."""
    return f"{number(tied)}, {'above' if is_above else 'below'}" if tied else ""


def _shares(shares: pd.Series) -> str:
    """`20%`, or `20% and 45%`; a share that several have is written once."""
    return " and ".join(dict.fromkeys(percent(each) for each in shares))
