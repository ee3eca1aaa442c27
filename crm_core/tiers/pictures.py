"""What follows from a scheme as Plotly figures: who moves, who is full, who is favoured."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from crm_core.house_style import ACCENT, ALERT, MUTED, SEQ, SOFT, axis, bars, count, figure, line, number, percent
from crm_core.tiers.capacity import Capacity
from crm_core.tiers.fairness import RULE_OF_THUMB
from crm_core.tiers.measure import Outline
from crm_core.tiers.moves import OUTSIDE, Moves
from crm_core.tiers.scheme import Scheme

_SHOWN = 10
_LONGEST_NAME = 22


def draw_moves(moves: Moves, now: Scheme, then: Scheme) -> go.Figure:
    """The migration matrix: from the tier on the left to the tier on top; the more change tier, the darker."""
    outside = [OUTSIDE] if moves.customers("entered") or moves.customers("left") else []
    rows, columns = [*range(1, len(then.tiers) + 1), *outside], [*range(1, len(now.tiers) + 1), *outside]
    many = moves.matrix.set_index(["tier_then", "tier_now"])["customers"]
    grid = [[int(many.get((row, column), 0)) for column in columns] for row in rows]
    crossed = [[float(np.sqrt(value)) if row != column and OUTSIDE not in (row, column) else 0.0
                for column, value in zip(columns, cells, strict=True)] for row, cells in zip(rows, grid, strict=True)]
    words = [["" if row == column == OUTSIDE else number(value) for column, value in zip(columns, cells, strict=True)]
             for row, cells in zip(rows, grid, strict=True)]
    to, of = ([*(tier.name for tier in scheme.tiers), word][:size] for scheme, word, size in (
        (now, "Left", len(columns)), (then, "New", len(rows))))
    trace = {
        "type": "heatmap", "x": to, "y": of, "z": crossed, "text": words, "texttemplate": "%{text}", "xgap": 3,
        "ygap": 3, "colorscale": [[0, SEQ[0]], [1, SEQ[6]]], "showscale": False, "textfont": {"size": 13},
        "hovertemplate": "%{y} to %{x}: %{text} customers<extra></extra>",
    }
    return figure([trace], x=axis(side="top", showgrid=False),
                  y=axis(autorange="reversed", showgrid=False, automargin=True),
                  height=72 + 52 * len(rows), margin={"l": 8, "r": 8, "t": 36, "b": 8})


def draw_capacity(capacity: Capacity, *, branches: bool = False) -> go.Figure:
    """The fullest managers (or branches): hours promised over hours there are, the full line in amber."""
    known = (capacity.branches if branches else capacity.managers).dropna(subset=["used_rate"])
    first = known.head(_SHOWN).iloc[::-1]
    places = list(range(len(first)))
    rates = first["used_rate"].astype(float).tolist()
    reach = max([1.0, *rates])
    over = [ALERT if rate > 1 else ACCENT for rate in rates]
    return figure(
        [bars(rates, places, over, orientation="h", textposition="outside", cliponaxis=False,
              text=[percent(rate, decimals=0) for rate in rates],
              customdata=[f"{name}: {number(hours)} of {number(there)} hours, {count(many, 'customer')}"
                          for name, hours, there, many in zip(first["name"], first["hours"], first["capacity_hours"],
                                                              first["customers"], strict=True)],
              hover="%{customdata}"),
         line([1, 1], [-0.6, len(first) - 0.4], ALERT, width=1.4, dash="dot")],
        x=axis(visible=False, range=[0, reach * 1.2]), bargap=0.35,
        y=axis(showgrid=False, tickvals=places, automargin=True,
               ticktext=[f"{str(name)[:_LONGEST_NAME]}  " for name in first["name"]]),
        height=max(120, 30 * len(first) + 30), margin={"l": 8, "r": 0, "t": 4, "b": 8},
    )


def draw_fairness(result: Outline) -> go.Figure:
    """The share of each region that reaches the best tier; grey is below four fifths of the highest, the amber line."""
    shares = result.fairness.groups[result.fairness.groups["by"] == "region_id"].sort_values("tier_1_share")
    named = dict(zip(result.groups["region_id"], result.groups["region"], strict=True))
    compared = shares[shares["is_compared"]]["tier_1_share"]
    line_at = RULE_OF_THUMB * float(compared.max()) if len(compared) > 1 else None
    places, rates = list(range(len(shares))), shares["tier_1_share"].astype(float).tolist()
    colour = [SOFT if not sure else MUTED if line_at is not None and rate < line_at else ACCENT
              for rate, sure in zip(rates, shares["is_compared"], strict=True)]
    marks = [line([line_at, line_at], [-0.6, len(rates) - 0.4], ALERT, width=1.4, dash="dot")] if line_at else []
    return figure(
        [bars(rates, places, colour, orientation="h"), *marks],
        x=axis(visible=False, range=[0, max([*rates, 0.01]) * 1.02]), bargap=0.35,
        y=axis(showgrid=False, tickvals=places, automargin=True,
               ticktext=[f"{named[region][:_LONGEST_NAME]}  <b>{percent(rate)}</b>  "
                         for region, rate in zip(shares["group"], rates, strict=True)]),
        height=max(120, 28 * len(rates) + 30), margin={"l": 8, "r": 0, "t": 4, "b": 8},
    )
