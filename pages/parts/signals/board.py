"""What the page shows: targets with what came of them, and rules with what tripped, on the open book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import Money
from crm_core.figures.actuals import Actuals
from crm_core.language import _
from crm_core.signals import reading
from crm_core.signals.judged import judge
from crm_core.targets import Attainment, attained
from pages import frame
from pages.frame.saving.targets import actuals, year_starts
from pages.frame.saving.workspace import workspace

if TYPE_CHECKING:
    from crm_core.reading import Reading
    from crm_core.signals.rule import Rule
    from crm_core.workspace import Judgement, Signal

_UNTOLD = 0.1
"""Where a signal whose chance by noise cannot be told stands among the others."""


@dataclass(frozen=True, eq=False)
class Board:
    """Targets and rules of the workspace, on the open book. `names` are those of its regions; `starts` is the calendar
    month in which the fiscal year starts."""

    actuals: Actuals
    attained: tuple[Attainment, ...]
    rules: tuple[Rule, ...]
    judgements: tuple[Judgement, ...]
    signals: tuple[Signal, ...]
    names: Mapping[str, str]
    money: Money
    starts: int

    @property
    def new(self) -> tuple[Signal, ...]:
        """What tripped and nobody has acknowledged."""
        return tuple(signal for signal in self.signals if signal.acknowledged_at is None)

    def say(self) -> Reading:
        """The answer of the page."""
        return reading.say(self.attained, rules=len(self.rules), new=len(self.new),
                           seen=len(self.signals) - len(self.new))


def board() -> Board | None:
    """The open book judged by the rules. None, after saying why, where there is no book or no workspace."""
    if not frame.has_book():
        st.info(_("There is no data yet. Load it on the page Import; targets and rules are set against it."),
                icon=":material/info:")
        return None
    try:
        return _board()
    except CannotAnswer as sentence:
        st.info(frame.escape(str(sentence)), icon=":material/info:")
        return None


def judged() -> tuple[Signal, ...]:
    """The open book judged by the rules: what tripped, the surprising first. Raises WorkspaceUnavailable."""
    book, kept = frame.book(), workspace()
    if not judge(kept, actuals, fingerprint=book.fingerprint, title=str(book.info["title"]), year_starts=year_starts()):
        return ()
    return _surprising_first(kept.judgements.signals(book.fingerprint))


def _board() -> Board:
    book, kept, starts, found, signals = frame.book(), workspace(), year_starts(), actuals(), judged()
    return Board(found, attained(kept.targets.all(), found, year_starts=starts), kept.rules.all(),
                 kept.judgements.of_book(book.fingerprint), signals, book.region_names, frame.money(), starts)


def _surprising_first(signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """Those that noise trips least come first, those of which it cannot be told after what it hardly trips."""
    return tuple(sorted(signals, key=lambda signal: _UNTOLD if signal.chance is None else signal.chance))
