"""The chances of leaving and of going quiet, of the whole bank: learnt when somebody asks, held for all visitors."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import get_args

import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import percent
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import retention
from crm_core.rooms.retention.chances.learning import Learned, Outcome
from pages import frame

_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


def learned(read: Reader, outcome: Outcome) -> Learned:
    """The chances of `outcome`. Raises CannotAnswer where they cannot be learnt."""
    retention.require_latest_year(read)
    with st.spinner(_("Learning from the year before last and testing on the last: some seconds …")):
        found: Learned = frame.work_out(_name(outcome), partial(retention.learn, read, outcome))
    return found


def first_told(read: Reader) -> Learned | None:
    """The chances of the first outcome of which anybody can be told apart, as far as somebody has asked; else None."""
    if read.scope.years_ago:
        return None
    for outcome in _OUTCOMES:
        chances = frame.if_worked_out(_name(outcome), partial(retention.learn, read, outcome))
        if chances is not None and chances.is_useful:
            return chances
    return None


def are_worked_out(read: Reader) -> bool:
    """Whether `first_told` has nothing left to ask for."""
    return all(frame.is_worked_out(_name(each)) for each in _OUTCOMES) or first_told(read) is not None


def work_out_first(read: Reader) -> None:
    """Learn what `first_told` needs, one outcome after the other; of what cannot be learnt nothing is said here."""
    for outcome in _OUTCOMES:
        if not are_worked_out(read):
            with contextlib.suppress(CannotAnswer):
                frame.work_out(_name(outcome), partial(retention.learn, read, outcome))


def metric_of(read: Reader, customer_id: str) -> frame.Metric | None:
    """The probability that the customer leaves or goes quiet, where it is worked out and can be told."""
    chances = first_told(read)
    chance = retention.chance_of(read, chances, customer_id) if chances else None
    if chances is None or chance is None:
        return None
    label = _("Probability of leaving") if chances.outcome == "closed" else _("Probability of going quiet")
    return frame.Metric(label, percent(chance), _(
        "Within twelve months; of all customers it is {average}. From the page Retention.",
        average=percent(float(chances.chances.mean()))))


def _name(outcome: Outcome) -> str:
    return f"retention {outcome}"
