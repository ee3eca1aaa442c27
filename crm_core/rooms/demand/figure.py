"""A Demand as Plotly figures: the fan, the record, the errors by step, the season, and the parts."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from crm_core.house_style import (
    ACCENT,
    ALERT,
    MUTED,
    SEQ,
    TEXT,
    Money,
    axis,
    bars,
    figure,
    line,
    note,
    percent,
)
from crm_core.labels import as_written, names_axis, room_beside, row_pixels
from crm_core.rooms.demand.measure import Demand
from crm_core.rooms.demand.what_if.assumption import WhatIf

NEAR = 0.4
"""Where the lowest value is at least this part of the highest, the axis need not begin at zero."""

MONTHS_BEHIND = 36
"""Months of history beside the forecast: three seasons to compare with."""

APART = 0.05
"""Lines nearer to each other than this part of the axis have one label: two would lie on them."""

_MONTH_LETTERS = list("JFMAMJJASOND")


def draw(result: Demand, money: Money) -> go.Figure:
    """History, the forecast with its 80 and 95 % ranges, and last year's value; a line where today is."""
    words = result.amount_format(money)
    past, ahead = result.months.tail(MONTHS_BEHIND), result.ahead
    joined = pd.concat([past.tail(1).assign(point=past["amount"].iloc[-1]), ahead], ignore_index=True)
    bands = [_band(ahead, past, "95", SEQ[0]), _band(ahead, past, "80", SEQ[2])]
    lines = [
        line(_days(ahead["month"]), ahead["year_before"], TEXT, width=1.4, dash="dot", hover="%{text}",
             text=[f"Last year's value<br>{words(each)}" for each in ahead["year_before"]]),
        line(_days(past["month"]), past["amount"], TEXT, width=1.8, hover="%{text}",
             text=[f"<b>{each.month:%B %Y}</b><br>{words(each.amount)}" for each in past.itertuples()]),
        line(_days(joined["month"]), joined["point"], ACCENT, width=2.6),
        _points(ahead, [f"<b>{each.month:%B %Y}</b><br>about {words(each.point)}<br>80 %: {words(each.low_80)} to "
                        f"{words(each.high_80)}<br>95 %: {words(each.low_95)} to {words(each.high_95)}"
                        for each in ahead.itertuples()]),
    ]
    shown = pd.concat([past["amount"], ahead["low_95"], ahead["high_95"], ahead["year_before"]]).dropna()
    end = ahead.iloc[-1]
    today = _day(past["month"].iloc[-1])
    return figure(
        [*bands, *lines], x=_time(past["month"].iloc[0], end["month"]), y=_unit(shown, result, money), height=360,
        annotations=[
            note(today, 1, "today", yref="paper", xanchor="right", yanchor="top", xshift=-6),
            note(_day(end["month"]), end["point"], f"<b>{words(end['point'])}</b>", xanchor="right", yanchor="bottom",
                 yshift=6, size=13),
        ],
        shapes=[{"type": "line", "x0": today, "x1": today, "y0": 0, "y1": 1, "yref": "paper",
                 "line": {"color": ALERT, "width": 1.4, "dash": "dot"}}],
        margin={"l": 64, "r": 16, "t": 8, "b": 32},
    )


def draw_record(result: Demand, money: Money) -> go.Figure:
    """What would have been forecast from each earlier origin, as a thin line with its 80 % range, over what came."""
    words = result.amount_format(money)
    origins = list(dict.fromkeys(result.record["made_in"]))
    first = min(origins, default=result.months["month"].iloc[-1]) - pd.DateOffset(months=12)
    past = result.months[result.months["month"] >= first]
    traces = []
    for place, month in enumerate(origins):
        forecasts = result.record[result.record["made_in"] == month]
        start = past[past["month"] <= month].tail(1)
        days, values = _days([*start["month"], *forecasts["month"]]), [*start["amount"], *forecasts["said"]]
        colour, width = (ACCENT, 2.2) if place == 0 else (SEQ[4], 1.2)
        if place == 0:
            traces.append(_band(forecasts, start, "80", SEQ[1]))
        traces.append(line(days, values, colour, width=width, hover="%{text}",
                           text=[f"Said in {month:%B %Y}<br>{words(each)}" for each in values]))
    traces.append(line(_days(past["month"]), past["amount"], TEXT, width=1.8, hover="%{text}",
                       text=[f"<b>{each.month:%B %Y}</b><br>{words(each.amount)}" for each in past.itertuples()]))
    shown = pd.concat([past["amount"], result.record["said"]]).dropna()
    labels = [note(_day(month), 1, f"said in {month:%b %Y}", yref="paper", yanchor="top", xshift=4)
              for month in origins[:1]]
    return figure(traces, x=_time(past["month"].iloc[0], past["month"].iloc[-1]), y=_unit(shown, result, money),
                  height=300, annotations=labels, margin={"l": 64, "r": 16, "t": 8, "b": 32})


