"""Segments in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.segments.measure import FEW, Segments
from crm_core.vocabulary import channel_label


@made_once
def say(result: Segments, money: Money) -> Reading:
    """Which segment is the largest and which contributes most; who changed, and what is not to be relied on."""
    rows, count = result.segments, number(result.customers)
    first = rows.iloc[0]
    if len(rows) == 1:
        return Reading(ngettext("{count} customer, all in one segment: {name}.",
                                "{count} customers, all in one segment: {name}.", result.customers,
                                name=first["name"]), _so_what(result))
    if rows["contribution_share"].isna().all():
        return Reading(_("Of {segments} segments, {name} is the largest: {share} of {customers} customers.",
                         customers=count, segments=number(len(rows)), name=first["name"],
                         share=percent(first["customer_share"])), _so_what(result))
    best = rows.loc[rows["contribution"].idxmax()]
    return Reading(_(
        "Of {segments} segments, {name} contributes most: {share} of {customers} customers generate "
        "{contribution_share} of contribution.", customers=count, segments=number(len(rows)), name=best["name"],
        share=percent(best["customer_share"]), contribution_share=percent(best["contribution_share"])),
        _so_what(result))


def _so_what(result: Segments) -> str:
    sentences = []
    if 0 < result.compared < FEW:
        sentences.append(ngettext("{changed} of {count} customer is in another segment than a year before.",
                                  "{changed} of {count} customers are in another segment than a year before.",
                                  result.compared, changed=number(result.changed)))
    elif result.compared:
        sentences.append(_("{share} of customers are in another segment than a year before.",
                           share=percent(result.changed_share)))
    if len(result.unsteady):
        sentences.append(ngettext("{names} is not stable: do not build on it.",
                                  "{names} are not stable: do not build on them.", len(result.unsteady),
                                  names=all_of(result.unsteady["name"].tolist())))
    return " ".join(sentences)


def in_words(row: object) -> str:
    """A segment in a line, without its name: `Uses mostly: Branch; seldom active; large balances`."""
    marks = getattr(row, "marks", ())
    told = [_mark(mark) for mark in marks]
    words = "; ".join(told)
    return words[:1].upper() + words[1:] if words else _("Much like all customers")


def sized(row: object) -> str:
    """`1,204 customers, 6 % of customers, 19 % of contribution`."""
    customers, share = int(getattr(row, "customers", 0)), float(getattr(row, "customer_share", 0.0))
    contributes = float(getattr(row, "contribution_share", math.nan))
    if math.isnan(contributes):
        return ngettext("{count} customer, {share} of all", "{count} customers, {share} of all", customers,
                        share=percent(share))
    return ngettext("{count} customer, {share} of all, {contribution_share} of contribution",
                    "{count} customers, {share} of all, {contribution_share} of contribution", customers,
                    share=percent(share), contribution_share=percent(contributes))


def steadiness_words(row: object) -> str:
    """How far a segment can be relied on: a rule is the same each time, a cluster may not be."""
    steadiness = float(getattr(row, "steadiness", math.nan))
    if math.isnan(steadiness):
        return _("By rule")
    if getattr(row, "is_steady", True):
        return _("Stable ({similarity})", similarity=number(steadiness, decimals=2))
    return _("Not stable ({similarity}): do not build on it", similarity=number(steadiness, decimals=2))


def _mark(mark: str) -> str:
    match mark:
        case "often":
            return _("often active")
        case "seldom":
            return _("seldom active")
        case "large_balance":
            return _("large balances")
        case "small_balance":
            return _("small balances")
        case "many_products":
            return _("many products")
        case "few_products":
            return _("few products")
        case "long":
            return _("long-standing customers")
        case "recent":
            return _("recent customers")
    return _("served mostly by: {channel}", channel=channel_label(mark.partition(":")[2]))
