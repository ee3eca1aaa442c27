"""What follows from a scheme as Plotly figures: who moves, who is full."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go

from crm_core.amounts import Money, number, percent
from crm_core.house_style import ALERT, INK, SEQ, axis, figure, line
from crm_core.labels import as_written, tick_names
from crm_core.language import N_, _, pgettext
from crm_core.made_once import made_once
from crm_core.rooms.tiers.consequences.moves import OUTSIDE, Moves
from crm_core.rooms.tiers.measure import Tiering
from crm_core.rooms.tiers.pictures.stacks import names_above, parts, room_for
from crm_core.rooms.tiers.scheme.scheme import Scheme
from crm_core.vocabulary import counted

Moved = Literal["customers", "contribution", "balance", "service_cost_change"]

_MOVED = {
    "contribution": N_("{before} to {now}: {amount} of contribution"),
    "balance": N_("{before} to {now}: {amount} of balances"),
    "service_cost_change": N_("{before} to {now}: {amount} more service cost"),
}
_FULLEST = {"branches": N_("Busiest branches"), "managers": N_("Busiest managers")}
_SHOWN = 6
"""Branches, and managers: the fullest."""
_MAX_NAME_LENGTH = 26
_BAR = 26
"""Pixels of a bar."""


@made_once
def draw_moves(moves: Moves, now: Scheme, then: Scheme, money: Money, *, of: Moved = "customers") -> go.Figure:
    """The migration matrix: from the tier on the left to the tier on top; the more goes there, the darker.

    `of` is what is counted: customers, their money, or what their service then costs more.
    """
    outside = [OUTSIDE] if moves.customers("entered") or moves.customers("left") else []
    rows, columns = [*range(1, len(then.tiers) + 1), *outside], [*range(1, len(now.tiers) + 1), *outside]
    ways = list(zip(moves.matrix["tier_then"], moves.matrix["tier_now"], strict=True))
    sums = dict(zip(ways, moves.matrix[of], strict=True))
    grid = [[float(sums.get((row, column), 0)) for column in columns] for row in rows]
    changed = {way for way, went in zip(ways, moves.matrix["direction"], strict=True) if went in ("up", "down")}
    crossed = [[abs(value) ** 0.5 if (row, column) in changed else 0.0
                for column, value in zip(columns, cells, strict=True)] for row, cells in zip(rows, grid, strict=True)]
    written = number if of == "customers" else money.short
    words = [["" if row == column == OUTSIDE else written(value) for column, value in zip(columns, cells, strict=True)]
             for row, cells in zip(rows, grid, strict=True)]
    to, of_tiers = ([*map(as_written, scheme.labels), word][:size] for scheme, word, size in (
        (now, pgettext("customers", "Left"), len(columns)), (then, pgettext("customers", "New"), len(rows))))
    at_x, at_y = list(range(len(to))), list(range(len(of_tiers)))  # a name may be a number, or `Left`
    trace = {
        "type": "heatmap", "x": at_x, "y": at_y, "z": crossed, "text": words, "texttemplate": "%{text}", "xgap": 3,
        "ygap": 3, "colorscale": [[0, SEQ[0]], [1, SEQ[4]]], "showscale": False,
        "textfont": {"size": 13, "color": INK},
        "customdata": [[_moved(of, one, other, value, written(value)) for other, value in zip(to, cells, strict=True)]
                       for one, cells in zip(of_tiers, grid, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return figure([trace], x=axis(side="top", showgrid=False, ticks="", tickvals=at_x, ticktext=to),
                  y=axis(autorange="reversed", showgrid=False, ticks="", tickvals=at_y, ticktext=of_tiers),
                  height=72 + 48 * len(rows), margin={"l": room_for(of_tiers) + 8, "r": 8, "t": 36, "b": 8})


def _moved(of: Moved, before: str, now: str, value: float, amount: str) -> str:
    if of == "customers":
        return _("{before} to {now}: {customers}", before=before, now=now, customers=counted("customers", int(value)))
    return _(_MOVED[of], before=before, now=now, amount=amount)


@made_once
def draw_capacity(result: Tiering) -> go.Figure | None:
    """How full the staff is: all of it, the fullest branches, the fullest managers; split by tier, the full line in
    amber. None when no hours are known."""
    staffing = result.staffing
    if result.capacity is None or staffing is None or not staffing.capacity_hours:
        return None
    tiers = [as_written(name) for name in result.scheme.labels]
    everybody = _("All staff")
    rows = [(f"<b>{everybody}</b>", staffing.tier_used_rates,
             _("{hours} of {capacity} hours", hours=number(staffing.hours), capacity=number(staffing.capacity_hours)))]
    for one, what, table in (("branch", "branches", result.capacity.branches),
                             ("manager", "managers", result.capacity.managers)):
        fullest = table.dropna(subset=["used_rate"]).head(_SHOWN).to_dict("records")
        rows += [(f"<i>{_(_FULLEST[what])}</i>", np.zeros(len(tiers)), "")] * bool(fullest)
        names = tick_names([row[f"{one}_id"] for row in fullest], [str(row["name"]) for row in fullest],
                           most=_MAX_NAME_LENGTH, lines=1)
        rows += [(name, np.array([row[f"tier_{tier}_hours"] for tier in range(1, len(tiers) + 1)])
                  / row["capacity_hours"], _hours(row)) for name, row in zip(names, fullest, strict=True)]
    widths, places = np.array([each for _, each, _ in rows]), list(range(len(rows)))[::-1]
    above, room = names_above(result.scheme)
    hover = [[_("{name}: {share} for {tier}<br>{hours}", name=name, share=percent(part), tier=tier, hours=hours)
              for part, tier in zip(each, tiers, strict=True)] for name, each, hours in rows]
    labels = [f"{name}  <b>{percent(float(each.sum()), decimals=0)}</b>  " if hours else f"{name}  "
              for name, each, hours in rows]
    return figure(
        [parts(widths, places, result.scheme, hover=hover),
         line([1, 1], [-0.6, len(rows) - 0.4], ALERT, width=1.4, dash="dot")],
        x=axis(visible=False, range=[0, max(1.0, widths.sum(axis=1).max()) * 1.02]), title=above, barmode="overlay",
        y=axis(showgrid=False, tickvals=places, ticktext=labels, range=[-0.6, len(rows) - 0.4]),
        height=_BAR * len(rows) + room + 16, margin={"l": room_for(labels), "r": 4, "t": room, "b": 8},
    )


def _hours(row: dict[Hashable, Any]) -> str:
    return _("{hours} of {capacity} hours, {customers}", hours=number(row["hours"]),
             capacity=number(row["capacity_hours"]), customers=counted("customers", int(row["customers"])))
