"""Retention in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.retention.chances.factors import FACTORS
from crm_core.rooms.retention.chances.leaving import Leaving
from crm_core.rooms.retention.measure import FEW, Retention
from crm_core.rooms.retention.staying import Staying

WHOLE = 100
_WITHOUT_DECIMALS = 10
FEWER_THAN_ONE = 1
"""Expected customers that would round to none: that nobody is expected is another claim."""


@made_once
def say(result: Retention, money: Money) -> Reading:
    """How many left and went quiet, and who stays longest; or who may leave, what goes with them, and how far to
    believe it."""
    if result.leaving is not None:
        return _say_leaving(result.leaving, money)
    parts = [_say_few(result), _say_quiet_unknown(result), _say_money(result, money),
             _say_difference(result.staying) if result.staying else "", _say_edge(result), _say_unknown(result)]
    return Reading(_say_outcomes(result), " ".join(part for part in parts if part))


def _say_outcomes(result: Retention) -> str:
    latest = result.latest
    if latest is None:
        if result.staying is None:
            return _("It is not known how long customers stay.")
        return _("Of {customers} customers, {rate} leave a year.", customers=number(result.staying.customers),
                 rate=percent(result.staying.yearly_rate))
    customers = int(latest["customers"])
    if not result.knows_quiet:
        return ngettext("Of {count} customer at the start of the year, {left} left within twelve months.",
                        "Of {count} customers at the start of the year, {left} left within twelve months.", customers,
                        left=_part(latest["closed"], customers))
    if not result.left:
        return ngettext("Of {count} customer, {quiet} went quiet within twelve months.",
                        "Of {count} customers, {quiet} went quiet within twelve months.", customers,
                        quiet=_part(latest["quiet"], customers))
    if latest["years_ago"]:
        return ngettext("Of {count} customer at the start of that year, {left} left within twelve months and {quiet} "
                        "went quiet.",
                        "Of {count} customers at the start of that year, {left} left within twelve months and {quiet} "
                        "went quiet.",
                        customers, left=_part(latest["closed"], customers), quiet=_part(latest["quiet"], customers))
    return ngettext("Of {count} customer a year ago, {left} left within twelve months and {quiet} went quiet.",
                    "Of {count} customers a year ago, {left} left within twelve months and {quiet} went quiet.",
                    customers, left=_part(latest["closed"], customers), quiet=_part(latest["quiet"], customers))


def _part(count: float, of: int) -> str:
    """A share, or of few customers their number."""
    return number(int(count)) if of < FEW else percent(count / of)


def _say_few(result: Retention) -> str:
    latest = result.latest
    if latest is None or latest["customers"] >= FEW:
        return ""
    return _("So few customers say little of others.")


def _say_quiet_unknown(result: Retention) -> str:
    if result.latest is None or result.knows_quiet:
        return ""
    return _("Who went quiet shows in balances and turnover, and the data has neither.")


def _say_money(result: Retention, money: Money) -> str:
    latest = result.latest
    if latest is None or not result.knows_money or not latest["closed"]:
        return ""
    if latest["closed_contribution"] < 0:
        return _("Those who left had produced a loss of {amount} in the year before.",
                 amount=money.short(-latest["closed_contribution"]))
    return _("Those who left had contributed {amount} in the year before.",
             amount=money.short(latest["closed_contribution"]))


def _say_difference(found: Staying) -> str:
    if found.difference is None:
        return ""
    if not found.difference.is_significant:
        return _("Differences between kinds of customers are not significant.")
    rows = found.parts[found.parts["part"].isin(found.difference.parts["part"])]
    most, fewest = rows.loc[rows["yearly_rate"].idxmax()], rows.loc[rows["yearly_rate"].idxmin()]
    return _("Differences are significant: most leave among {most} ({most_rate} a year), fewest among "
             "{fewest} ({fewest_rate}).",
             most=most["name"], most_rate=percent(most["yearly_rate"]), fewest=fewest["name"],
             fewest_rate=percent(fewest["yearly_rate"]))


def _say_edge(result: Retention) -> str:
    if not result.quiet_jumps:
        return ""
    now, before = result.outcomes.iloc[0], result.outcomes.iloc[1]
    return _("The share of quiet customers jumped from {before} to {now}: look first for one event that moved the "
             "balances of many.", before=percent(before["quiet_rate"]), now=percent(now["quiet_rate"]))


def _say_unknown(result: Retention) -> str:
    """Why there are no curves."""
    if result.staying is not None:
        return ""
    if result.left:
        return _("It is not known since when customers are customers, so it cannot be said how long they stay.")
    return _("None of these customers is known to have left in the time that the data covers, so it cannot be said how "
             "long customers stay.")


def _say_leaving(found: Leaving, money: Money) -> Reading:
    if not found.is_useful:
        headline = (_("No model that was tried on this data tells better than the average who will leave, so there is "
                      "no list.")
                    if found.outcome == "closed" else
                    _("No model that was tried on this data tells better than the average who will go quiet, so there "
                      "is no list."))
        return Reading(headline, _say_average(found))
    so_what = (_say_marked(found), _say_withheld(found, money), _say_measured(found))
    return Reading(_say_expected(found, money), " ".join(filter(None, so_what)))


def _say_withheld(found: Leaving, money: Money) -> str:
    """Why no money is put on chances, though they tell customers apart."""
    if found.has_money:
        return ""
    if not found.tested.is_sized:
        return _("Money is withheld: in the tested year {expected} were expected and {left} came.",
                 expected=number(found.tested.expected), left=number(found.tested.left))
    if found.came_money > 0:
        return _("Money is withheld: in the tested year {expected} of contribution was expected to be concerned, and "
                 "{came} was.", expected=money.short(found.expected_money), came=money.short(found.came_money))
    return ""


def _say_measured(found: Leaving) -> str:
    """What pilots have measured of calling, or that they could not tell; nothing where none can be read."""
    calls = found.calls
    if calls is None or not calls.measured_by:
        return _say_tried(calls.tried_by) if calls else ""
    is_one, name, count = len(calls.measured_by) == 1, calls.measured_by[0], number(len(calls.measured_by))
    if calls.effect < 0:
        return (_("The pilot “{name}” measured that more of those who are called go.", name=name) if is_one else
                _("{count} pilots together measured that more of those who are called go.", count=count))
    low, high = calls.effect_range or (calls.effect, calls.effect)
    kept = {"effect": percent(calls.effect), "low": percent(low), "high": percent(high)}
    return (_("The pilot “{name}” measured that calling keeps {effect} of those who would go (95%: {low} to {high}).",
              name=name, **kept) if is_one else
            _("{count} pilots together measured that calling keeps {effect} of those who would go (95%: {low} to "
              "{high}).", count=count, **kept))


def _say_tried(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    return (_("The pilot “{name}” could not tell the effect of calling from none.", name=names[0])
            if len(names) == 1 else
            _("{count} pilots together could not tell the effect of calling from none.", count=number(len(names))))


def _say_average(found: Leaving) -> str:
    rate, factors = number(WHOLE * found.average, decimals=1), number(len(FACTORS))
    if found.outcome == "closed":
        return _("On average {rate} of 100 customers leave in a year. Tried were a logistic regression and boosted "
                 "trees, on {factors} factors of {customers} customers; other data may tell more.",
                 rate=rate, factors=factors, customers=number(found.learnt))
    return _("On average {rate} of 100 customers go quiet in a year. Tried were a logistic regression and boosted "
             "trees, on {factors} factors of {customers} customers; other data may tell more.",
             rate=rate, factors=factors, customers=number(found.learnt))


def _say_expected(found: Leaving, money: Money) -> str:
    customers, expected = number(found.customers), round(found.expected)
    if found.has_money and found.expected < FEWER_THAN_ONE:
        if found.outcome == "closed":
            return _("Of {customers} customers fewer than one is expected to leave within twelve months; {amount} of "
                     "contribution is at risk.", customers=customers, amount=money.short(found.at_risk))
        return _("Of {customers} customers fewer than one is expected to go quiet within twelve months; {amount} of "
                 "contribution is at risk.", customers=customers, amount=money.short(found.at_risk))
    if found.has_money and found.outcome == "closed":
        return ngettext("{count} of {customers} customers is expected to leave within twelve months, and {amount} of "
                        "contribution with them.",
                        "{count} of {customers} customers are expected to leave within twelve months, and {amount} of "
                        "contribution with them.", expected, customers=customers, amount=money.short(found.at_risk))
    if found.has_money:
        return ngettext("{count} of {customers} customers is expected to go quiet within twelve months, and {amount} "
                        "of contribution to go with it.",
                        "{count} of {customers} customers are expected to go quiet within twelve months, and {amount} "
                        "of contribution to go with it.", expected, customers=customers,
                        amount=money.short(found.at_risk))
    if found.outcome == "closed":
        return _("Some of {customers} customers are much more likely to leave within twelve months than others.",
                 customers=customers)
    return _("Some of {customers} customers are much more likely to go quiet within twelve months than others.",
             customers=customers)


def _say_marked(found: Leaving) -> str:
    """The test in plain words."""
    marked, rest = _of_hundred(found.tested.marked_rate), _of_hundred(found.tested.rest_rate)
    if found.outcome == "closed":
        return _("In the tested year, of 100 customers of the bank with the highest probability {marked} left, of 100 "
                 "others {rest}.",
                 marked=marked, rest=rest)
    return _("In the tested year, of 100 customers of the bank with the highest probability {marked} went quiet, of "
             "100 others {rest}.",
             marked=marked, rest=rest)


def _of_hundred(rate: float) -> str:
    return number(WHOLE * rate, decimals=0 if WHOLE * rate >= _WITHOUT_DECIMALS else 1)
