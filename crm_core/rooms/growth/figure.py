"""Growth as Plotly figures: the five groups on two axes, how each way of telling did, and the budget in three."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from crm_core.amounts import Money, number, percent
from crm_core.house_style import ACCENT, BG, INK, MUTED, SEQ, SOFT, TEXT, axis, bars, figure, line, note
from crm_core.labels import lengths_axis, names_axis, room_beside, row_pixels
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.rooms.growth.groups import Group
from crm_core.rooms.growth.measure import Growth
from crm_core.rooms.growth.strategy.three_ways import Budget
from crm_core.rooms.growth.trial.contest import Trial
from crm_core.rooms.growth.vocabulary import candidate_label, group_label, way_label
from crm_core.rooms.growth.wording import share_of
from crm_core.vocabulary import counted

_CELLS: dict[Group, tuple[float, float, float, float]] = {
    "most_valuable": (0, 2, 2, 3), "general": (0, 1, 1, 2), "highest_potential": (1, 2, 1, 2),
    "low_income": (0, 1, 0, 1), "potential": (1, 2, 0, 1),
}
"""x and y of each group, from and to: growth expected to the right, contribution upwards."""
_GAP, _HEIGHT, _ROW = 0.015, 400, 44
_LETTERS = 18
"""Of a line in a cell, which on a phone is 150 pixels wide."""


@made_once
def draw(result: Growth, money: Money) -> go.Figure:
    """The five groups as cells; the more a customer of a group contributes, the stronger its colour."""
    rows = result.groups.set_index("group")
    shapes, words, places = [], [], []
    for group, (x0, x1, y0, y1) in _CELLS.items():
        row = rows.loc[group]
        strong = group in ("most_valuable", "highest_potential")
        shapes.append({"type": "rect", "x0": x0 + _GAP, "x1": x1 - _GAP, "y0": y0 + _GAP, "y1": y1 - _GAP,
                       "layer": "below", "fillcolor": SEQ[2] if strong else SOFT, "opacity": 0.9 if strong else 0.45,
                       "line": {"width": 0}})
        words.append(note((x0 + x1) / 2, (y0 + y1) / 2, _cell_words(result, group, row, money), xanchor="center",
                          yanchor="middle", align="center", size=13))
        places.append(((x0 + x1) / 2, (y0 + y1) / 2, group, _hover(group, row, money)))
    hover = {"type": "scatter", "mode": "markers", "x": [each[0] for each in places], "y": [each[1] for each in places],
             "customdata": [each[2] for each in places], "text": [each[3] for each in places],
             "hovertemplate": "%{text}<extra></extra>", "marker": {"size": 60, "opacity": 0, "color": BG}}
    cells = {"showgrid": False, "showticklabels": False}
    return figure([hover], x=axis(_("Growth expected: low to high"), range=[0, 2], **cells),
                  y=axis(_("Contribution: low to high"), range=[0, 3], **cells), height=_HEIGHT, shapes=shapes,
                  annotations=words, margin={"l": 40, "r": 8, "t": 8, "b": 40})


def _cell_words(result: Growth, group: Group, row: Any, money: Money) -> str:
    name = "<br>".join(wrap(group_label(group), _LETTERS))
    if group in ("highest_potential", "potential") and result.winner is None:
        untold = _("cannot be told")
        return f"<b>{name}</b><br>{untold}"
    return "<br>".join((f"<b>{name}</b>", counted("customers", int(row["customers"])),
                        share_of(row["contribution"], row["contribution_share"], money)))


def _hover(group: Group, row: Any, money: Money) -> str:
    return _("<b>{name}</b><br>{customers} ({share})<br>Contribution {contribution}<br>Growth expected {growth}<br>"
             "Cost to serve {cost}", name=group_label(group), customers=counted("customers", int(row["customers"])),
             share=percent(row["customer_share"]), contribution=money.short(row["contribution"]),
             growth=money.short(row["growth"]), cost=money.short(row["cost_to_serve"]))


@made_once
def draw_trial(found: Trial, money: Money) -> go.Figure:
    """What the top fifth of each way grew by beyond the others, with its interval; the way that is used in the accent's
    colour."""
    shown = found.scores.iloc[::-1]
    names = [candidate_label(each) for each in shown["candidate"]]
    ids = shown["candidate"].tolist()
    low, high = min(float(shown["lift_low"].min()), 0.0), max(float(shown["lift_high"].max()), 0.0)
    spans = [line([row.lift_low, row.lift_high], [row.candidate] * 2, ACCENT if row.candidate == found.winner else
                  SEQ[3], width=4) for row in shown.itertuples()]
    hover = [_("<b>{name}</b><br>Top fifth {top} a customer, the others {rest}<br>Difference {lift} ({low} to {high})",
               name=candidate_label(row.candidate), top=money.full(row.top), rest=money.full(row.rest),
               lift=money.full(row.lift), low=money.full(row.lift_low), high=money.full(row.lift_high))
             for row in shown.itertuples()]
    marks = line(shown["lift"].tolist(), ids, ACCENT, hover="%{text}", text=hover) | {"mode": "markers", "marker": {
        "size": 11, "color": [ACCENT if each == found.winner else MUTED for each in ids],
        "line": {"width": 1, "color": INK}}}
    labels = [note(1.0, row.candidate, _("{lift}, rank {rank}", lift=money.short(row.lift),
                                         rank=number(row.rank, decimals=2)), xref="paper", xshift=6, yanchor="middle")
              for row in shown.itertuples()]
    spread = names_axis(ids, names)
    zero = {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
            "line": {"color": TEXT, "width": 1, "dash": "dot"}}
    return figure([*spans, marks], x=lengths_axis(low, high), y=spread, annotations=labels, shapes=[zero],
                  height=row_pixels(spread, _ROW) * len(ids) + 24, margin=room_beside(labels))


@made_once
def draw_budget(found: Budget, money: Money) -> go.Figure:
    """The part of the budget for each way, with what it brings."""
    shown = found.ways.iloc[::-1]
    ids, names = shown["way"].tolist(), [way_label(each) for each in shown["way"]]
    words = [_("{amount}, brings {brought}", amount=money.short(row.amount), brought=money.short(row.brought))
             for row in shown.itertuples()]
    labels = [note(value, way, text, xshift=6, yanchor="middle")
              for value, way, text in zip(shown["amount"], ids, words, strict=True)]
    spread = names_axis(ids, names)
    return figure([bars(shown["amount"].tolist(), ids, ACCENT, orientation="h", hover="%{text}", text=words,
                        textposition="none")],
                  x=lengths_axis(0.0, float(shown["amount"].max())), y=spread, annotations=labels,
                  height=row_pixels(spread, _ROW) * len(ids) + 16, bargap=0.4, margin=room_beside(labels))
