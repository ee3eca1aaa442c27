"""From the reference to the group, one step a line."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.house_style import ACCENT, ALERT, MUTED, SOFT, Money, axis, bars, figure, note
from crm_core.labels import as_written, names_axis
from crm_core.language import _
from crm_core.rooms.causes.measure import Causes
from crm_core.vocabulary import line_label

_ROOM = 0.62
"""Part of the width kept free on either side for the figures beside the bars."""


def draw(result: Causes, money: Money) -> go.Figure:
    """A horizontal waterfall: the median customers' contribution, what each line adds or takes, and the group's.

    Horizontal, so that the names of the lines can be read on a phone.
    """
    steps = [("reference", _("Median of their type"), 0.0, result.reference, MUTED)]
    level = result.reference
    for step in result.lines.itertuples():
        colour = ALERT if step.line == result.main_cause else SOFT if step.difference >= 0 else MUTED
        steps.append((str(step.line), line_label(str(step.line)), level, step.difference, colour))
        level += step.difference
    steps.append(("contribution", _("These customers"), 0.0, result.contribution, ACCENT))
    ids, names, bases, lengths, colours = (list(part) for part in zip(*reversed(steps), strict=True))
    ends = [max(base, base + length) for base, length in zip(bases, lengths, strict=True)]
    starts = [min(base, base + length) for base, length in zip(bases, lengths, strict=True)]
    reach = (max(ends) - min(starts)) or 1.0
    hover = [f"{as_written(name)}<br>{money.full(length)}" for name, length in zip(names, lengths, strict=True)]
    return figure(
        [bars(lengths, ids, colours, base=bases, orientation="h", hover="%{text}", textposition="none",
              text=hover)],
        x=axis(visible=False, range=[min(starts) - 0.04 * reach, max(ends) + _ROOM * reach]),
        y=names_axis(ids, names),
        annotations=[note(end, each, money.short(length), xshift=4) for end, each, length
                     in zip(ends, ids, lengths, strict=True)],
        bargap=0.34,
        margin={"l": 8, "r": 8, "t": 4, "b": 4},
    )
