"""Rules and what tripped them, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from crm_core.amounts import Money, change, percent, points
from crm_core.figures import FIGURES
from crm_core.language import N_, Message, _, ngettext
from crm_core.periods import Period
from crm_core.periods.months import apart
from crm_core.scope import TOTAL
from crm_core.signals.rule import OF_A_CHANGE, OF_AN_AMOUNT, Condition, Span, Watch
from crm_core.signals.together import AnyOf
from crm_core.targets import amount_in_words, gap_in_words

SPAN_LABELS: Mapping[Span, Message] = {
    "month": N_("each month"), "quarter": N_("each quarter"), "year": N_("each fiscal year"),
    "trailing": N_("the latest 12 months"),
}
CONDITION_LABELS: Mapping[Condition, Message] = {
    "below": N_("falls below an amount"),
    "above": N_("rises above an amount"),
    "falls": N_("falls by more than a share on the year before"),
    "rises": N_("rises by more than a share on the year before"),
    "changes": N_("changes by more than a share on the year before"),
    "misses_target": N_("misses its target"),
    "leaves_range": N_("leaves its expected range"),
}
_CONDITIONS: Mapping[Condition, Message] = {
    "below": N_("below {amount}"),
    "above": N_("above {amount}"),
    "falls": N_("down by more than {amount} on the year before"),
    "rises": N_("up by more than {amount} on the year before"),
    "changes": N_("up or down by more than {amount} on the year before"),
    "misses_target": N_("misses its target"),
    "leaves_range": N_("leaves its expected range"),
}
_SIGNALS: Mapping[Condition, Message] = {
    "below": N_("{figure}, {where}: {actual} {period}, below {limit}."),
    "above": N_("{figure}, {where}: {actual} {period}, above {limit}."),
    "falls": N_("{figure}, {where}: {actual} {period}, {change} on the year before."),
    "rises": N_("{figure}, {where}: {actual} {period}, {change} on the year before."),
    "changes": N_("{figure}, {where}: {actual} {period}, {change} on the year before."),
    "misses_target": N_("{figure}, {where}: {actual} {period}, where the target asks for {limit} by then."),
    "leaves_range": N_("{figure}, {where}: {actual} {period}, outside the expected range, which ends at {limit}."),
}


def where_in_words(region_id: str, names: Mapping[str, str], *, is_each_region: bool = False) -> str:
    """The bank, each region, or a region by its name."""
    if is_each_region:
        return _("each region")
    return names.get(region_id, region_id) if region_id != TOTAL else _("the bank")


def rule_in_words(watch: Watch, names: Mapping[str, str], money: Money) -> str:
    """`Revenue · the bank · each month: down by more than 5% on the year before`."""
    where = where_in_words(watch.region_id, names, is_each_region=watch.is_each_region)
    subject = " · ".join([FIGURES[watch.figure].label, where, _(SPAN_LABELS[watch.period_kind])])
    return _("{subject}: {condition}", subject=subject, condition=_(
        _CONDITIONS[watch.condition], amount=_amount(watch, money)))


def signal_in_words(watch: Watch, region_id: str, *, actual: float, limit: float, first_month: dt.date,
                    last_month: dt.date, names: Mapping[str, str], money: Money, year_starts: int = 1) -> str:
    """What tripped a rule, in a sentence."""
    months = apart(first_month, last_month) + 1
    period = Period("year_to_date" if watch.period_kind == "year" else watch.period_kind, first_month, last_month,
                    months, year_starts)
    return _(_SIGNALS[watch.condition], figure=FIGURES[watch.figure].label, where=where_in_words(region_id, names),
             actual=amount_in_words(watch.figure, actual, money), limit=amount_in_words(watch.figure, limit, money),
             change=_change(watch, actual, limit), period=period.during)


def chance_in_words(chance: float | None) -> str:
    """How likely noise alone was to trip a rule in the period judged, from where the figure stood before it."""
    if chance is None:
        return _("The history is too short to tell the chance that noise alone trips it.")
    return _("Noise alone would trip it with a chance of {share}.", share=percent(chance, decimals=0))


def together_in_words(found: AnyOf) -> str:
    """How likely noise alone trips any of several rules; empty where there are not several."""
    if found.known < 2:  # noqa: PLR2004 of one, its own chance is all there is to say
        return ""
    sentence = _("Noise alone would trip at least one of these rules with a chance of {share} if they move "
                 "independently, and of {most} at most.", share=percent(found.if_independent, decimals=0),
                 most=percent(found.at_most, decimals=0))
    if not found.unknown:
        return sentence
    return " ".join([sentence, ngettext("{count} more rule, of which it cannot be told, is not in it.",
                                        "{count} more rules, of which it cannot be told, are not in it.",
                                        found.unknown)])


def _change(watch: Watch, actual: float, limit: float) -> str:
    """How far `actual` is from the year before, which stands behind the limit of a change."""
    if watch.condition not in OF_A_CHANGE or watch.amount is None:
        return ""
    by = watch.amount if actual > limit else -watch.amount
    return points(actual - limit + by) if FIGURES[watch.figure].unit == "share" else change(
        actual / limit * (1 + by) - 1)


def _amount(watch: Watch, money: Money) -> str:
    if watch.amount is None:
        return ""
    if watch.condition in OF_AN_AMOUNT:
        return amount_in_words(watch.figure, watch.amount, money)
    is_points = watch.condition in OF_A_CHANGE and FIGURES[watch.figure].unit == "share"
    return gap_in_words(watch.figure, watch.amount, money) if is_points else percent(watch.amount)
