"""A Concentration in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

from crm_core.amounts import Money, number, percent
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.pareto.group_reading import say_groups
from crm_core.rooms.pareto.measure import Concentration
from crm_core.rooms.pareto.standing import Pareto, Stability
from crm_core.rooms.pareto.tie import say_tie, unit_of
from crm_core.vocabulary import counted, measure_label, measure_noun


@made_once
def say(result: Concentration, money: Money) -> Reading:
    """Who accounts for the total, who reduces it, and how much depends on the few."""
    unit = unit_of(result)
    if not result.peak_amount and not result.destroyed_amount:
        return Reading(_("{measure} is zero throughout ({customers}).", measure=measure_label(result.by),
                         customers=counted(unit, result.customers)))
    if not result.has_shares:
        return _say_money(result, unit, money)
    if isinstance(result, Pareto) and unit != "customers":
        return say_groups(result, money)
    if result.customers == 1:
        return Reading(_("The only customer accounts for all {measure}: {amount}.", measure=measure_noun(result.by),
                         amount=money.short(result.total)))
    parts = [_say_enough(result, money), say_tie(result, money)]
    if isinstance(result, Pareto) and result.stability is not None and result.stability.top_before:
        parts.append(_say_stability(result.stability, money))
    return Reading(_say_top(result), " ".join(part for part in parts if part))


def _say_top(result: Concentration) -> str:
    """The share of the top, and what negative amounts take off: of contribution they are losses."""
    values = {"top": percent(result.top), "share": percent(result.top_share), "measure": measure_noun(result.by)}
    if not result.loss_making_customers:
        return _("The top {top} of customers account for {share} of {measure}.", **values)
    values |= {"part": percent(result.loss_making_share), "lost": percent(result.destroyed_share)}
    if result.by == "contribution":
        return _("The top {top} of customers account for {share} of {measure}; the losses of the {part} who are "
                 "unprofitable equal {lost} of it.", **values)
    return _("The top {top} of customers account for {share} of {measure}; the negative amounts of {part} of customers "
             "equal {lost} of it.", **values)


def _say_enough(result: Concentration, money: Money) -> str:
    values = {"few": number(math.ceil(result.cover_customers or 0)), "cover": percent(result.cover),
              "customers": counted("customers", result.customers), "total": money.short(result.total)}
    if result.steps:
        return _("It takes at most {few} of {customers} to reach {cover} of the total ({total}).", **values)
    return _("It takes {few} of {customers} to reach {cover} of the total ({total}).", **values)


def _say_stability(moved: Stability, money: Money) -> str:
    share = percent(moved.kept_share)
    if not moved.left:
        return _("{share} of the previous year's top customers are still in the top.", share=share)
    return ngettext("{share} of the previous year's top customers are still in the top; the one who left went from "
                    "{before} to {now}.",
                    "{share} of the previous year's top customers are still in the top; the {count} who left went from "
                    "{before} to {now}.", moved.left, share=share, before=money.short(moved.left_amount_before),
                    now=money.short(moved.left_amount))


def _say_money(result: Concentration, unit: str, money: Money) -> Reading:
    """The two sides of a net total that is not positive, or too small beside them for shares."""
    headline = _("The net {measure} of {customers} is {amount}.", measure=measure_noun(result.by),
                 customers=counted(unit, result.customers), amount=money.short(result.total))
    sides = _("No amount is positive.") if not result.profitable_customers else _(
        "{gaining} with a positive amount: {gain}; {losing} with a negative amount: {loss}.",
        gaining=counted(unit, result.profitable_customers), gain=money.short(result.peak_amount),
        losing=counted(unit, result.loss_making_customers), loss=money.short(-result.destroyed_amount))
    return Reading(headline, f"{sides} {_why_money(result.total)}")


def _why_money(total: float) -> str:
    if total < 0:
        return _("Shares of a negative total would be meaningless, so amounts are shown instead.")
    if total == 0:
        return _("Shares of zero would be meaningless, so amounts are shown instead.")
    return _("Shares of so small a net total would be meaningless, so amounts are shown instead.")
