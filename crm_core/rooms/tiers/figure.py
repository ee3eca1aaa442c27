"""A scheme as Plotly figures: where its cuts fall, and what each tier holds."""

from __future__ import annotations

import math
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from crm_core.amounts import Money, number, percent
from crm_core.house_style import ALERT, axis, bars, figure, line, note
from crm_core.labels import as_written
from crm_core.language import N_, _
from crm_core.language import current as spoken
from crm_core.made_once import made_once
from crm_core.rooms.tiers.cutting.spread import money_places, on_axis
from crm_core.rooms.tiers.measure import Outline, shares
from crm_core.rooms.tiers.pictures.stacks import ROOM_FOR_WORDS, colours, names_above, parts, room_for
from crm_core.ticks import count_ticks
from crm_core.vocabulary import counted

_HELD = {"customers": N_("Customers"), "contribution": N_("Contribution"), "balance": N_("Balances"),
         "service_cost": N_("Service")}
"""What each tier has a part of, as it is named."""
_HOVER = {
    "customers": N_("{tier}: {share} of customers, {amount}"),
    "contribution": N_("{tier}: {share} of contribution, {amount}"),
    "balance": N_("{tier}: {share} of balances, {amount}"),
    "service_cost": N_("{tier}: {share} of service cost, {amount}"),
}
_BAR = 46
"""Pixels of a bar."""
_ABOVE_BARS, _A_LABEL = 1.06, 0.09
"""Where the lowest label of a cut stands, and how far the next is above it: parts of the tallest bar."""
_LABEL_OF_A_CUT = 0.46
"""The part of the axis that the label of a cut takes on a phone."""
_LETTERS_OF_TICKS = 32
"""Letters that can be written along the axis on a phone."""


@made_once
def draw(result: Outline, money: Money, *, of: str = "") -> go.Figure | None:
    """How customers are spread over what ranks them, coloured by tier, the thresholds in amber; None for tiers by need.

    `of` picks whose cuts, where each type has its own.
    """
    group = next((each for each in result.scheme.groups if each.of == of), result.scheme.groups[0])
    shown = result.spread[result.spread["of"] == group.of]
    if shown.empty:
        return None
    by_tier, names = colours(result.scheme), [as_written(name) for name in result.scheme.labels]
    words = partial(_rank_in_words, group.by, money)
    every_bar = zip(*(shown[name].tolist() for name in ("low", "high", "customers", "contribution")), strict=True)
    hover = [_bar_in_words(spoken(), money, group.by, names[tier - 1], bar)
             for tier, bar in zip(shown["tier"].tolist(), every_bar, strict=True)]
    tallest = float(shown["customers"].max())
    cuts = result.cuts[(result.cuts["of"] == group.of) & np.isfinite(result.cuts["at_least"].astype(float))]
    traces = [bars((shown["place"] + shown["width"] / 2).tolist(), shown["customers"].tolist(),
                   [by_tier[tier - 1] for tier in shown["tier"]], width=(shown["width"] * 0.94).tolist(),
                   hover="%{customdata}", customdata=hover)]
    labels, first, last = [], shown["place"].min(), shown["place"].max()
    for level, row in enumerate(cuts.itertuples()):
        at, top = on_axis(group.by, row.at_least), tallest * (_ABOVE_BARS + _A_LABEL * (len(cuts) - 1 - level))
        traces.append(line([at, at], [0, top], ALERT, width=1.6, dash="dot"))
        # clear of the lines of better tiers, which reach higher, and inside the picture, if there is room
        has_room = at > first + _LABEL_OF_A_CUT * (last - first)
        side = {"xshift": -4, "xanchor": "right"} if has_room else {"xshift": 4}
        label = _("{tier} from {value}", tier=names[row.tier - 1], value=words(row.at_least))
        labels.append(note(at, top, label, yanchor="middle", **side))
    return figure(traces, x=_ranked_axis(group.by, shown, money),
                  y=axis(title=_("Customers"), **count_ticks(tallest),
                         range=[0, tallest * (_ABOVE_BARS + _A_LABEL * len(cuts))]), annotations=labels, bargap=0)


