"""Fairness in words: what a region's mix of customers explains, what chance does, and what is left to look at."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crm_core.amounts import NOTHING, number, percent
from crm_core.labels import told_apart
from crm_core.language import N_, _, all_of, ngettext
from crm_core.reading import Caption, named
from crm_core.rooms.tiers.consequences.fairness import CHANCE, MIN_CUSTOMERS, MIN_EXPECTED, Fairness, Reach
from crm_core.rooms.tiers.measure import Outline, Tiering
from crm_core.vocabulary import type_plural

_MOST = 3
"""Groups that are named; the others are counted."""
_VERDICTS = {"within": N_("not significant"), "more": N_("significantly more"),
             "fewer": N_("significantly fewer"), "": N_("not judged")}


@named
def fairness(result: Outline) -> Caption:
    """Whether regions reach the best tier as often as their mix of customers lets expect."""
    regions, tier = result.fairness["region_id"], result.scheme.labels[0]
    if not regions.judged:
        return Caption(_("Who reaches {tier}", tier=tier))
    if not regions.outside:
        return Caption(ngettext(
            "The one region that can be judged reaches {tier} as often as its mix of customers suggests",
            "The {count} regions that can be judged reach {tier} as often as their mix of customers suggests",
            len(regions.judged), tier=tier))
    return Caption(ngettext(
        "{count} of {judged} regions reaches {tier} more or less often than its mix of customers suggests",
        "{count} of {judged} regions reach {tier} more or less often than their mix of customers suggests",
        len(regions.outside), judged=number(len(regions.judged)), tier=tier))


def fairness_notes(result: Outline) -> tuple[str, ...]:
    """The lowest region against all and against its mix; who is beyond chance; what is not judged."""
    regions, names = result.fairness["region_id"], region_names(result)
    notes = []
    if regions.judged:
        lowest = min(regions.judged, key=lambda each: (each.rate, each.group))
        notes.append(_lowest(result, lowest, names))
    if regions.outside:
        chance = _("Significance level: {chance} over all regions together (Holm).", chance=percent(CHANCE))
        notes[-1] = f"{notes[-1]} {significant_groups(regions, names)} {chance}"
    notes.append(" ".join(filter(None, (
        alone_note(result),
        _("Customer types are not held against anything: their different value is what tiers tell apart."),
        left_out_note(result.fairness)))))
    return tuple(notes)


def fairness_in_a_sentence(result: Outline) -> str:
    """What a board should know."""
    regions = result.fairness["region_id"]
    if note := alone_note(result):
        return note
    if not regions.judged:
        return _("Too few customers are in {tier} to compare regions.", tier=result.scheme.labels[0])
    alike = result.given_value if isinstance(result, Tiering) else None
    if regions.outside and alike and alike.judged and not alike.outside:
        return f"{significant_groups(regions, region_names(result))} {_alike(alike)}"
    if not regions.outside:
        return ngettext(
            "The one region that can be judged reaches {tier} as often as its mix of customer types suggests, or not "
            "significantly otherwise.",
            "All {count} regions that can be judged reach {tier} as often as their mix of customer types suggests, "
            "or not significantly otherwise.", len(regions.judged), tier=result.scheme.labels[0])
    return " ".join((significant_groups(regions, region_names(result)),
                     _("Such a difference may follow from what customers there contribute; it does not say that anyone "
                       "is favoured.")))


def alone_note(result: Outline) -> str:
    """That one region alone is in scope, which nothing can be said of; empty with several."""
    return _("Only one region is in scope, and there is no other to compare it with.") if (
        result.groups["region_id"].nunique() == 1) else ""


def closer_look(result: Tiering) -> str:
    """The regions that reach the best tier at less than four fifths of what customers of the same type who contribute
    as much lets expect, beyond chance; empty when there are none."""
    flagged, names = result.given_value.flagged if result.given_value else (), region_names(result)
    if not flagged:
        return ""
    return ngettext(
        "{regions} reaches {tier} at less than four fifths of what is expected of customers who contribute as much: "
        "worth a closer look.",
        "{regions} reach {tier} at less than four fifths of what is expected of customers who contribute as much: "
        "worth a closer look.",
        len(flagged), regions=_some([names[each.group] for each in flagged]), tier=result.scheme.labels[0])


def given_value_note(result: Tiering) -> str:
    """Whether regions differ among customers of the same type who contribute as much."""
    alike = result.given_value
    if alike is None:
        return "" if result.needs else _("Contribution alone ranks customers: among customers of one type, regions "
                                         "differ only by what these contribute.")
    if not alike.judged:
        return ""
    if not alike.outside:
        return _alike(alike)
    differ = _("Among customers of the same type who contribute as much, significant: {groups}.",
               groups=_against_expected(alike, region_names(result)))
    return f"{differ} {closer_look(result)}".strip()


def _alike(compared: Fairness) -> str:
    return ngettext(
        "Among customers of the same type who contribute as much, the one region that can be judged does not differ "
        "significantly.",
        "Among customers of the same type who contribute as much, the {count} regions that can be judged do not differ "
        "significantly.", len(compared.judged))


def fairness_table(compared: Fairness, names: Mapping[str, str]) -> pd.DataFrame:
    """group, customers, rate, interval, expected and verdict in words, the highest rate first."""
    rows = sorted(compared.groups, key=lambda each: (-each.rate, each.group))
    return pd.DataFrame([{
        "group": names[each.group], "customers": each.customers, "rate": percent(each.rate),
        "interval": interval(each), "expected": NOTHING if each.expected is None else percent(each.expected),
        "verdict": NOTHING if each.expected is None else _(_VERDICTS[each.verdict])} for each in rows],
        columns=["group", "customers", "rate", "interval", "expected", "verdict"])


def reach_table(result: Outline) -> pd.DataFrame:
    """region, reach_rate, expected_rate, low_rate, high_rate, customers: who reaches the best tier, the highest
    first."""
    names, groups = region_names(result), result.fairness["region_id"].groups
    return pd.DataFrame([(names[each.group], each.rate, each.expected, each.low, each.high, each.customers)
                         for each in sorted(groups, key=lambda each: (-each.rate, each.group))],
                        columns=["region", "reach_rate", "expected_rate", "low_rate", "high_rate", "customers"])


def interval(each: Reach) -> str:
    """`7.1% to 9%`: where the rate lies with 95% confidence."""
    return _("{low} to {high}", low=percent(each.low), high=percent(each.high))


def region_names(result: Outline) -> dict[str, str]:
    """The names of the regions in scope by id; those of one name told apart."""
    names = dict(zip(result.groups["region_id"], result.groups["region"], strict=True))
    return dict(zip(names, told_apart(list(names), list(names.values())), strict=True))


def type_names(result: Outline) -> dict[str, str]:
    """The names of the customer types in scope, by code."""
    return {kind: type_plural(kind) for kind in result.groups["customer_type"].unique()}


def _lowest(result: Outline, each: Reach, names: Mapping[str, str]) -> str:
    words = {"region": names[each.group], "rate": percent(each.rate), "tier": result.scheme.labels[0],
             "overall": percent(result.tiers["customer_share"].iloc[0]), "expected": percent(each.expected)}
    if each.verdict == "within":
        return _("{region} is lowest: {rate} of its customers are in {tier}, against {overall} of all. Its mix of "
                 "customer types suggests {expected}; what remains is not significant.", **words)
    return _("{region} is lowest: {rate} of its customers are in {tier}, against {overall} of all. Its mix of "
             "customer types suggests {expected}; what remains is significant.", **words)


def significant_groups(compared: Fairness, names: Mapping[str, str], of: str = "") -> str:
    """Those that chance does not explain, each against what its mix lets expect; empty when there are none."""
    if not compared.outside:
        return ""
    groups = _against_expected(compared, names)
    if of:
        return _("{attribute}, significant beyond the mix: {groups}.", attribute=of, groups=groups)
    return _("Significant beyond the mix: {groups}.", groups=groups)


def _against_expected(compared: Fairness, names: Mapping[str, str]) -> str:
    return _some([_("{group} {rate} (expected {expected})", group=names[each.group], rate=percent(each.rate),
                    expected=percent(each.expected)) for each in compared.outside])


def _some(names: list[str]) -> str:
    """The first of them, and how many more there are."""
    more = len(names) - _MOST
    if more < 1:
        return all_of(names)
    return all_of([*names[:_MOST], ngettext("{count} more", "{count} more", more)])


def left_out_note(compared: Mapping[str, Fairness]) -> str:
    """How many groups are too small to be shown, and to be judged; empty when none is."""
    small = sum(each.left_out for each in compared.values())
    unjudged = sum(each.expected is not None and not each.verdict for one in compared.values()
                   if len(one.groups) + one.left_out > 1 for each in one.groups)
    sentences = []
    if small:
        sentences.append(ngettext("{count} group of fewer than {least} customers is left out.",
                                  "{count} groups of fewer than {least} customers are left out.", small,
                                  least=number(MIN_CUSTOMERS)))
    if unjudged:
        sentences.append(ngettext(
            "{count} group is shown and not judged: fewer than {least} customers are expected on one side.",
            "{count} groups are shown and not judged: fewer than {least} customers are expected on one side.",
            unjudged, least=number(MIN_EXPECTED)))
    return " ".join(sentences)
