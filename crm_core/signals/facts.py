"""The rules and signals of a book as plain values, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from crm_core.amounts import Money
from crm_core.figures import FIGURES
from crm_core.json_values import as_json
from crm_core.signals.together import together
from crm_core.signals.words import chance_in_words, rule_in_words, signal_in_words, where_in_words

if TYPE_CHECKING:
    from crm_core.workspace import Judgement, Signal


def sentence_of(signal: Signal, names: Mapping[str, str], money: Money, *, year_starts: int = 1) -> str:
    """What tripped, in a sentence."""
    judgement = signal.judgement
    if judgement.first_month is None or judgement.last_month is None:
        raise ValueError("What has no period cannot have tripped.")
    return signal_in_words(judgement.rule, signal.region_id, actual=signal.actual, limit=signal.limit_amount,
                           first_month=judgement.first_month, last_month=judgement.last_month, names=names, money=money,
                           year_starts=year_starts)


def facts(judgements: Sequence[Judgement], signals: Sequence[Signal], *, names: Mapping[str, str], money: Money,
          year_starts: int = 1) -> dict[str, Any]:
    """`rules` as they were judged, the `signals` that tripped, and the chance of any by noise alone. `names` are those
    of the regions. The keys are the same in every language; docs/programs.md says what they mean."""
    chances = together([judgement.chance for judgement in judgements])
    return {
        "rules": [_judged(judgement, names, money) for judgement in judgements],
        "signals": [_tripped(signal, names, money, year_starts) for signal in signals],
        "chance_of_any": {"if_independent": chances.if_independent, "at_most": chances.at_most, "of": chances.known,
                          "unknown": chances.unknown},
    }


def _judged(judgement: Judgement, names: Mapping[str, str], money: Money) -> dict[str, Any]:
    rule = judgement.rule
    return {
        "id": rule.id, "words": rule_in_words(rule, names, money), "figure": rule.figure,
        "unit": FIGURES[rule.figure].unit, "region_id": rule.region_id, "is_each_region": rule.is_each_region,
        "condition": rule.condition, "amount": rule.amount, "period_kind": rule.period_kind,
        "first_month": as_json(judgement.first_month), "last_month": as_json(judgement.last_month),
        "judged": judgement.judged, "unknown": judgement.unknown, "chance": judgement.chance,
        "chance_words": chance_in_words(judgement.chance),
    }


def _tripped(signal: Signal, names: Mapping[str, str], money: Money, year_starts: int) -> dict[str, Any]:
    judgement = signal.judgement
    return {
        "id": signal.id, "rule": judgement.rule.id,
        "sentence": sentence_of(signal, names, money, year_starts=year_starts),
        "figure": judgement.rule.figure, "unit": FIGURES[judgement.rule.figure].unit, "region_id": signal.region_id,
        "region": where_in_words(signal.region_id, names), "actual": signal.actual, "limit": signal.limit_amount,
        "first_month": as_json(judgement.first_month), "last_month": as_json(judgement.last_month),
        "chance": signal.chance, "acknowledged_by": signal.acknowledged_by,
        "acknowledged_at": as_json(signal.acknowledged_at),
    }
