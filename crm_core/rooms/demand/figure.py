"""A Demand as Plotly figures: the fan, the record, the errors by step, the season, and the parts."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from crm_core.amounts import Money, percent
from crm_core.house_style import ACCENT, ALERT, MUTED, SEQ, TEXT, axis, bars, figure, line, note
from crm_core.labels import as_written, beside_ends, lengths_axis, names_axis, room_beside, row_pixels
from crm_core.language import _, calendar_month, month, month_short, ngettext
from crm_core.made_once import made_once
from crm_core.rooms.demand.axes import plot_day, plot_days, share_axis, ticks, time_axis, unit_axis
from crm_core.rooms.demand.evidence import months_counted
from crm_core.rooms.demand.measure import Demand
from crm_core.rooms.demand.what_if.assumption import WhatIf

MONTHS_BEHIND = 36
"""Months of history beside the forecast: three seasons to compare with."""

_ABOVE, _BELOW, _UNIT = 24, 44, 64
"""Pixels of the margins: for words above the plot, two lines of a month, and amounts."""

_MONTHS = range(1, 13)


@made_once
def draw(result: Demand, money: Money) -> go.Figure:
    """History, the forecast with its 80 and 95% ranges, and last year's value; a line where today is."""
    words = result.amount_format(money)
    past, ahead = result.months.tail(MONTHS_BEHIND), result.ahead
    joined = pd.concat([past.tail(1).assign(point=past["amount"].iloc[-1]), ahead], ignore_index=True)
    bands = [_band(ahead, past, "95", SEQ[0]), _band(ahead, past, "80", SEQ[2])]
    lines = [
        line(plot_days(ahead["month"]), ahead["year_before"], TEXT, width=1.4, dash="dot", hover="%{text}",
             name=_("Year before"),
             text=[_("Last year's value<br>{amount}", amount=words(each)) for each in ahead["year_before"]]),
        line(plot_days(past["month"]), past["amount"], TEXT, width=1.8, hover="%{text}",
             text=_months_and_amounts(past, words), name=_("Actual")),
        line(plot_days(joined["month"]), joined["point"], ACCENT, width=2.6, name=_("Forecast")),
        _points(ahead, [_("<b>{month}</b><br>expected {amount}<br>80%: {low_80} to {high_80}<br>95%: {low_95} to "
                          "{high_95}", month=month(each.month), amount=words(each.point), low_80=words(each.low_80),
                          high_80=words(each.high_80), low_95=words(each.low_95), high_95=words(each.high_95))
                        for each in ahead.itertuples()]),
    ]
    shown = pd.concat([past["amount"], ahead["low_95"], ahead["high_95"], ahead["year_before"]]).dropna()
    end = ahead.iloc[-1]
    reached = note(plot_day(end["month"]), end["point"], f"<b>{words(end['point'])}</b>", xshift=6, yanchor="middle",
                   size=13)
    today = plot_day(past["month"].iloc[-1])
    return figure(
        [*bands, *lines], x=time_axis(past["month"].iloc[0], end["month"]), y=_unit(shown, result, money), height=360,
        annotations=[_above(today, _("today")), reached],
        shapes=[{"type": "line", "x0": today, "x1": today, "y0": 0, "y1": 1, "yref": "paper",
                 "line": {"color": ALERT, "width": 1.4, "dash": "dot"}}],
        margin={"l": _UNIT, "r": room_beside([reached])["r"], "t": _ABOVE, "b": _BELOW},
    )


@made_once
def draw_record(result: Demand, money: Money) -> go.Figure:
    """What would have been forecast from each earlier origin, as a thin line with its 80% range, over what came."""
    words = result.amount_format(money)
    origins = list(dict.fromkeys(result.record["made_in"]))
    first = min(origins, default=result.months["month"].iloc[-1]) - pd.DateOffset(months=12)
    past = result.months[result.months["month"] >= first]
    traces = []
    for place, origin in enumerate(origins):
        forecasts = result.record[result.record["made_in"] == origin]
        start = past[past["month"] <= origin].tail(1)
        days, values = plot_days([*start["month"], *forecasts["month"]]), [*start["amount"], *forecasts["said"]]
        colour, width = (ACCENT, 2.2) if place == 0 else (SEQ[4], 1.2)
        if place == 0:
            traces.append(_band(forecasts, start, "80", SEQ[1]))
        traces.append(line(days, values, colour, width=width, hover="%{text}",
                           name=_("forecast of {month}", month=month_short(origin)),
                           text=[_("Forecast of {month}<br>{amount}", month=month(origin), amount=words(each))
                                 for each in values]))
    traces.append(line(plot_days(past["month"]), past["amount"], TEXT, width=1.8, hover="%{text}",
                       text=_months_and_amounts(past, words), name=_("Actual")))
    shown = pd.concat([past["amount"], result.record["said"]]).dropna()
    labels = [_above(plot_day(origin), _("forecast of {month}", month=month_short(origin))) for origin in origins[:1]]
    return figure(traces, x=time_axis(past["month"].iloc[0], past["month"].iloc[-1]), y=_unit(shown, result, money),
                  height=312, annotations=labels, margin={"l": _UNIT, "r": 16, "t": _ABOVE, "b": _BELOW})


