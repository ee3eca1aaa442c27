"""A Demand in a manager's words: the number, the range, and what its record says it is worth."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, percent
from crm_core.language import _, month, ngettext, pgettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.demand.assumption_statements import say_what_if
from crm_core.rooms.demand.change_statements import latest_changes, say_change
from crm_core.rooms.demand.evidence import range_in_words, say_coverage, say_grade, say_refuted, when
from crm_core.rooms.demand.measure import A_YEAR, Demand
from crm_core.rooms.demand.measures import COUNTS
from crm_core.rooms.demand.terms import ALL_PRODUCTS, measure_label, product_noun
from crm_core.rooms.demand.watch.events import SELECTION

STILL = 0.0005
"""A change that would be written as 0%."""

DAYS_A_MONTH = 30.4375


@made_once
def say(result: Demand, money: Money) -> Reading:
    """What will come, between which limits, and how far such a statement can be trusted.

    Where the record refutes the ranges, it comes first."""
    headline = [_expected(result, money), _course(result, money)]
    if result.is_refuted and result.course != "constant":
        headline = [say_refuted(result), _expected(result, money)]
    what_if = say_what_if(result.what_if, result, money) if result.what_if else ""
    so_what = [say_coverage(result), say_grade(result), *_cautions(result, money), what_if]
    return Reading(" ".join(filter(None, headline)), " ".join(filter(None, so_what)))


def _expected(result: Demand, money: Money) -> str:
    """The forecast with its range, and against the year before where that is known."""
    are = result.by in COUNTS  # customers are expected, a balance is
    values = {"measure": _subject(result), "amount": result.amount_format(money)(result.period.point),
              "when": when(result)}
    if result.course == "constant":
        return _("{measure} are expected at {amount} {when}.", **values) if are else \
            _("{measure} is expected at {amount} {when}.", **values)
    ends = range_in_words(result, money)
    # An 80% range that the record refutes is not called one.
    values["range"] = _("range {ends}", ends=ends) if result.is_refuted else _("80% range {ends}", ends=ends)
    comparison = _against(result, money)
    if not comparison:
        return _("{measure} are expected at {amount} {when} ({range}).", **values) if are else \
            _("{measure} is expected at {amount} {when} ({range}).", **values)
    values["comparison"] = comparison
    return _("{measure} are expected at {amount} {when} ({range}), {comparison}.", **values) if are else \
        _("{measure} is expected at {amount} {when} ({range}), {comparison}.", **values)


def _subject(result: Demand) -> str:
    """The measure and the products at the beginning of a sentence: `Balance of “Term deposit”`."""
    label = measure_label(result.by)
    if result.what == ALL_PRODUCTS:
        return label
    return _("{measure} of {product}", measure=label, product=product_noun(result.what))


def _course(result: Demand, money: Money) -> str:
    """What it has done in every month, where it always did the same."""
    if result.course == "constant":
        return ngettext("It has been the same in the only month so far.",
                        "It has been the same in all {count} months so far.", len(result.months))
    amounts = result.months["amount"].dropna()
    if result.course is None or len(amounts) < 2:  # noqa: PLR2004
        return ""
    if result.course == "season":
        return _("It has followed the same pattern in every year so far.")
    first, last = amounts.iloc[0], amounts.iloc[-1]
    steps = round((result.months["month"].iloc[amounts.index[-1]]
                   - result.months["month"].iloc[amounts.index[0]]).days / DAYS_A_MONTH)
    size = percent(abs((last / first) ** (1 / steps) - 1)) if result.course == "growth" else \
        result.amount_format(money)(abs(last - first) / steps)
    if last > first:
        return _("It has risen by {size} in every month so far.", size=size)
    return _("It has fallen by {size} in every month so far.", size=size)


def _against(result: Demand, money: Money) -> str:
    """Against the year before; beyond a year ahead, against the last that is known."""
    period, reference = result.period, _reference(result)
    if period.year_before is None:
        return ""
    difference = period.point - period.year_before
    if abs(difference) <= STILL * max(abs(period.point), abs(period.year_before)):
        return _("the same as {reference}", reference=reference)
    if period.change is None:
        amount = result.amount_format(money)(abs(difference))
        return _("{amount} more than {reference}", amount=amount, reference=reference) if difference > 0 else \
            _("{amount} less than {reference}", amount=amount, reference=reference)
    share = percent(abs(period.change))
    return _("{share} more than {reference}", share=share, reference=reference) if difference > 0 else \
        _("{share} less than {reference}", share=share, reference=reference)


def _reference(result: Demand) -> str:
    """What the forecast is compared with."""
    if result.horizon <= A_YEAR:
        return _("a year before")
    if result.is_flow:
        return _("at the pace of the last 12 months")
    return pgettext("time of a forecast", "in {month}",
                    month=month(pd.Timestamp(result.period.last_month) - pd.DateOffset(years=2)))


def _cautions(result: Demand, money: Money) -> list[str]:
    """What a reader must know before acting on it."""
    cautions = []
    if result.left_out is not None:
        cautions.append(_("{month} is left out because it is not complete.", month=month(result.left_out)))
    if result.range_is_a_rule_of_thumb and result.course != "constant":
        cautions.append(_("With less than three years of data, the range is a rule of thumb."))
    recent = latest_changes(result)
    recent = recent[recent["part"] == SELECTION]
    if len(recent):
        cautions.append(_("{finding}.", finding=say_change(recent.iloc[0], result, money)))
    return cautions
