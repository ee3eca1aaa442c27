"""Who may leave, in words: figures, captions, and the card of the model."""

from __future__ import annotations

import math

import pandas as pd

from crm_core.amounts import Money, number, percent
from crm_core.language import _, day, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.retention.chances.factors import FACTORS
from crm_core.rooms.retention.chances.leaving import MAX_ROWS, Calls, Leaving
from crm_core.rooms.retention.chances.reasons_in_words import factor_label
from crm_core.rooms.retention.chances.tested import TRUSTED, Tested
from crm_core.rooms.retention.vocabulary import contestant_label, nobody_label


@made_once
def leaving_metrics(found: Leaving, money: Money) -> tuple[Metric, ...]:
    """What is at risk, and how far chances held in the tested year."""
    tested, shown = found.tested, []
    if found.has_money:
        low, high = found.at_risk_range
        shown.append(Metric(_("Contribution at risk"), money.short(found.at_risk), _(
            "Probability times contribution of the last twelve months, over customers who contribute; {low} to {high} "
            "if expected and actual differ as they may have in the tested year (95%).", low=money.short(low),
            high=money.short(high))))
    if not found.is_useful:
        return (*shown, Metric(_("On average"), percent(found.average),
                               _("The part of customers in the year learnt from.")))
    return (
        *shown,
        Metric(_("Skill"), percent(tested.skill), _(
            "How much nearer probabilities came than the average (Brier score): 0 is no nearer, 100% is certainty. "
            "95%: {low} to {high}.", low=percent(tested.skill_low), high=percent(tested.skill_high))),
        Metric(_("Discrimination (AUC)"), number(tested.auc, decimals=2), _discrimination(found)),
        Metric(_("Expected over actual"), number(tested.ratio, decimals=2), _(
            "{expected} were expected in the tested year and it happened to {left}. 95%: {low} to {high}. Money is "
            "put on probabilities within {least} to {most}, by customers and by contribution.",
            expected=number(tested.expected), left=number(tested.left), low=number(tested.ratio_low, decimals=2),
            high=number(tested.ratio_high, decimals=2), least=number(TRUSTED[0], decimals=2),
            most=number(TRUSTED[1], decimals=2))),
    )


def _discrimination(found: Leaving) -> str:
    low, high = number(found.tested.auc_low, decimals=2), number(found.tested.auc_high, decimals=2)
    if found.outcome == "closed":
        return _("How often of one customer who left and one who stayed the former had the higher probability: 0.5 is "
                 "a coin. 95%: {low} to {high}.", low=low, high=high)
    return _("How often of one customer who went quiet and one who did not the former had the higher probability: 0.5 "
             "is a coin. 95%: {low} to {high}.", low=low, high=high)


@named
def at_risk(found: Leaving, money: Money) -> Caption:
    """Where most contribution is at risk."""
    first = found.groups.iloc[0]
    name = first["name"] if isinstance(first["name"], str) else nobody_label(found.among)
    drawn = "" if len(found.groups) <= MAX_ROWS else _(
        "Drawn are the first {drawn} of {count}; the table has all.", drawn=number(MAX_ROWS),
        count=number(len(found.groups)))
    if not found.has_money:
        note = _("Expected customers. No money is put on probabilities, as in the tested year too many or too few "
                 "were expected, or too much or too little contribution, or it is not known.")
        return Caption(_("{name}: most are expected here", name=name), f"{note} {drawn}".strip())
    note = _("Probability times contribution of the last twelve months; customers who contribute nothing count as 0.")
    if found.outcome == "quiet":
        note = _("Probability times contribution of the last twelve months times {share}, the part that those who went "
                 "quiet in the latest year lost; customers who contribute nothing count as 0.",
                 share=percent(found.lost_share))
    return Caption(_("{name}: {amount} at risk", name=name, amount=money.short(first["at_risk"])),
                   f"{note} {drawn}".strip())


