"""An Overview in a manager's words: what there is, and what there is to mend."""

from __future__ import annotations

from crm_core.amounts import Money, has_rate, percent
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.overview.aims_reading import say_aims
from crm_core.rooms.overview.measure import Overview
from crm_core.spans import over, until
from crm_core.vocabulary import counted, measure_label

_A_CENT = 0.01


@made_once
def say(result: Overview, money: Money) -> Reading:
    """How many customers generated how much, against the year before, and what there is to mend."""
    headline = " ".join(part for part in (_say_total(result, money), _say_change(result, money)) if part)
    return Reading(headline, " ".join(filter(None, (say_aims(result, money), _say_worst(result, money)))))


def _is_loss(result: Overview) -> bool:
    return result.now.amount < 0 and result.by in ("contribution", "revenue")


def _say_total(result: Overview, money: Money) -> str:
    values = {"customers": counted("customers", result.now.customers), "amount": money.short(result.now.amount),
              "period": _period(result)}
    if _is_loss(result):
        return _("{customers} produced a loss of {loss} {period}.", loss=money.short(-result.now.amount), **values)
    match result.by:
        case "contribution":
            return _("{customers} generated {amount} of contribution {period}.", **values)
        case "revenue":
            return _("{customers} generated {amount} of revenue {period}.", **values)
        case "balance":
            return _("{customers} held {amount} on average {period}.", **values)
    return _("{customers} moved {amount} {period}.", **values)


def _period(result: Overview) -> str:
    """The months of the year that have data; of balances those in which one is known, where these are fewer."""
    if result.period and not result.is_year:
        return result.period.during
    known = result.months[result.months["is_asked"] & result.months["amount"].notna()]
    if result.by == "balance" and 0 < len(known) < result.months_held:
        return until(len(known), known["month"].max().date())
    return until(result.months_held, result.last_month)


def _say_change(result: Overview, money: Money) -> str:
    """Against the year before, as a rate where it says something; empty without a year before."""
    if result.before is None:
        return ""
    now, before = result.now.amount, result.before.amount
    is_equal = money.short(now) == money.short(before) and not result.change
    if is_equal or (result.change is not None and percent(abs(result.change)) == percent(0)):
        return _("That is as much as {reference}.", reference=_reference(result))
    if _is_loss(result):
        return (_("The year before, the total was {amount}.", amount=money.short(before)) if result.is_year else
                _("In the same months a year before, the total was {amount}.", amount=money.short(before)))
    if result.change is not None and has_rate(now, before):
        values = {"rate": percent(abs(result.change)), "reference": _reference(result)}
        return (_("That is {rate} more than {reference}.", **values) if result.change > 0 else
                _("That is {rate} less than {reference}.", **values))
    values = {"amount": money.short(abs(now - before)), "reference": _reference(result)}
    return (_("That is {amount} more than {reference}.", **values) if now > before else
            _("That is {amount} less than {reference}.", **values))


def _reference(result: Overview) -> str:
    """What a change is against, as the rest of `more than`."""
    return _("the year before") if result.is_year else _("in the same months a year before")


def _say_worst(result: Overview, money: Money) -> str:
    """The losses of the unprofitable customers or the region that fell most: whichever is more money."""
    fallen = result.regions.assign(fall=result.regions["amount_before"] - result.regions["amount"])
    fallen = fallen.sort_values("fall", ascending=False).dropna(subset="fall").head(1)
    fall = float(fallen["fall"].iloc[0]) if len(fallen) else 0.0
    if result.now.taken_back > 0 and result.now.taken_back >= fall:
        return ngettext("One unprofitable customer ({share} of all) reduces the total by {loss} {period}.",
                        "The {count} unprofitable customers ({share} of all) reduce the total by {loss} {period}.",
                        result.now.loss_makers, share=percent(result.now.loss_making_share),
                        loss=money.short(result.now.taken_back), period=over(result.months_held))
    equals = (result.regions["amount_before"] - result.regions["amount"]).sub(fall).abs() < _A_CENT
    if fall > 0 and len(result.regions) > 1 and int(equals.sum()) == 1:
        return _("{measure} fell most in {region}, by {amount} from the year before.",
                 region=fallen["region"].iloc[0], measure=measure_label(result.by), amount=money.short(fall))
    return ""