def draw_steps(result: Demand) -> go.Figure:
    """The error by months ahead: ours in the accent, that of last year's value in grey."""
    steps = result.steps
    hover = [f"<b>{each.step} months ahead</b>, {each.tests} tests<br>error {percent(each.error)}<br>"
             f"last year's value {percent(each.rule_error)}" for each in steps.itertuples()]
    traces = [line(steps["step"], steps["rule_error"], MUTED, width=2, hover="%{text}", text=hover),
              line(steps["step"], steps["error"], ACCENT, width=2.6, hover="%{text}", text=hover)]
    labels = []
    if len(steps):
        end = steps.iloc[-1]
        above = end["error"] > end["rule_error"]
        labels = [note(end["step"], end["error"], "<b>ours</b>", **_beyond(above)),
                  note(end["step"], end["rule_error"], "last year's value", **_beyond(not above))]
    return figure(traces, x=axis(title="Months ahead", showgrid=False, dtick=2),
                  y=axis(tickformat=".0%", rangemode="tozero"), height=300, annotations=labels,
                  margin={"l": 48, "r": 12, "t": 8, "b": 44})


def draw_season(result: Demand) -> go.Figure:
    """What each calendar month does to the level."""
    season = result.season
    relative = result.season_is_relative
    hover = [f"<b>{pd.Timestamp(2000, int(each.calendar_month), 1):%B}</b><br>"
             + (f"{percent(each.effect)} of the level" if relative else f"{each.effect:,.0f}")
             for each in season.itertuples()]
    strongest = season["effect"].abs().idxmax()
    colours = [ACCENT if place == strongest and season["effect"].any() else SEQ[3] for place in season.index]
    effects = season["effect"].dropna()
    values, words = ticks(min(0.0, *effects), max(0.0, *effects) or 1.0, "")
    return figure(
        [bars(season["calendar_month"], season["effect"], colours, hover="%{text}", text=hover, textposition="none")],
        x=axis(showgrid=False, tickvals=list(range(1, 13)), ticktext=_MONTH_LETTERS),
        y=axis(tickformat=".0%") if relative else axis(tickvals=values, ticktext=words), height=200, bargap=0.25,
        margin={"l": 48, "r": 8, "t": 8, "b": 28},
    )


def draw_trend(result: Demand, money: Money) -> go.Figure:
    """History without its season, and its trend."""
    past = result.months.tail(MONTHS_BEHIND)
    return figure(
        [line(_days(past["month"]), past["adjusted"], MUTED, width=1.4),
         line(_days(past["month"]), past["trend"], ACCENT, width=2.4)],
        x=_time(past["month"].iloc[0], past["month"].iloc[-1]),
        y=_unit(past["adjusted"].dropna(), result, money), height=200, margin={"l": 56, "r": 8, "t": 8, "b": 28},
    )


def draw_what_if(result: Demand, what_if: WhatIf, money: Money) -> go.Figure:
    """The statistical line with its 80 % range, and the line with the assumptions applied to it in the accent."""
    words = result.amount_format(money)
    past = result.months.tail(12)
    start = past.tail(1).assign(statistical=past["amount"].iloc[-1], assumed=past["amount"].iloc[-1])
    months = pd.concat([start[["month", "statistical", "assumed"]], what_if.months], ignore_index=True)
    days, end = _days(months["month"]), months.iloc[-1]
    traces = [
        _band(result.ahead, past, "80", SEQ[1]),
        line(_days(past["month"]), past["amount"], TEXT, width=1.8),
        line(days, months["statistical"], TEXT, width=1.6, dash="dot", hover="%{text}",
             text=[f"<b>{each.month:%B %Y}</b><br>as forecast {words(each.statistical)}"
                   for each in months.itertuples()]),
        line(days, months["assumed"], ACCENT, width=2.6, hover="%{text}",
             text=[f"<b>{each.month:%B %Y}</b><br>as assumed {words(each.assumed)}" for each in months.itertuples()]),
    ]
    above = end["assumed"] >= end["statistical"]
    shown = pd.concat([past["amount"], months["statistical"], months["assumed"], result.ahead["low_80"],
                       result.ahead["high_80"]]).dropna()
    labels = [note(days[-1], end["assumed"], "<b>as assumed</b>", **_beyond(above))]
    if abs(end["assumed"] - end["statistical"]) > APART * (shown.max() - shown.min()):
        labels.append(note(days[-1], end["statistical"], "as forecast", **_beyond(not above)))
    return figure(traces, x=_time(past["month"].iloc[0], end["month"]), y=_unit(shown, result, money), height=260,
                  annotations=labels, margin={"l": 64, "r": 16, "t": 8, "b": 32})


