"""From the reference to the group, one step a line."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.amounts import Money
from crm_core.house_style import ACCENT, ALERT, MUTED, SOFT, bars, figure, note
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.rooms.causes.measure import Causes
from crm_core.vocabulary import line_label


@made_once
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
    labels = [note(end, each, money.short(length), xshift=4) for end, each, length in
              zip(ends, ids, lengths, strict=True)]
    hover = [f"{as_written(name)}<br>{money.full(length)}" for name, length in zip(names, lengths, strict=True)]
    return figure(
        [bars(lengths, ids, colours, base=bases, orientation="h", hover="%{text}", textposition="none", text=hover)],
        x=lengths_axis(min(starts), max(ends)), y=names_axis(ids, names),
        annotations=labels, bargap=0.34, margin=room_beside(labels, top=4),
    )