@named
def calibration(found: Leaving) -> Caption:
    """Whether chances are as large as they should be."""
    tested = found.tested
    slope = _("Slope {slope} ({low} to {high}): 1 is right, below 1 probabilities are too extreme.",
              slope=number(tested.slope, decimals=2), low=number(tested.slope_low, decimals=2),
              high=number(tested.slope_high, decimals=2)) if math.isfinite(tested.slope) else ""
    return Caption(_("Probability against what happened, year to {day}", day=day(found.known_on)), _(
        "{count} groups of customers of the whole bank by probability, whatever the scope, with what came of them and "
        "its 95% interval; on the dotted line they agree. {slope}", count=number(len(tested.calibration)),
        slope=slope).strip())


@named
def listed(found: Leaving, money: Money) -> Caption:
    """Whom to call first."""
    count = len(found.listed)
    note = _("Reasons are what weighs most in the customer's probability against the median customer. What goes "
             "together with it need not cause it.")
    if found.calls is None:
        return Caption(ngettext("{count} customer with the highest probability",
                                "{count} customers with the highest probability", count), note)
    return Caption(ngettext("{count} customer to call: {amount} at risk", "{count} customers to call: {amount} at risk",
                            count, amount=money.short(found.calls.at_risk)), note)


def calls_words(calls: Calls, money: Money) -> str:
    """What calling costs, what it must keep, and what it would bring under the assumption."""
    if not math.isfinite(calls.break_even) or calls.break_even > 1:
        return _("Calling them costs {cost}, more than the {amount} at risk: calls cannot pay for themselves.",
                 cost=money.short(calls.cost), amount=money.short(calls.at_risk))
    if calls.effect_range is not None:
        return _measured(calls, *calls.effect_range, money)
    return _("Calling them costs {cost} and pays for itself once {share} of the contribution at risk is kept "
             "(break-even). Assumed: {effect} is kept, {net} net. The effect of a call is an assumption until a pilot "
             "has measured it.",
             cost=money.short(calls.cost), share=percent(calls.break_even), effect=percent(calls.effect),
             net=money.short(calls.net))


def _measured(calls: Calls, low: float, high: float, money: Money) -> str:
    """What calling was measured to keep, against what it must keep. Pilots count customers, and calls are paid for by
    what these contribute: that both are kept alike is said."""
    pilots = (_("the pilot “{name}”", name=calls.measured_by[0]) if len(calls.measured_by) == 1 else
              _("{count} pilots together", count=number(len(calls.measured_by))))
    if calls.effect < 0:
        return _("Calling them costs {cost}. Measured by {pilots}: more of those who were called went than of those "
                 "left out, so calling does not pay.", cost=money.short(calls.cost), pilots=pilots)
    found = _("Calling them costs {cost} and pays for itself once {share} of the contribution at risk is kept "
              "(break-even). Measured by {pilots}: {effect} of the customers who would have gone are kept (95%: {low} "
              "to {high}); if as much of the contribution is, {net} net.",
              cost=money.short(calls.cost), share=percent(calls.break_even), pilots=pilots,
              effect=percent(calls.effect), low=percent(low), high=percent(high), net=money.short(calls.net))
    verdict = (_("All of that interval is above the break-even.") if low > calls.break_even else
               _("All of that interval is below the break-even: calling does not pay.") if high < calls.break_even else
               _("The break-even lies within that interval: whether calling pays is not settled."))
    return f"{found} {verdict}"


@named
def what_to_do(found: Leaving) -> Caption:
    """What could be tried, by reason."""
    first = found.factors.iloc[0]
    return Caption(_("Most frequent reason: {name}", name=first["name"]), _(
        "Of how many customers of the list each is among the three that weigh most, and what could be tried. Ideas, "
        "not effects that were measured."))


@named
def model(found: Leaving) -> Caption:
    """What the model is made of and how it did."""
    return Caption(_("Model card: {name}", name=contestant_label(found.winner)), _(
        "Made from this run. The simplest model within one standard error of the best wins, on customers of the "
        "earlier year whom it did not learn from; the later year is for the test alone."))


