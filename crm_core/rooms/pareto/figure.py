"""The whale curve as a Plotly figure."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from crm_core.amounts import Money, percent
from crm_core.house_style import ACCENT, ALERT, BG, MUTED, SOFT, TEXT, axis, figure, line, note
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.rooms.pareto.measure import Concentration
from crm_core.ticks import count_ticks, money_ticks, percent_ticks
from crm_core.vocabulary import counted

_LABEL_SWITCH = 0.55
"""Past this part of the width a label is set to the left of its point, or it would leave the picture."""

_NEAR_AN_END = 0.15
"""So near to an end of the curve the words at its peak are set towards its middle."""


@made_once
def draw(result: Concentration, money: Money) -> go.Figure:
    """Running total over customers, best first; the asked top in the accent, the cut in amber.

    Shares of the net total on the y axis, or money when there is none to share. At most ~400 points.
    """
    unit = result.total if result.has_shares else 1.0
    ranks = result.curve["customers"].to_numpy(dtype=float)
    heights = result.curve["amount"].to_numpy() / unit
    cut = result.top_customers
    cut_height = result.top_amount / unit
    inside = ranks < cut
    lowest, highest = float(np.min(heights, initial=0.0)), float(np.max(heights, initial=0.0))
    top_x, top_y = [*ranks[inside], cut], [*heights[inside], cut_height]
    rest_x, rest_y = [cut, *ranks[~inside]], [cut_height, *heights[~inside]]
    traces = [
        line([0, result.customers], [0, result.total / unit], MUTED, width=1.2, dash="dot",
             name=_("If all contributed alike")),
        line(top_x, top_y, ACCENT, width=3, fill="tozeroy", fillcolor=SOFT,
             hover="%{text}", text=_hover(top_x, top_y, result, money), name=_("Top {top}", top=percent(result.top))),
        line(rest_x, rest_y, TEXT, width=1.8, hover="%{text}", text=_hover(rest_x, rest_y, result, money),
             name=_("All others")),
        line([cut, cut], [0, cut_height], ALERT, width=1.4, dash="dot"),
        {"type": "scatter", "mode": "markers", "x": [cut], "y": [cut_height], "hoverinfo": "skip",
         "marker": {"size": 12, "color": ALERT, "line": {"color": BG, "width": 2.5}}},
    ]
    return figure(
        traces,
        x=axis(title=_("Customers, best first"), showgrid=False, range=[0, result.customers * 1.01],
               **count_ticks(result.customers)),
        y=axis(rangemode="tozero", **(percent_ticks(lowest, highest) if result.has_shares else
                                      money_ticks(lowest, highest, money))),
        annotations=_labels(result, money, unit, highest),
    )


def _hover(xs: list[float], ys: list[float], result: Concentration, money: Money) -> list[str]:
    height = percent if result.has_shares else money.short
    return [
        "<br>".join((_("Best {customers} ({share})", customers=counted("customers", round(x)),
                       share=percent(x / result.customers)),
                     _("Cumulative: {amount}", amount=height(y))))
        for x, y in zip(xs, ys, strict=True)
    ]


def _labels(result: Concentration, money: Money, unit: float, highest: float) -> list[dict]:
    part = percent(result.top_share) if result.top_share is not None else money.short(result.top_amount)
    top, right = _("Top {top}", top=percent(result.top)), result.top < _LABEL_SWITCH
    labels = [note(
        result.top_customers, result.top_amount / unit, f"<b>{top}</b><br>{part}", size=14,
        xanchor="left" if right else "right", yanchor="top", xshift=12 if right else -12, yshift=-8,
        align="left" if right else "right",
    )]
    if result.loss_making_customers:
        peak = percent(result.peak_share) if result.peak_share is not None else money.short(result.peak_amount)
        along = result.profitable_customers / result.customers
        side = "left" if along < _NEAR_AN_END else "right" if along > 1 - _NEAR_AN_END else "center"
        labels.append(note(result.profitable_customers, highest, _("Peak {amount}", amount=peak), xanchor=side,
                           yanchor="bottom", yshift=8))
    return labels
