"""What has tripped: on this data, to be seen by somebody, and on earlier data."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from crm_core.amounts import percent
from crm_core.language import _, day_short, ngettext
from crm_core.signals.facts import sentence_of
from crm_core.signals.words import chance_in_words
from pages import frame
from pages.frame.saving.workspace import ActionResult, ask_who, day, run_action, say, workspace
from pages.parts.signals.board import Board

_PLACE = "signals.tripped"
_WHO = f"{_PLACE}.who"


def draw(board: Board) -> None:
    """The signals of this data, and below them those of earlier data."""
    new = board.new
    if not board.rules:
        return
    title = (ngettext("{count} new signal", "{count} new signals", len(new)) if new else
             _("Nothing new has tripped on this data"))
    with frame.card(title, _("Every rule is judged once whenever new data is loaded. A signal names no cause: it "
                             "says that a figure is where a rule asked to be told.")):
        for signal in board.signals:
            with st.container(horizontal=True, vertical_alignment="center"):
                with st.container(gap=None):
                    sentence = sentence_of(signal, board.names, board.money, year_starts=board.starts)
                    icon = "notifications" if signal.acknowledged_at is None else "check"
                    st.markdown(f":material/{icon}: {frame.escape(sentence)}")
                    st.caption(frame.escape(" · ".join(filter(None, (
                        chance_in_words(signal.chance),
                        _("Seen by {name} on {day}.", name=signal.acknowledged_by, day=day(signal.acknowledged_at))
                        if signal.acknowledged_at else "")))))
                if signal.acknowledged_at is None:
                    st.button(_("Seen"), key=f"{_PLACE}.{signal.id}", on_click=_acknowledge, args=((signal.id,),))
        if new:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                ask_who(_WHO)
                if len(new) > 1:
                    st.button(_("All seen"), key=f"{_PLACE}.all", icon=":material/done_all:", on_click=_acknowledge,
                              args=(tuple(signal.id for signal in new),))
        say(_PLACE)
        _draw_history(board)


def rows(board: Board) -> pd.DataFrame:
    """Every signal of rules that stand, on this data and before, the latest first."""
    signals = workspace().judgements.signals()
    return pd.DataFrame({
        "judged_on": [day_short(signal.judgement.judged_at.astimezone()) for signal in signals],
        "signal": [sentence_of(signal, board.names, board.money, year_starts=board.starts) for signal in signals],
        "noise_chance": [percent(signal.chance, decimals=0) for signal in signals],
        "seen_by": [signal.acknowledged_by or None for signal in signals],
    })


def _draw_history(board: Board) -> None:
    history = rows(board)
    if len(history) == len(board.signals):
        return
    with st.expander(_("Signals on this and earlier data"), icon=":material/history:", type="compact"):
        frame.table(history, {"judged_on": _("Judged on"), "signal": _("Signal"), "noise_chance": _("Chance by noise"),
                              "seen_by": _("Seen by")},
                    alt=_("Signals on this and earlier data"), wraps=True)


def _acknowledge(numbers: tuple[int, ...]) -> None:
    author = st.session_state.get(_WHO) or ""

    def action() -> ActionResult:
        workspace().judgements.acknowledge(*numbers, by=author)
        return ActionResult(ngettext("{count} signal is marked as seen.", "{count} signals are marked as seen.",
                                     len(numbers)), partial(_withdraw, numbers))

    run_action(_PLACE, action, author=author)


def _withdraw(numbers: tuple[int, ...]) -> ActionResult:
    workspace().judgements.withdraw(*numbers)
    return ActionResult(ngettext("{count} signal is new again.", "{count} signals are new again.", len(numbers)))
