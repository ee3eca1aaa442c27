"""From the reference to the group, one step a line."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.causes.measure import Causes
from crm_core.house_style import ACCENT, ALERT, MUTED, SOFT, Money, axis, bars, figure, money_ticks, note
from crm_core.profit_and_loss import WORDS


def draw(result: Causes, money: Money) -> go.Figure:
    """A waterfall: the median customers' contribution, what each line takes or adds, the group's contribution."""
    labels, bases, heights, colours = ["Median of<br>their type"], [0.0], [result.reference], [MUTED]
    level = result.reference
    for step in result.lines.itertuples():
        labels.append(WORDS[step.line].capitalize().replace(" ", "<br>", 1))
        bases.append(level)
        heights.append(step.difference)
        colours.append(ALERT if step.line == result.main_cause else SOFT if step.difference >= 0 else MUTED)
        level += step.difference
    labels.append("These<br>customers")
    bases.append(0.0)
    heights.append(result.contribution)
    colours.append(ACCENT)
    spoken = [money.full(height) for height in heights]
    tops = [max(base, base + height) for base, height in zip(bases, heights, strict=True)]
    return figure(
        [bars(labels, heights, colours, base=bases, hover="%{x}<br>%{text}", text=spoken, textposition="none")],
        x=axis(showgrid=False, tickangle=0),
        y=axis(**money_ticks(min([*tops, level, 0.0]), max([*tops, 0.0]), money)),
        bargap=0.35,
        annotations=[note(label, top, money.short(height), xanchor="center", yanchor="bottom", yshift=2)
                     for label, top, height in zip(labels, tops, heights, strict=True)],
    )
