"""Who ties at the threshold of the top, in words."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.rooms.pareto.measure import Concentration
from crm_core.rooms.pareto.standing import Pareto
from crm_core.vocabulary import counted


def unit_of(result: Concentration) -> str:
    """What is ranked: customers, or the groups of a Pareto of groups."""
    return result.unit if isinstance(result, Pareto) else "customers"


@made_once
def say_tie(result: Concentration, money: Money) -> str:
    """Who is inside a tie at the threshold, or how few have a positive amount; empty when the top cuts no tie."""
    unit, top = unit_of(result), percent(result.top)
    if result.cut <= 0:
        return _("The top {top} extends beyond those with a positive amount ({customers}).", top=top,
                 customers=counted(unit, result.profitable_customers))
    if not result.is_cut_in_tie:
        return ""
    inside = number(result.tied_inside, decimals=0 if result.tied_inside == round(result.tied_inside) else 1)
    return _("{customers} tie at the threshold of {cut}; the top {top} includes {inside} of them.", top=top,
             customers=counted(unit, result.tied_customers), cut=money.short(result.cut), inside=inside)