def draw_gains(result: Demand, kind: str, money: Money) -> go.Figure:
    """The expected gains and falls of each part against the year before, ranked; whiskers are the 80 % range."""
    words = result.amount_format(money)
    parts = result.parts[(result.parts["kind"] == kind) & result.parts["gain"].notna()].iloc[::-1]
    ids, gains = parts["id"].tolist(), parts["gain"].tolist()
    names = names_axis(ids, parts["name"].tolist())
    low, high = min([0.0, *gains]), max([0.0, *gains])
    hover = [f"<b>{as_written(each.name_)}</b><br>{words(each.year_before)} a year before, about "
             f"{words(each.point)} to come<br>"
             f"80 %: {words(each.low_80)} to {words(each.high_80)}"
             for each in parts.rename(columns={"name": "name_"}).itertuples()]
    labels = [note(max(gain, 0.0), part, ("+" if gain > 0 else "") + words(gain), xshift=6, yanchor="middle")
              for part, gain in zip(ids, gains, strict=True)]
    return figure(
        [bars(gains, ids, [ACCENT if gain >= 0 else SEQ[3] for gain in gains], orientation="h", hover="%{text}",
              text=hover, textposition="none")],
        x={"visible": False, "fixedrange": True,
           "range": [low - 0.02 * (high - low), high + ((high - low) or 1.0) * room_beside(names, labels)]},
        y=names, annotations=labels, height=max(130, row_pixels(names, 26) * len(ids) + 16), bargap=0.34,
        margin={"l": 8, "r": 0, "t": 0, "b": 8},
    )


def _band(ahead: pd.DataFrame, past: pd.DataFrame, level: str, colour: str) -> dict:
    """A range as an area that opens from the last known month."""
    last_month, last_amount = [_day(past["month"].iloc[-1])], [past["amount"].iloc[-1]]
    days = last_month + _days(ahead["month"])
    low, high = last_amount + ahead[f"low_{level}"].tolist(), last_amount + ahead[f"high_{level}"].tolist()
    return line(days + days[::-1], high + low[::-1], colour, width=0, fill="toself", fillcolor=colour)


def _beyond(above: bool) -> dict:
    """Where the label of a line's end stands clear of the line."""
    return {"xanchor": "right", "yanchor": "bottom" if above else "top", "yshift": 12 if above else -12}


def _points(ahead: pd.DataFrame, hover: list[str]) -> dict:
    return {"type": "scatter", "mode": "markers", "x": _days(ahead["month"]), "y": ahead["point"].tolist(),
            "text": hover, "hovertemplate": "%{text}<extra></extra>", "marker": {"size": 5, "color": ACCENT}}


def _time(first: pd.Timestamp, last: pd.Timestamp) -> dict:
    """One tick a year, back from the last month."""
    marked = pd.date_range(first, last, freq="MS")[::-1][::12][::-1]
    return axis(showgrid=False, type="date", tickangle=0, tickvals=_days(marked),
                ticktext=[f"{each:%b %Y}" for each in marked])


def _unit(shown: pd.Series, result: Demand, money: Money) -> dict:
    """The y axis in the measure's unit, near the values: a level's changes would drown in an axis from zero."""
    low, high = float(shown.min()), float(shown.max())
    if low < NEAR * high:
        low, high = min(low, 0.0), max(high, 0.0)
    room = 0.08 * (high - low) or 0.05 * abs(high) or 1.0
    low, high = (low - room if low else 0.0), high + room
    values, labels = ticks(low, high, money.prefix if result.is_money else "")
    return axis(range=[low, high], tickvals=values, ticktext=labels)


def ticks(low: float, high: float, prefix: str) -> tuple[list[float], list[str]]:
    """Five or so round values between `low` and `high`, written with as many decimals as tell them apart."""
    power = 10.0 ** math.floor(math.log10((high - low) / 5))
    step = next(size * power for size in (1, 2, 5, 10) if (high - low) / (size * power) <= 6)  # noqa: PLR2004
    values = [place * step for place in range(math.ceil(low / step), math.floor(high / step) + 1)]
    scale, letter = next(((scale, letter) for scale, letter in ((1e9, "B"), (1e6, "M"), (1e3, "K"))
                          if max(abs(low), abs(high)) >= scale), (1.0, ""))
    decimals = max(0, -math.floor(math.log10(step / scale) + 1e-9))
    return values, [f"{'−' if value < 0 else ''}{prefix}{abs(value) / scale:,.{decimals}f}{letter if value else ''}"
                    for value in values]


def _days(months: Iterable[pd.Timestamp]) -> list[str]:
    return [_day(each) for each in months]


def _day(month: pd.Timestamp) -> str:
    return f"{month:%Y-%m-%d}"