def model_card(found: Leaving) -> pd.DataFrame:
    """aspect and statement: data, dates, what is looked at, contest, test and limits, as of this run."""
    tested = found.tested
    contest = [_("{name}: Brier score {score}", name=contestant_label(row.contestant),
                 score=number(row.brier, decimals=5)) for row in found.scores.itertuples()]
    outcome = (_("Leaving within twelve months (left_on)") if found.outcome == "closed" else
               _("Balance and turnover both below 80% of the year before, of who stays; a measure that the data lacks "
                 "is not asked"))
    rows = [
        (_("Outcome"), outcome),
        (_("Data"), _("Customers of the whole bank, of at least six months, with their activity of three trailing "
                      "years to {day}; filters change who is listed, not what is learnt", day=day(found.known_on))),
        (_("Trained on"), ngettext(
            "{count} customer as of {known}, and what became of them by {by}",
            "{count} customers as of {known}, and what became of them by {by}", found.learnt,
            known=day(found.learnt_on), by=day(found.tested_on))),
        (_("Tested on"), ngettext(
            "{count} customer as of {known}, and what became of them by {by}",
            "{count} customers as of {known}, and what became of them by {by}", tested.customers,
            known=day(found.tested_on), by=day(found.known_on))),
        (_("Features"), "; ".join(factor_label(each) for each in FACTORS)),
        (_("Not used"), _("Protected attributes, names, regions, branches and managers; whether a field is "
                               "empty")),
        (_("Models compared"), "; ".join(contest)),
        (_("Settings"), _("Boosted trees: 120 rounds, rate 0.05, 4 leaves, 100 customers a leaf, then a sigmoid; no "
                          "outcome is weighed up; 3 parts left out in turn; seed 0")),
        (_("Winner"), contestant_label(found.winner)),
        (_("Skill in the test"), _("{skill} ({low} to {high})", skill=percent(tested.skill),
                                   low=percent(tested.skill_low), high=percent(tested.skill_high))),
        *_told_apart(found.tested),
        (_("Expected and actual"), _("{expected} and {left}; ratio {ratio} ({low} to {high})",
                                     expected=number(tested.expected), left=number(tested.left),
                                     ratio=number(tested.ratio, decimals=2), low=number(tested.ratio_low, decimals=2),
                                     high=number(tested.ratio_high, decimals=2))),
        *_by_contribution(found),
        (_("Limits"), _("Size, grade and type are those of today, not of then. Probabilities are of one year like the "
                        "two before; an event that neither had is not in them. Reasons are no causes.")),
    ]
    if found.outcome == "quiet":
        rows.append((_("What quiet means"), _(
            "A mean of twelve months goes on falling after a fall in the half-year before it: many of those who are "
            "found have begun to go quiet already.")))
    return pd.DataFrame(rows, columns=["aspect", "statement"])


def _told_apart(tested: Tested) -> list[tuple[str, str]]:
    """How far customers were told apart in the test: of one chance for all there is nothing to say."""
    if not math.isfinite(tested.slope):
        return []
    return [
        (_("Discrimination (AUC)"), _interval(tested.auc, tested.auc_low, tested.auc_high)),
        (_("Calibration slope"), _interval(tested.slope, tested.slope_low, tested.slope_high)),
        (_("Of 100 marked, of 100 others"), _("{marked} and {rest}", marked=number(100 * tested.marked_rate),
                                              rest=number(100 * tested.rest_rate, decimals=1))),
    ]


def _interval(value: float, low: float, high: float) -> str:
    return _("{value} ({low} to {high})", value=number(value, decimals=2), low=number(low, decimals=2),
             high=number(high, decimals=2))


def _by_contribution(found: Leaving) -> list[tuple[str, str]]:
    """As many customers as expected are not as much money, where a few contribute most of it."""
    if found.expected_money <= 0 or found.came_money <= 0:
        return []
    return [(_("Expected over actual, by contribution"), number(found.expected_money / found.came_money, decimals=2))]
