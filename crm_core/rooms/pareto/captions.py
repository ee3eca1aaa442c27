"""The figures and cards of a Pareto in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.amounts import NOTHING, Money, apart, number, percent
from crm_core.language import _, ngettext, pgettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.pareto.measure import Concentration
from crm_core.rooms.pareto.reading import say
from crm_core.rooms.pareto.standing import Pareto, Stability
from crm_core.rooms.pareto.tie import say_tie
from crm_core.vocabulary import counted, group_label, measure_noun


@made_once
def metrics(result: Pareto, before: Concentration | None, money: Money) -> tuple[Metric, ...]:
    """The four figures of the curve; `before` is the curve of the year before, if it can be compared."""
    top, losing = percent(result.top), counted(result.unit, result.loss_making_customers)
    if result.unit == "groups":
        return _metrics_of_groups(result, before, money)
    return (
        Metric(_("From the top {top}", top=top),
               money.short(result.top_amount) if result.top_share is None else percent(result.top_share),
               _("The part of net {measure} that the top {top} of customers account for. It exceeds {whole} when "
                 "negative amounts reduce the total.", measure=measure_noun(result.by), top=top, whole=percent(1)),
               apart(result.top_share, before.top_share if before else None)),
        _least_part(result, before),
        Metric(_("Unprofitable customers") if result.by == "contribution" else _("Negative amounts"),
               percent(result.loss_making_share),
               _("Customers with a negative amount ({customers}), as a share of all customers.", customers=losing),
               apart(result.loss_making_share, before.loss_making_share if before else None), "down"),
        _gini(result),
    )


def _least_part(result: Pareto, before: Concentration | None) -> Metric:
    """The fewest customers that make the asked part; of steps the most that it can take, which has no change."""
    label = _("{share} comes from", share=percent(result.cover))
    if result.steps:
        return Metric(label, _("at most {amount}", amount=percent(result.cover_share)),
                      _("The smallest part of all customers that accounts for this share of the net total is at most "
                        "this: between two steps the curve is known to be above a straight line."))
    return Metric(label, percent(result.cover_share),
                  _("The smallest part of all customers that accounts for this share of the net total."),
                  apart(result.cover_share, before.cover_share if before else None))


def _gini(result: Pareto) -> Metric:
    known = NOTHING if result.gini is None else number(result.gini, decimals=2)
    if result.steps and result.gini is not None:
        known = _("at least {amount}", amount=known)
    return Metric(_("Concentration (Gini)"), known, _explain_gini(result))


def _metrics_of_groups(result: Pareto, before: Concentration | None, money: Money) -> tuple[Metric, ...]:
    """The same of groups, and of the customers who are in none."""
    top = percent(result.top)
    return (
        Metric(_("From the top {top}", top=top),
               money.short(result.top_amount) if result.top_share is None else percent(result.top_share),
               _("The part of net {measure} that the top {top} of groups and single customers account for. It exceeds "
                 "{whole} when negative amounts reduce the total.", measure=measure_noun(result.by), top=top,
                 whole=percent(1)),
               apart(result.top_share, before.top_share if before else None)),
        Metric(_("{share} comes from", share=percent(result.cover)), percent(result.cover_share),
               _("The smallest part of all groups and single customers that accounts for this share of the net total."),
               apart(result.cover_share, before.cover_share if before else None)),
        Metric(_("Unprofitable groups") if result.by == "contribution" else _("Negative amounts"),
               percent(result.loss_making_share),
               _("Groups and single customers with a negative amount, as a share of all of them."),
               apart(result.loss_making_share, before.loss_making_share if before else None), "down"),
        _gini(result),
    )


def _explain_gini(result: Concentration) -> str:
    if result.has_losses:
        return _("Gini index for amounts that may be negative (Raffinetti, Siletti and Vernizzi 2015), from 0 to 1. 0 "
                 "when all amounts are equal; the higher, the more depends on few.")
    return _("Gini index, from 0 to (n − 1)/n. 0 when all amounts are equal; the higher, the more depends on few.")


@named
def curve(result: Pareto, money: Money) -> Caption:
    """How far profitable customers carry the total before the others reduce it."""
    if result.steps:
        return _curve_of_steps(result, money)
    threshold = _("The threshold of the top {top} is {amount}", top=percent(result.top),
                  amount=money.short(result.cut))
    if not result.loss_making_customers:
        return Caption(threshold, say_tie(result, money))
    note = _("Peak at rank {rank} of {customers}; negative amounts ({losing}) then reduce the total by {amount}.",
             rank=number(result.profitable_customers), customers=number(result.customers),
             losing=counted(result.unit, result.loss_making_customers), amount=money.short(result.destroyed_amount))
    if not result.peak_share:
        return Caption(threshold, f"{note} {say_tie(result, money)}".strip())
    shares = {"peak": percent(result.peak_share), "whole": percent(1)}
    if result.by == "contribution" and result.unit == "customers":
        return Caption(_("Profitable customers generate {peak}; unprofitable customers reduce it to {whole}",
                         **shares), note)
    return Caption(_("Positive amounts add up to {peak}; negative amounts reduce it to {whole}", **shares), note)


def _curve_of_steps(result: Pareto, money: Money) -> Caption:
    """Without the amount of any customer."""
    title = ngettext("All customers in one step", "All customers in {count} steps, best first", result.steps)
    drawn = _("The curve is exact at the end of each step; between two ends the true one is on or above the line.")
    if not result.loss_making_customers:
        return Caption(title, drawn)
    lost = _("Negative amounts ({losing}) reduce the total by {amount}.", amount=money.short(result.destroyed_amount),
             losing=counted(result.unit, result.loss_making_customers))
    if result.by == "contribution" and result.peak_share:
        title = _("Profitable customers generate {peak}; unprofitable customers reduce it to {whole}",
                  peak=percent(result.peak_share), whole=percent(1))
    return Caption(title, f"{lost} {drawn}")


@named
def moves(moved: Stability) -> Caption:
    """How many of the top of the year before are still in it."""
    return Caption(_("{share} of the previous year's top customers are still in the top",
                     share=percent(moved.kept_share)),
                   _("The top of each year has its own threshold and includes all who tie at it. Amounts are those of "
                     "the same customers in both years."))


def move_label(move: str) -> str:
    """What customers did who are in the top of one year or of both."""
    match move:
        case "entered":
            return pgettext("customers of the top", "Entered")
        case "left":
            return pgettext("customers of the top", "Left")
    return pgettext("customers of the top", "Stayed")


def nobody_moved(move: str) -> str:
    """Instead of an empty list."""
    return _("No customer left the top.") if move == "left" else _("No customer entered the top.")


def movers_in_words(move: str) -> str:
    """What the table of those who moved shows, where it cannot be seen."""
    return (_("Customers who left the top, largest change first") if move == "left" else
            _("Customers who entered the top, largest change first"))


@named
def groups(parts: Pareto, money: Money) -> Caption:
    """The groups' own answer."""
    return Caption(by_groups(parts), str(say(parts, money)))


def by_groups(parts: Pareto) -> str:
    """`Regions by contribution`."""
    return _("{groups} by {measure}", groups=group_label(parts.unit), measure=measure_noun(parts.by))


@named
def best(result: Pareto) -> Caption:
    """What the best customers account for together."""
    shares = result.table["running_share"].dropna()
    if result.unit == "groups":
        title = _("The largest groups and single customers") if shares.empty else ngettext(
            "The largest group or single customer accounts for {share}",
            "The {count} largest groups and single customers account for {share}", len(result.table),
            share=percent(shares.iloc[-1]))
        return Caption(title, _("A group counts once, with all of its customers, in the region and type that most of "
                                "them share."))
    title = _("The best customers") if shares.empty else ngettext(
        "The best customer accounts for {share}", "The best {count} customers account for {share}", len(result.table),
        share=percent(shares.iloc[-1]))
    return Caption(title)
