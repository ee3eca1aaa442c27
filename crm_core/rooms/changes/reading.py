"""What changed in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, against, number
from crm_core.language import _, all_of, month
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.changes.measure import Changes
from crm_core.rooms.changes.words import amount_in_words, by_label, signed, step_noun
from crm_core.vocabulary import family_noun

_NAMED = 3
"""Steps that are named in a sentence."""


@made_once
def say(result: Changes, money: Money) -> Reading:
    """How much it changed and if that is news; then why, and which part explains most."""
    parts = (_say_chance(result, money), _say_steps(result, money), _say_part(result, money), _say_customers(result),
             _say_gaps(result))
    return Reading(_say_change(result, money), " ".join(each for each in parts if each))


def subject(result: Changes) -> str:
    """What is asked about: `Contribution`, `Loans of Branch Plaza`."""
    if not result.where:
        return by_label(result.by)
    return _("{measure} of {name}", measure=by_label(result.by), name=", ".join(result.where))


def when(result: Changes) -> str:
    """In the period, or of what is held in its last month."""
    return _("in {month}", month=month(result.period.last_month)) if result.is_level else result.period.during


def _say_change(result: Changes, money: Money) -> str:
    rate = against(result.now, result.before)
    values = {"measure": subject(result), "when": when(result), "now": amount_in_words(result.by, result.now, money),
              "amount": amount_in_words(result.by, abs(result.change), money), "rate": rate}
    if result.change == 0:
        return _("{measure} {when}: {now}, the same as a year before.", **values)
    if result.change > 0:
        return (_("{measure} {when}: {now}, {amount} ({rate}) more than a year before.", **values) if rate else
                _("{measure} {when}: {now}, {amount} more than a year before.", **values))
    return (_("{measure} {when}: {now}, {amount} ({rate}) less than a year before.", **values) if rate else
            _("{measure} {when}: {now}, {amount} less than a year before.", **values))


def _say_chance(result: Changes, money: Money) -> str:
    if result.change == 0 or result.chance.verdict == "beyond chance":
        return ""
    if result.chance.verdict == "unknown" and result.is_of_years:
        return _("Whether this is significant cannot be said: single months of customers stayed in the lakehouse.")
    if result.chance.verdict == "unknown":
        return _("Too few months are known to tell whether this is significant.")
    if result.by == "customers" or result.chance.limit is None:
        return _("This is not significant: about as many joined as left.")
    return _("This is not significant: the months vary by up to {limit} by themselves.",
             limit=money.short(result.chance.limit))


def _say_steps(result: Changes, money: Money) -> str:
    """The largest steps, whichever way they go."""
    steps = result.steps[result.steps["amount"] != 0]
    if len(steps) < 2 or result.by == "customers":  # noqa: PLR2004 one step is the change itself
        return ""
    largest = steps.loc[steps["amount"].abs().sort_values(ascending=False, kind="stable").index].head(_NAMED)
    told = [f"{step_noun(row.step)} {signed(result.by, row.amount, money)}" for row in largest.itertuples(index=False)]
    return _("Largest effects: {effects}.", effects=all_of(told))


def _say_part(result: Changes, money: Money) -> str:
    """The part that changed most, where that is more than chance."""
    found = leading_part(result)
    if found is None:
        return ""
    values = {"part": found["name"], "amount": signed(result.by, found["change"], money)}
    if found["part"] == result.parts["part"].iloc[0]:
        return _("{part} changed most: {amount}.", **values)
    return _("{part} changed significantly: {amount}.", **values)


def leading_part(result: Changes) -> pd.Series | None:
    """The part with the largest change beyond chance; None when there is none, or one part only."""
    news = result.parts[(result.parts["verdict"] == "beyond chance") & (result.parts["part"] != "")]
    return news.iloc[0] if len(news) and len(result.parts) > 1 else None


def _say_customers(result: Changes) -> str:
    """How many joined and left, and whether that differs by more than chance; nothing of a product, which they need not
    hold."""
    if result.turnover == "unknown" or result.is_of_product:
        return ""
    values = {"joined": number(result.joined), "left": number(result.left)}
    if result.turnover == "chance":
        return _("Within the year {joined} customers joined and {left} left; the difference is not significant.",
                 **values)
    return _("Within the year {joined} customers joined and {left} left.", **values)


def _say_gaps(result: Changes) -> str:
    """Where those who stayed hold half as many accounts, or twice as many, the data is asked after first."""
    fewer = result.gaps[result.gaps["accounts"] < result.gaps["accounts_before"]]["family"]
    more = result.gaps[result.gaps["accounts"] > result.gaps["accounts_before"]]["family"]
    told = []
    if len(fewer):
        told.append(_("Customers who stayed hold at most half the accounts of a year before ({families}): check that "
                      "all activity was loaded.", families=all_of([family_noun(each) for each in fewer])))
    if len(more):
        told.append(_("Customers who stayed hold at least twice the accounts of a year before ({families}): check that "
                      "all activity of that year was loaded.", families=all_of([family_noun(each) for each in more])))
    return " ".join(told)
