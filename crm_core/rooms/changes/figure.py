"""The bridge as a horizontal waterfall, and the parts as bars."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.amounts import Money
from crm_core.house_style import ACCENT, ALERT, MUTED, SEQ, bars, figure, note
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside, row_pixels
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.rooms.changes.measure import Changes
from crm_core.rooms.changes.words import amount_in_words, signed, step_label, step_meaning, verdict_label

_ROW = 30
"""Pixels of one bar with the room around it."""
_GAP, _FEW = 0.34, 6
"""The part of a bar's room that stays empty; of fewer bars than `_FEW` more of it, as the figure fills its card."""


@made_once
def draw(result: Changes, money: Money) -> go.Figure:
    """A horizontal waterfall from the amount a year before: what each step adds or takes, and the change of all.

    The amounts themselves are no bars: beside them, the steps of a usual year could not be seen. Horizontal, so that
    the names of the steps can be read on a phone. Steps that are nothing are left out.
    """
    rows, level = [], 0.0
    amounts = result.steps[result.steps["amount"] != 0]
    against = amounts[amounts["amount"] * result.change > 0]["amount"].abs()
    main = amounts.loc[against.idxmax(), "step"] if len(against) else ""
    for step in amounts.itertuples(index=False):
        colour = SEQ[4] if step.amount >= 0 else ALERT if step.step == main else MUTED
        meaning = step_meaning(step.step, is_of_all=result.is_of_all)
        rows.append((step.step, step_label(step.step), level, step.amount, colour, meaning))
        level += step.amount
    total = _("Total change")
    rows.append(("change", total, 0.0, result.change, ACCENT, ""))
    ids, names, bases, lengths, colours, meanings = (list(part) for part in zip(*reversed(rows), strict=True))
    ends = [max(base, base + length) for base, length in zip(bases, lengths, strict=True)]
    starts = [min(base, base + length) for base, length in zip(bases, lengths, strict=True)]
    axis = names_axis(ids, names)
    labels = [note(end, each, signed(result.by, length, money), xshift=4, yanchor="middle") for end, each, length in
              zip(ends, ids, lengths, strict=True)]
    hover = [f"<b>{as_written(name)}</b><br>{_full(result, length, money)}<br>{meaning}".removesuffix("<br>")
             for name, length, meaning in zip(names, lengths, meanings, strict=True)]
    return figure(
        [bars(lengths, ids, colours, base=bases, orientation="h", hover="%{text}", textposition="none", text=hover)],
        x=lengths_axis(min(starts), max(ends)), y=axis, annotations=labels,
        height=row_pixels(axis, _ROW) * len(ids) + 16, bargap=_GAP, margin=room_beside(labels, top=4),
    )


@made_once
def draw_parts(result: Changes, money: Money) -> go.Figure:
    """Horizontal bars of what each part changed by, the largest on top; each mark carries the part's id."""
    shown = result.parts.iloc[::-1]
    ids, values = shown["part"].tolist(), shown["change"].tolist()
    keys = [each or "–" for each in ids]
    axis = names_axis(keys, shown["name"].tolist())
    colours = [ACCENT if verdict == "beyond chance" else MUTED for verdict in shown["verdict"]]
    labels = [note(max(value, 0.0), key, signed(result.by, value, money), xshift=6, yanchor="middle")
              for value, key in zip(values, keys, strict=True)]
    hover = ["<br>".join((
        f"<b>{as_written(row.name)}</b>",
        _("{before} a year before, {now} now", before=amount_in_words(result.by, row.before, money),
          now=amount_in_words(result.by, row.now, money)),
        verdict_label(row.verdict))) for row in shown.itertuples(index=False)]
    return figure(
        [bars(values, keys, colours, orientation="h", hover="%{text}", text=hover, textposition="none", customdata=ids,
              unselected={"marker": {"opacity": 1}})],
        x=lengths_axis(min([0.0, *values]), max([0.0, *values])), y=axis, annotations=labels,
        height=row_pixels(axis, _ROW) * len(ids) + 16, margin=room_beside(labels, top=4),
        bargap=1 - (1 - _GAP) * min(1.0, len(ids) / _FEW),
    )


def _full(result: Changes, amount: float, money: Money) -> str:
    return signed(result.by, amount, money) if result.by == "customers" else money.full(amount, decimals=2)