def _rank_in_words(by: str, money: Money, value: float) -> str:
    """A score or an amount of money."""
    return number(value, decimals=1) if by == "score" else money.short(value)


@lru_cache(maxsize=4096)
def _bar_in_words(language: str, money: Money, by: str, tier: str, bar: tuple[float, float, int, float]) -> str:
    """What a bar (from, to, customers, contribution) says in the language spoken: a moved threshold changes few of a
    hundred."""
    low, high, customers, contribution = bar
    return _("{tier}, {low} to {high}<br>{customers}, contribution {amount}", tier=tier,
             low=_rank_in_words(by, money, low), high=_rank_in_words(by, money, high),
             customers=counted("customers", customers), amount=money.short(contribution))


@made_once
def draw_tiers(result: Outline, money: Money) -> go.Figure:
    """The parts of the tiers in customers, contribution, balances and the cost of service, in the tiers' colours.

    A tier that loses money stands to the left of zero; what has no positive total, or one that is small beside the
    tiers, is not drawn.
    """
    sums = {what: result.tiers[what].to_numpy(dtype=float) for what in _HELD}
    drawn = {what: shares(values) for what, values in sums.items() if not np.isnan(shares(values)).any()}
    widths, places = np.array(list(drawn.values())), np.arange(len(drawn))[::-1]
    low, high = np.minimum(widths, 0).sum(axis=1).min(), np.maximum(widths, 0).sum(axis=1).max()
    hover = [[_(_HOVER[what], tier=as_written(name), share=percent(share), amount=_amount(what, value, money))
             for name, share, value in zip(result.scheme.labels, each, sums[what], strict=True)]
             for what, each in drawn.items()]
    above, room = names_above(result.scheme)
    labels = [f"{_(_HELD[what])}  " for what in drawn]
    return figure(
        [parts(widths, places, result.scheme, words=[[percent(share, decimals=0) for share in each] for each in widths],
               hover=hover, reach=high - low)],
        x=axis(visible=False, range=[low - ROOM_FOR_WORDS * (low < 0), high]), title=above, barmode="overlay",
        y=axis(showgrid=False, tickvals=places.tolist(), ticktext=labels),
        height=_BAR * len(drawn) + room + 16, margin={"l": room_for(labels), "r": 4, "t": room, "b": 8},
    )


def _amount(what: str, value: float, money: Money) -> str:
    return number(value) if what == "customers" else money.short(value)


def _ranked_axis(by: str, shown: pd.DataFrame, money: Money) -> dict:
    if by == "score":
        return axis(title=_("Score"), showgrid=False, range=[0, 101])
    every_tick = money_places(float(shown["low"].min()), float(shown["high"].max()))
    first, last = float(shown["place"].min()), float((shown["place"] + shown["width"]).max())
    ticks: list[float] = []
    words: list[str] = []
    for every in range(1, len(every_tick) + 1):
        ticks = [tick for tick in every_tick if tick == 0 or round(math.log10(abs(tick))) % every == 0]
        words = [money.short(tick, is_tick=True) for tick in ticks]
        apart = np.diff([on_axis("contribution", tick) for tick in ticks]) / (last - first) * _LETTERS_OF_TICKS
        room_needed = [1 + (len(one) + len(other)) / 2 for one, other in pairwise(words)]
        if (apart > room_needed).all():
            break
    if not ticks:  # all between two round amounts
        ticks = [(float(shown["low"].min()) + float(shown["high"].max())) / 2]
        words = [money.short(ticks[0])]
    return axis(title=_("Contribution a year (logarithmic scale)"), showgrid=False, range=[first, last],
                tickvals=[on_axis("contribution", tick) for tick in ticks], tickangle=0,
                ticktext=words)
