"""From the reference to the group, one step a line."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.house_style import ACCENT, ALERT, MUTED, SOFT, Money, axis, bars, figure, note
from crm_core.labels import lengths_axis, room_beside
from crm_core.profit_and_loss import WORDS
from crm_core.rooms.causes.measure import Causes


def draw(result: Causes, money: Money) -> go.Figure:
    """A lying waterfall: the median customers' contribution, what each line takes or adds, the group's contribution.

    Horizontal, so that the names of the lines can be read on a phone.
    """
    steps = [("Median of their type", 0.0, result.reference, MUTED)]
    level = result.reference
    for step in result.lines.itertuples():
        colour = ALERT if step.line == result.main_cause else SOFT if step.difference >= 0 else MUTED
        steps.append((WORDS[step.line].capitalize(), level, step.difference, colour))
        level += step.difference
    steps.append(("These customers", 0.0, result.contribution, ACCENT))
    names, bases, lengths, colours = (list(part) for part in zip(*reversed(steps), strict=True))
    ends = [max(base, base + length) for base, length in zip(bases, lengths, strict=True)]
    starts = [min(base, base + length) for base, length in zip(bases, lengths, strict=True)]
    labels = [note(end, name, money.short(length), xshift=4) for end, name, length in
              zip(ends, names, lengths, strict=True)]
    return figure(
        [bars(lengths, names, colours, base=bases, orientation="h", hover="%{y}<br>%{text}",
              text=[money.full(length) for length in lengths], textposition="none")],
        x=lengths_axis(min(starts), max(ends)),
        y=axis(showgrid=False, ticksuffix="  ", automargin=True, type="category"),
        annotations=labels, bargap=0.34, margin=room_beside(labels, top=4),
    )