@made_once
def draw_steps(result: Demand) -> go.Figure:
    """The error by months ahead: ours in the accent, those of last year's value and of the present level in grey."""
    steps = result.steps
    hover = [_("<b>{months} ahead</b>, {tests}<br>error {error}<br>last year's value {last_year}<br>latest level "
               "{level}", months=months_counted(each.step), tests=ngettext("{count} test", "{count} tests", each.tests),
               error=percent(each.error), last_year=percent(each.rule_error), level=percent(each.level_error))
             for each in steps.itertuples()]
    traces = [line(steps["step"], steps["rule_error"], MUTED, width=2, hover="%{text}", text=hover,
                   name=_("last year's value")),
              line(steps["step"], steps["level_error"], MUTED, width=2, dash="dot", hover="%{text}", text=hover,
                   name=_("latest level")),
              line(steps["step"], steps["error"], ACCENT, width=2.6, hover="%{text}", text=hover, name=_("forecast"))]
    highest = steps[["error", "rule_error", "level_error"]].max(axis=None)
    ends = [(end["step"], end[name], words, name == "error") for end in steps.tail(1).to_dict("records")
            for name, words in (("error", _("forecast")), ("rule_error", _("last year's value")),
                                ("level_error", _("latest level"))) if pd.notna(end[name])]
    labels = beside_ends(ends, (0.0, highest), 230)
    months = axis(title=_("Months ahead"), showgrid=False, dtick=2, range=[1, max([2, *steps["step"]])])
    return figure(traces, x=months, y=share_axis(highest), height=312, annotations=labels,
                  margin={"l": 48, "r": room_beside(labels)["r"], "t": 12, "b": 44})


@made_once
def draw_season(result: Demand, money: Money) -> go.Figure:
    """What each calendar month does to the level."""
    season, words = result.season, result.amount_format(money)
    relative = result.season_is_relative
    named = [calendar_month(int(each)) for each in season["calendar_month"]]
    hover = [_("<b>{month}</b><br>{share} of the level", month=name, share=percent(effect)) if relative else
             f"<b>{name}</b><br>{words(effect)}" for name, effect in zip(named, season["effect"], strict=True)]
    ends = (min(season["effect"].min(), 0.0), max(season["effect"].max(), 0.0))
    strongest = season["effect"].abs().idxmax()
    colours = [ACCENT if place == strongest and season["effect"].any() else SEQ[3] for place in season.index]
    return figure(
        [bars(season["calendar_month"], season["effect"], colours, hover="%{text}", text=hover, textposition="none")],
        x=axis(showgrid=False, tickvals=list(_MONTHS), ticktext=[calendar_month(each)[0].upper() for each in _MONTHS]),
        y=share_axis(*ends) if relative else _amount_axis(ends, result, money), height=212, bargap=0.25,
        margin={"l": 48, "r": 8, "t": 8, "b": 28},
    )


@made_once
def draw_trend(result: Demand, money: Money) -> go.Figure:
    """History without its season, and its trend."""
    past = result.months.tail(MONTHS_BEHIND)
    return figure(
        [line(plot_days(past["month"]), past["adjusted"], MUTED, width=1.4),
         line(plot_days(past["month"]), past["trend"], ACCENT, width=2.4)],
        x=time_axis(past["month"].iloc[0], past["month"].iloc[-1]),
        y=_unit(past["adjusted"].dropna(), result, money), height=212, margin={"l": 56, "r": 12, "t": 8, "b": 40},
    )


