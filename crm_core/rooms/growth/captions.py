"""The cards and figures of Growth in words: titles are findings, notes say what is shown."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, number, percent
from crm_core.language import _, day, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.growth.groups import Group, Thresholds
from crm_core.rooms.growth.measure import Growth
from crm_core.rooms.growth.reading import say_untold
from crm_core.rooms.growth.strategy.three_ways import Budget
from crm_core.rooms.growth.trial.forecast import FACTORS
from crm_core.rooms.growth.vocabulary import candidate_label, factor_label, group_label
from crm_core.rooms.growth.wording import share_of


@made_once
def metrics(result: Growth, money: Money) -> tuple[Metric, ...]:
    """What each end of the two axes holds, and what the strategies would cost."""
    best, low = result.of("most_valuable"), result.of("low_income")
    shown = [Metric(_("Contributed by the most valuable"), share_of(best["contribution"], best["contribution_share"],
                                                                    money),
                    _who_is_most_valuable(result, money))]
    rising, coming = result.of("highest_potential"), result.of("potential")
    if rising["customers"]:
        shown.append(Metric(_("Growth expected of the highest potential"), money.short(rising["growth"]), _(
            "Revenue of the next twelve months beyond that of the last: what customers with such a score grew by in "
            "the tested year. Customers: {count}. By chance alone it can be {low} to {high} (95%).",
            count=number(rising["customers"]), **_range(result, "highest_potential", money))))
    if coming["customers"]:
        shown.append(Metric(_("Growth expected of potential customers"), money.short(coming["growth"]), _(
            "Customers who do not contribute more than {threshold} today: {count}. By chance alone it can be {low} to "
            "{high} (95%).", threshold=money.full(result.cuts.low), count=number(coming["customers"]),
            **_range(result, "potential", money))))
    shown += [Metric(_("Contributed by low-income customers"), money.short(low["contribution"]), _(
        "Customers who contribute {low} or less and are not expected to grow much: {count}.",
        low=money.full(result.cuts.low), count=number(low["customers"]))),
              Metric(_("Cost of service by strategy"), money.short(result.strategies["service_cost"].sum()), _(
                  "Hours of contact of each strategy times what an hour costs. Both are assumptions to start from."))]
    return tuple(shown)


def _range(result: Growth, group: Group, money: Money) -> dict[str, str]:
    low, high = result.growth_range(group)
    return {"low": money.short(low), "high": money.short(high)}


def _who_is_most_valuable(result: Growth, money: Money) -> str:
    """Where the top of the bank reaches down to who is low-income, the lower threshold is the one that counts."""
    count = number(result.of("most_valuable")["customers"])
    if result.cuts.contribution > result.cuts.low:
        return _("Customers who contribute {cut} or more a year: {count}.", cut=money.full(result.cuts.contribution),
                 count=count)
    return _("Customers who contribute more than {low} a year: {count}.", low=money.full(result.cuts.low), count=count)


@named
def groups(result: Growth) -> Caption:
    """The grid of the five groups."""
    note = _("From below: contribution up to the lower threshold, above it, and the most valuable. At the right: the "
             "highest growth expected. Thresholds are those of all customers of the bank.")
    if result.winner is None:
        return Caption(_("Customers by contribution alone"), note)
    best = result.of("most_valuable")
    if best["contribution_share"] > 1:
        note += " " + _("The other groups reduce it to 100%.")
    return Caption(ngettext("{count} most valuable customer makes {share} of contribution",
                            "{count} most valuable customers make {share} of contribution", int(best["customers"]),
                            share=percent(best["contribution_share"]))
                   if best["contribution_share"] == best["contribution_share"]
                   else _("Five groups by contribution and growth expected"), note)


@named
def moves(result: Growth, money: Money) -> Caption:
    """What moving the thresholds changes."""
    start = Thresholds()
    note = _("Against the thresholds to start from: top {top}, low-income up to {low}, highest potential {growing}. "
             "Nothing else changes: everybody stays in exactly one group.", top=percent(start.top, decimals=0),
             low=money.full(start.low), growing=percent(start.growing, decimals=0))
    if result.moves.empty:
        return Caption(_("What each group holds"), _("Move a threshold, and who changes group is shown here. Everybody "
                                                     "is in exactly one group."))
    moved = int(result.moves["customers"].sum())
    costs = {name: money.short(table["service_cost"].sum())
             for name, table in (("before", result.before), ("now", result.strategies))}
    return Caption(ngettext(
        "{count} customer moves to another group; service by strategy costs {now} a year, before {before}",
        "{count} customers move to another group; service by strategy costs {now} a year, before {before}",
        moved, **costs), note)


@named
def trial(result: Growth) -> Caption:
    """Which way of telling who could grow held."""
    found = result.trial
    if found is None:
        return Caption(_("Who could grow was not tried out"), say_untold(result))
    note = _("What the fifth with the highest score grew by beyond the others, a customer in the tested year, with an "
             "interval that holds for all ways together (95%); behind it the rank correlation of score and growth. "
             "Scores were made before the year, of {customers} customers.", customers=number(found.customers))
    if found.winner is None:
        return Caption(_("No way tells better than chance who grows"), note)
    chosen = _("The way that is used was chosen by this same year, so it will do a little worse.")
    return Caption(_("Used to tell who grows: {way}", way=candidate_label(found.winner)), f"{note} {chosen}")


@named
def strategy(result: Growth, money: Money) -> Caption:
    """A strategy for each group."""
    dearest = result.strategies.loc[result.strategies["service_cost"].idxmax()]
    note = _("Hours of contact a year and what they cost by the service model of each strategy: assumptions to start "
             "from, as on the page Tiers.")
    if not result.customers:
        return Caption(_("A strategy for each group"), note)
    return Caption(_("Most of the cost of service goes to: {group} ({cost} a year)",
                     group=group_label(dearest["group"]), cost=money.short(dearest["service_cost"])), note)


@named
def budget(found: Budget, money: Money) -> Caption:
    """The split in three, and on what it rests."""
    note = _("Assumed, not measured: in each way money brings at first what is set here, then less and less, and never "
             "more than its limit. The split is exact for these curves: no other would bring more. A pilot in some "
             "branches measures what they are.")
    if found.marginal != found.marginal:
        return Caption(_("No way to grow brings anything by these assumptions"), note)
    one, marginal = money.full(1), money.full(found.marginal, decimals=2)
    if not found.assumed.budget:
        return Caption(_("Without a budget: the first {one} would bring {marginal}", one=one, marginal=marginal), note)
    if found.marginal < 1:
        pays = _("From {amount} on, each {one} brings less than {one} in a year.", one=one,
                 amount=money.short(found.pays_up_to))
        note = f"{pays} {note}"
    return Caption(_("{budget} bring {brought} a year, the last {one} brings {marginal}", one=one, marginal=marginal,
                     budget=money.short(found.assumed.budget), brought=money.short(found.brought)), note)


@named
def listed(result: Growth) -> Caption:
    """The customers of one group."""
    shown, there = len(result.listed), int(result.of(result.group)["customers"])
    note = _("By growth expected; among equals by the score. Reasons are facts that speak for growth, not causes.")
    if shown < there:
        return Caption(_("{group}: the first {shown} of {customers}", group=group_label(result.group),
                         shown=number(shown), customers=number(there)), note)
    return Caption(_("{group}: {customers}", group=group_label(result.group), customers=number(there)), note)


@named
def model(result: Growth) -> Caption:
    """What the potential rests on."""
    return Caption(_("What growth expected rests on"), _("Made from this run."))


def model_card(result: Growth) -> pd.DataFrame:
    """aspect, statement: the card of the model, from the run."""
    found = result.trial
    rows = [(_("Question"), _("What is a customer's revenue in the next twelve months, less that of the last?"))]
    if found is None:
        rows.append((_("Tried out"), say_untold(result)))
        return pd.DataFrame(rows, columns=["aspect", "statement"])
    rows.append((_("Customers"), _("{count} who were customers for all of the twelve months to {day}, and still at "
                                   "their end; who left since counts with no revenue.", count=number(found.customers),
                                   day=day(result.tested_on) if result.tested_on else "")))
    if result.learnt_on:
        rows.append((_("Forecast learnt from"), _(
            "Customers of {earlier} and their revenue of the twelve months after: 80 small trees that minimise "
            "absolute errors. It never saw the tested year.", earlier=day(result.learnt_on))))
        rows.append((_("It looks at"), ", ".join(factor_label(each) for each in FACTORS)))
    else:
        rows.append((_("Forecast"), _("None: it takes a third whole year, or more customers, to learn from.")))
    rows += [(candidate_label(row.candidate), _trial_words(row)) for row in found.scores.itertuples()]
    rows += [
        (_("Used"), candidate_label(found.winner) if found.winner else _("None: nobody beats chance.")),
        (_("Rule"), _("A way must beat chance in both measures. Of those the simplest is used that is within one "
                      "standard error of the best in both; else the one with the most money.")),
        (_("Not looked at"), _("Names, regions, branches, managers, protected attributes.")),
        (_("Limits"), _("Tried on one year, and chosen by it, so a little better than it will be. Size and type are "
                        "those of the customers file as it is today. Few customers win or lose much more than all "
                        "others, so growth of one customer is far less sure than of a group.")),
    ]
    return pd.DataFrame(rows, columns=["aspect", "statement"])


def _trial_words(row: object) -> str:
    values = {name: number(getattr(row, name), decimals=0) for name in ("lift", "lift_low", "lift_high")}
    ranks = {name: number(getattr(row, name), decimals=2) for name in ("rank", "rank_low", "rank_high")}
    return _("Top fifth against the others {lift} ({lift_low} to {lift_high}) a customer; rank correlation {rank} "
             "({rank_low} to {rank_high}).", **values, **ranks)
