"""Growth in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.growth.groups import Group
from crm_core.rooms.growth.measure import FEW, Growth
from crm_core.rooms.growth.trial.contest import MIN_TESTED
from crm_core.vocabulary import type_plural

GROWING: tuple[Group, ...] = ("highest_potential", "potential")
"""The groups that are told by growth, in the order in which the first sentence looks at them."""
_TYPES = ("individual", "business", "corporate", "unstated")


@made_once
def say(result: Growth, money: Money) -> Reading:
    """What the most valuable contribute and what those who could grow may add; and how far to believe it."""
    parts = [_say_range(result, money), _say_trial(result, money), say_few(result), _say_low_top(result, money),
             _say_few_types(result), _say_new(result)]
    return Reading(_say_groups(result, money), " ".join(each for each in parts if each))


def _say_groups(result: Growth, money: Money) -> str:
    if not result.customers:
        return ngettext("{count} customer is one for less than a year, and in no group yet.",
                        "{count} customers are customers for less than a year, and in no group yet.", result.new)
    if result.customers == 1:
        return _("The only customer contributes {amount}.", amount=money.short(result.groups["contribution"].sum()))
    return f"{_say_best(result, money)} {_say_rising(result, money)}".rstrip()


def _say_best(result: Growth, money: Money) -> str:
    best, customers = result.of("most_valuable"), number(result.customers)
    if not best["customers"]:
        return _("None of {customers} customers is among the bank's most valuable.", customers=customers)
    return ngettext("Of {customers} customers the most valuable one contributes {amount}.",
                    "Of {customers} customers the {count} most valuable contribute {amount}.", int(best["customers"]),
                    customers=customers, amount=money.short(best["contribution"]))


def _say_rising(result: Growth, money: Money) -> str:
    """Who else may add to it; nothing where there is nobody else."""
    best, rising, coming = (result.of(group) for group in ("most_valuable", "highest_potential", "potential"))
    if result.winner is None:
        return _("Who could grow cannot be told.")
    if rising["customers"] and best["customers"]:
        return ngettext("{count} other has the highest growth potential and is expected to add {growth} of revenue in "
                        "a year.",
                        "{count} others have the highest growth potential and are expected to add {growth} of revenue "
                        "in a year.", int(rising["customers"]), growth=money.short(rising["growth"]))
    if rising["customers"]:
        return ngettext("{count} has the highest growth potential and is expected to add {growth} of revenue in a "
                        "year.",
                        "{count} have the highest growth potential and are expected to add {growth} of revenue in a "
                        "year.", int(rising["customers"]), growth=money.short(rising["growth"]))
    if coming["customers"]:
        return ngettext("{count} customer who contributes no more than {low} is expected to add {growth} of revenue "
                        "in a year.",
                        "{count} customers who contribute no more than {low} are expected to add {growth} of revenue "
                        "in a year.", int(coming["customers"]), low=money.full(result.cuts.low),
                        growth=money.short(coming["growth"]))
    if best["customers"] == result.customers:
        return ""
    return _("None of the others is expected to grow much.") if best["customers"] else \
        _("None of them is expected to grow much.")


def _say_range(result: Growth, money: Money) -> str:
    """How far the growth of the first sentence is sure."""
    told = [group for group in GROWING if result.of(group)["customers"]]
    if not told or result.customers <= 1:
        return ""
    low, high = result.growth_range(told[0])
    return _("By chance alone that can be {low} to {high} (95%).", low=money.short(low), high=money.short(high))


def _say_trial(result: Growth, money: Money) -> str:
    if result.untold:
        return say_untold(result)
    if result.trial is None or result.winner is None:
        return ""
    row = result.trial.scores.set_index("candidate").loc[result.winner]
    return _("In a year that was kept back to try this, revenue of the fifth of the bank's customers with the highest "
             "potential changed by {top} each, that of the others by {rest}.", top=money.full(row["top"]),
             rest=money.full(row["rest"]))


@made_once
def say_untold(result: Growth) -> str:
    """Why nobody is told apart by growth, and what would change it."""
    match result.untold:
        case "years":
            return _("Growth expected is tried out on a year whose end is known: that takes two whole years of "
                     "activity, known alike. Load a longer activity file; until then customers are grouped by "
                     "contribution alone.")
        case "customers":
            return _("Fewer than {least} customers were there for all of the year before: too few to try out who "
                     "grows. They are grouped by contribution alone.", least=number(MIN_TESTED))
        case "chance":
            return _("None of the ways that were tried told better than chance who would grow, so there is no list of "
                     "customers to expand.")
    return ""


@made_once
def say_few(result: Growth) -> str:
    """That a scope is small."""
    return _("So few customers say little of others.") if 0 < result.customers < FEW else ""


def _say_low_top(result: Growth, money: Money) -> str:
    """Where the top of the bank reaches down to those who are low-income, they are not most valuable."""
    if not result.customers or result.cuts.contribution > result.cuts.low:
        return ""
    return _("The top {share} of the bank's customers reach down to {low} of contribution or below; who contributes no "
             "more than that is not among the most valuable.", share=percent(result.thresholds.top, decimals=0),
             low=money.full(result.cuts.low))


def _say_few_types(result: Growth) -> str:
    if not result.few_types or result.untold in ("years", "customers"):
        return ""
    names = all_of([type_plural(_TYPES[code]) for code in result.few_types])
    return _("Too few customers to be compared with similar ones: {types}.", types=names)


def _say_new(result: Growth) -> str:
    if not result.new or not result.customers:
        return ""
    return ngettext("{count} customer of less than a year is in no group yet.",
                    "{count} customers of less than a year are in no group yet.", result.new)