@made_once
def draw_what_if(result: Demand, what_if: WhatIf, money: Money) -> go.Figure:
    """The statistical line with its 80% range, and the line with the assumptions applied to it in the accent."""
    words = result.amount_format(money)
    past = result.months.tail(12)
    start = past.tail(1).assign(statistical=past["amount"].iloc[-1], assumed=past["amount"].iloc[-1])
    months = pd.concat([start[["month", "statistical", "assumed"]], what_if.months], ignore_index=True)
    days, end = plot_days(months["month"]), months.iloc[-1]
    traces = [
        _band(result.ahead, past, "80", SEQ[1]),
        line(plot_days(past["month"]), past["amount"], TEXT, width=1.8),
        line(days, months["statistical"], TEXT, width=1.6, dash="dot", hover="%{text}",
             text=[_("<b>{month}</b><br>as forecast {amount}", month=month(each.month), amount=words(each.statistical))
                   for each in months.itertuples()]),
        line(days, months["assumed"], ACCENT, width=2.6, hover="%{text}",
             text=[_("<b>{month}</b><br>as assumed {amount}", month=month(each.month), amount=words(each.assumed))
                   for each in months.itertuples()]),
    ]
    shown = pd.concat([past["amount"], months["statistical"], months["assumed"], result.ahead["low_80"],
                       result.ahead["high_80"]]).dropna()
    unit = _unit(shown, result, money)
    low, high = unit["range"]
    labels = beside_ends([(days[-1], end["assumed"], _("as assumed"), True),
                          (days[-1], end["statistical"], _("as forecast"), False)], (low, high), 200)
    return figure(traces, x=time_axis(past["month"].iloc[0], end["month"]), y=unit, height=272, annotations=labels,
                  margin={"l": _UNIT, "r": room_beside(labels)["r"], "t": 8, "b": _BELOW})


@made_once
def draw_gains(result: Demand, kind: str, money: Money) -> go.Figure:
    """The expected gains and falls of each part against the year before, ranked; whiskers are the 80% range."""
    words = result.amount_format(money)
    parts = result.parts[(result.parts["kind"] == kind) & result.parts["gain"].notna()].iloc[::-1]
    ids, gains = parts["id"].tolist(), parts["gain"].tolist()
    names = names_axis(ids, parts["name"].tolist())
    low, high = min([0.0, *gains]), max([0.0, *gains])
    hover = [_("<b>{name}</b><br>{before} a year before, {amount} expected<br>80%: {low_80} to {high_80}",
               name=as_written(each.name_), before=words(each.year_before), amount=words(each.point),
               low_80=words(each.low_80), high_80=words(each.high_80))
             for each in parts.rename(columns={"name": "name_"}).itertuples()]
    labels = [note(max(gain, 0.0), part, ("+" if gain > 0 else "") + words(gain), xshift=6, yanchor="middle")
              for part, gain in zip(ids, gains, strict=True)]
    return figure(
        [bars(gains, ids, [ACCENT if gain >= 0 else SEQ[3] for gain in gains], orientation="h", hover="%{text}",
              text=hover, textposition="none")],
        x=lengths_axis(low, high), y=names, annotations=labels,
        height=max(130, row_pixels(names, 26) * len(ids) + 16), bargap=0.34, margin=room_beside(labels),
    )


def _months_and_amounts(rows: pd.DataFrame, words: Callable[[float], str]) -> list[str]:
    """What each month was, on hover."""
    return [f"<b>{month(date)}</b><br>{words(amount)}"
            for date, amount in zip(rows["month"], rows["amount"], strict=True)]


def _band(ahead: pd.DataFrame, past: pd.DataFrame, level: str, colour: str) -> dict:
    """A range as an area that opens from the last known month."""
    last_month, last_amount = [plot_day(past["month"].iloc[-1])], [past["amount"].iloc[-1]]
    days = last_month + plot_days(ahead["month"])
    low, high = last_amount + ahead[f"low_{level}"].tolist(), last_amount + ahead[f"high_{level}"].tolist()
    return line(days + days[::-1], high + low[::-1], colour, width=0, fill="toself", fillcolor=colour,
                name=_("80% range") if level == "80" else _("95% range"))


def _unit(shown: pd.Series, result: Demand, money: Money) -> dict:
    """The y axis in the measure's unit."""
    return unit_axis(shown, money if result.is_money else None)


def _amount_axis(ends: tuple[float, float], result: Demand, money: Money) -> dict:
    values, labels = ticks(*ends, money if result.is_money else None)
    return axis(tickvals=values, ticktext=labels)


def _above(day: str, words: str) -> dict:
    """A note above the plot, where it lies on no line."""
    return note(day, 1, words, yref="paper", xanchor="center", yanchor="bottom")


def _points(ahead: pd.DataFrame, hover: list[str]) -> dict:
    return {"type": "scatter", "mode": "markers", "x": plot_days(ahead["month"]), "y": ahead["point"].tolist(),
            "text": hover, "hovertemplate": "%{text}<extra></extra>", "cliponaxis": False,
            "marker": {"size": 5, "color": ACCENT}}
