"""What a scheme sets, in a reader's words: for schemes side by side."""

from __future__ import annotations

from collections.abc import Sequence

from crm_core.house_style import NOTHING, Money, number, percent
from crm_core.rooms.tiers.cuts_in_words import cut_in_words
from crm_core.rooms.tiers.scheme.group import EVERYBODY, Group, group_label
from crm_core.rooms.tiers.scheme.scheme import Scheme
from crm_core.rooms.tiers.scheme.weights import WHOLE

HOW = {"share": "by share of customers", "cuts": "by hand", "cover": "by the few who bring most",
       "natural": "in natural breaks", "budget": "best within a budget", "needs": "by customers' needs"}
MISSING = {"left_out": "judged by the rest", "lowest": "counted as the lowest", "middle": "counted as the middle"}


def scheme_in_words(scheme: Scheme, money: Money) -> dict[str, str]:
    """Each setting's name and value in words, in the order of the page; equal schemes have equal settings."""
    names = scheme.names
    settings = {"Tiers": ", ".join(names), "Customer types": "each by itself" if scheme.is_by_type else "all together"}
    for group in scheme.groups:
        settings |= _cuts(group, names, money)
    settings |= {f"Weight of {criterion}": f"{weight} %" for criterion, weight in vars(scheme.weights).items()}
    settings["Missing size or grade"] = MISSING[scheme.missing]
    unit = "points" if scheme.groups[0].by == "score" else "%"
    settings["Stability rule, margin"] = f"{scheme.hold.margin:g} {unit}"
    settings["Stability rule, moves when due"] = "two years" if scheme.hold.periods > 1 else NOTHING
    for group in scheme.groups:
        settings |= _promised(group, names)
    settings |= {f"An hour of {channel}": money.full(cost, decimals=2) for channel, cost in scheme.costs.items()}
    return settings | {f"Colour of {tier.name}": tier.colour for tier in scheme.tiers if tier.colour}


def _cuts(group: Group, names: Sequence[str], money: Money) -> dict[str, str]:
    of = _of(group)
    settings = {f"Cut{of}": HOW[group.how]}
    if group.how != "needs":
        settings[f"Ranked by{of}"] = group.by
    for name, value in zip(names, group.values, strict=False):
        if group.how == "share":
            settings[f"{name}{of}, of customers"] = percent(value)
        elif group.how == "cover":
            settings[f"Down to {name}{of}, of contribution"] = percent(value)
        elif group.how == "cuts":
            settings[f"{name}{of} from"] = cut_in_words(group.by, value, money)
        else:
            settings[f"Budget a year{of}"] = (money.full(value) if group.budget_in == "cost"
                                              else f"{number(value)} staff hours")
    return settings


def _promised(group: Group, names: Sequence[str]) -> dict[str, str]:
    settings, of = {}, _of(group)
    for name, promise in zip(names, group.promises, strict=True):
        settings[f"{name}{of}, hours a year"] = f"{promise.hours:g}"
        settings |= {f"{name}{of}, by {channel}": f"{share * WHOLE:g} %"
                     for channel, share in promise.mix.items() if share}
        settings[f"{name}{of}, answer within"] = f"{promise.response_hours:g} hours"
        settings[f"{name}{of}, offer"] = promise.offer
    return settings


def _of(group: Group) -> str:
    return "" if group.of == EVERYBODY else f" of {group_label(group.of)}"
