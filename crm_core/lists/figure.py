"""How far each manager or branch has come with a list, as bars."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from crm_core.amounts import number
from crm_core.house_style import ACCENT, ALERT, INK, MUTED, SEQ, axis, bars, figure
from crm_core.labels import as_written, tick_names
from crm_core.language import N_, Message, _
from crm_core.lists.progress import Group

MAX_BARS = 12
"""More rows than a card shows without scrolling; the table beside it has all."""
_FEWEST = 4
"""Rows that there is room for at least: one bar alone would fill the card."""
_ROW, _TOP = 30, 44
_PARTS: tuple[tuple[str, Message, str], ...] = (
    ("reached", N_("Reached"), ACCENT), ("left_unreached", N_("Left before being reached"), SEQ[3]),
    ("overdue", N_("Overdue"), ALERT), ("open", N_("Still to be reached"), MUTED))


def draw(groups: Sequence[Group], nobody: str) -> go.Figure:
    """The groups as they come, the first at the top: customers reached, gone, overdue and still to be reached.
    `nobody` is what those without a branch or manager are called."""
    shown = list(groups)[:MAX_BARS]
    ids = [each.id for each in shown]
    sizes = {"reached": [each.reached for each in shown],
             "left_unreached": [each.left_unreached for each in shown],
             "overdue": [each.overdue for each in shown],
             "open": [each.customers - each.reached - each.left_unreached - each.overdue for each in shown]}
    names = tick_names(ids, [each.name or nobody for each in shown])
    traces = [bars(sizes[part], list(range(len(shown))), colour, orientation="h", hover="%{customdata}",
                   customdata=[f"{as_written(each.name or nobody)}: {_(label)} {number(size)}"
                               for each, size in zip(shown, sizes[part], strict=True)], ids=ids)
              for part, label, colour in _PARTS if any(sizes[part])]
    legend = "   ".join(f"<span style='color:{colour}'>■</span> {_(label)}" for part, label, colour in _PARTS
                        if any(sizes[part]))
    return figure(
        traces, x=axis(_("Customers"), rangemode="tozero"),
        y=axis(tickvals=list(range(len(shown))), ticktext=names, showgrid=False,
               range=[max(len(shown), _FEWEST) - 0.5, -0.5]),
        height=_TOP + 52 + _ROW * max(len(shown), _FEWEST), barmode="stack", bargap=0.35,
        title={"text": legend, "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container",
               "yanchor": "top", "pad": {"t": 4, "l": 8}, "font": {"size": 12, "color": INK}},
        margin={"l": 128, "r": 12, "t": _TOP - 10, "b": 44})
