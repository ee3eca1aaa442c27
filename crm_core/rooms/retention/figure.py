"""Retention as Plotly figures: how long customers stay, whose profit is at risk, and how chances held."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go

from crm_core.amounts import Money, number, percent
from crm_core.house_style import ACCENT, ALERT, GRID, INK, MUTED, SEQ, TEXT, axis, bars, figure, line, note
from crm_core.labels import as_written, beside_ends, lengths_axis, names_axis, room_beside, row_pixels, told_apart
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.rooms.retention.chances.leaving import MAX_ROWS, Leaving
from crm_core.rooms.retention.measure import Retention
from crm_core.rooms.retention.staying import Staying, drawn_parts
from crm_core.rooms.retention.vocabulary import nobody_label
from crm_core.vocabulary import counted

_HEIGHT, _ABOVE, _BELOW = 340, 12, 40
_MONTHS_A_YEAR, _MANY_MONTHS = 12, 60
_ROW, _MAX_TICKS, _BELOW_END, _TEXT_LINE = 30, 6, 4, 16


@made_once
def draw(result: Retention, money: Money) -> go.Figure:
    """What the view asks for: the curves, or profit at risk; where there is neither, how many left and went quiet."""
    if result.leaving is not None:
        return draw_groups(result.leaving, money) if result.leaving.is_useful else draw_outcomes(result)
    return draw_outcomes(result) if result.staying is None else draw_curves(result.staying)


@made_once
def draw_curves(found: Staying) -> go.Figure:
    """The part of customers who stay, by months of life: all in grey with its interval, each kind as a line."""
    overall = found.overall
    months = overall["month"].tolist()
    lines = [line([*months, *months[::-1]], [*overall["high"], *overall["low"][::-1]], SEQ[0], width=0, fill="toself",
                  fillcolor=SEQ[0], name=_("95% interval of all"))]
    shown = drawn_parts(found)
    differs = found.difference is not None and found.difference.is_significant
    most = shown["yearly_rate"].idxmax() if differs and len(shown) else None
    ends = []
    for place, row in enumerate(shown.itertuples()):
        table = found.curves[found.curves["part"] == row.part]
        colour = ALERT if row.Index == most else SEQ[min(4 + 2 * place, 9)]
        lines.append(line(table["month"], table["staying"], colour, width=2.2, name=as_written(row.name),
                          hover="%{text}", text=[_at_month(row.name, each) for each in table.itertuples()]))
        ends.append((table["month"].iloc[-1], table["staying"].iloc[-1], row.name, row.Index == most))
    lines.append(line(months, overall["staying"], TEXT, width=1.6, dash="dot", name=_("All customers"), hover="%{text}",
                      text=[_at_month(_("All customers"), each) for each in overall.itertuples()]))
    if not len(shown):
        ends.append((months[-1], overall["staying"].iloc[-1], _("All customers"), True))
    low = min(float(overall["low"].min()), *(float(each[1]) for each in ends), 0.95)
    last = max([months[-1], *(end[0] for end in ends)])
    reach = (max(low - 0.02, 0.0), 1.0)
    labels = _early_below(beside_ends(ends, reach, _HEIGHT - _ABOVE - _BELOW), last, reach)
    begin = int(min([months[0], *found.curves["month"]] if len(found.curves) else [months[0]]))
    step = _MONTHS_A_YEAR * (2 if last - begin > _MANY_MONTHS else 1)
    ticks = list(range(-(-begin // step) * step, int(last) + 1, step))
    return figure(
        lines, x=axis(_("Years as a customer"), showgrid=False, tickvals=ticks,
                      ticktext=[number(each // _MONTHS_A_YEAR) for each in ticks], range=[begin, last]),
        y=_percents(*reach), height=_HEIGHT, annotations=labels,
        margin={"l": 56, "r": room_beside(labels)["r"], "t": _ABOVE, "b": _BELOW + 8},
    )


def _early_below(labels: list[dict[str, Any]], last: float, reach: tuple[float, float]) -> list[dict[str, Any]]:
    """What ends before `last` has its words below, where lines that only fall leave room: one below the other."""
    a_share = (_HEIGHT - _ABOVE - _BELOW) / (reach[1] - reach[0])
    floor, placed = math.inf, []
    for each in sorted(labels, key=lambda label: -label["y"]):
        if each["x"] == last:
            placed.append(each)
            continue
        spot = each["y"] * a_share
        top = min(spot - _BELOW_END, floor)
        floor = top - _TEXT_LINE * (1 + each["text"].count("<br>"))
        placed.append(each | {"xanchor": "right", "yanchor": "top", "align": "right", "xshift": 0,
                              "yshift": round(top - spot)})
    return placed


@made_once
def draw_outcomes(result: Retention) -> go.Figure:
    """Of each whole year, the part of customers who left in it and who went quiet; where the data names nobody who
    left, of these nothing."""
    years = result.outcomes.iloc[::-1]
    ids = [str(each) for each in years["years_ago"]]
    names = [_("Latest year") if each == "0" else ngettext("{count} year before", "{count} years before", int(each))
             for each in ids]
    traces = []
    kinds = [("quiet_rate", SEQ[3], _("Went quiet"))] if result.knows_quiet else []
    kinds += [("closed_rate", ACCENT, _("Left"))] if result.left else []
    for rate, colour, word in kinds:
        traces.append(bars(years[rate].tolist(), ids, colour, orientation="h", name=word, hover="%{text}",
                           textposition="none", text=[f"<b>{word}</b><br>{percent(each)}" for each in years[rate]]))
    ends = years[["closed_rate", "quiet_rate"]].max(axis=1)
    labels = [note(end, each, _rates(row, result), xshift=6, yanchor="middle")
              for end, each, row in zip(ends, ids, years.itertuples(), strict=True)]
    return figure(traces, x=lengths_axis(0.0, float(ends.max())), y=names_axis(ids, names), annotations=labels,
                  height=2 * _ROW * len(ids) + 16, bargap=0.3, margin=room_beside(labels))


def _rates(row: Any, result: Retention) -> str:
    """What is known of a year: who left, who went quiet, or both."""
    if not result.left:
        return percent(row.quiet_rate)
    if not math.isfinite(row.quiet_rate):
        return _("left {left}", left=percent(row.closed_rate))
    return _("left {left}, went quiet {quiet}", left=percent(row.closed_rate), quiet=percent(row.quiet_rate))


@made_once
def draw_groups(found: Leaving, money: Money) -> go.Figure:
    """Profit at risk by group, most on top; expected leavers where no money is put on chances."""
    column = "at_risk" if found.has_money else "expected"
    shown = found.groups.head(MAX_ROWS).iloc[::-1]
    names = shown["name"].fillna(nobody_label(found.among)).tolist()
    words = [money.short(each) if found.has_money else counted("customers", round(each)) for each in shown[column]]
    labels = [note(max(value, 0.0), name, text, xshift=6, yanchor="middle")
              for value, name, text in zip(shown[column], names, words, strict=True)]
    hover = [_("<b>{name}</b><br>{expected} of {customers} expected", name=as_written(name),
               expected=number(row.expected), customers=counted("customers", int(row.customers)))
             for name, row in zip(told_apart(names, names), shown.itertuples(), strict=True)]
    spread = names_axis(names, names)
    return figure([bars(shown[column].tolist(), names, ACCENT, orientation="h", hover="%{text}", text=hover,
                        textposition="none")],
                  x=lengths_axis(0.0, float(shown[column].max())), y=spread, annotations=labels,
                  height=row_pixels(spread, _ROW) * len(shown) + 16, bargap=0.35, margin=room_beside(labels))


@made_once
def draw_calibration(found: Leaving) -> go.Figure:
    """Chances and what came of them in the tested year, in ten groups; on the line chances are right."""
    table = found.tested.calibration
    most = max(float(table["high"].max()), float(table["chance"].max())) * 1.05
    hover = [_("Probability {chance}, actual {observed} ({low} to {high}), {customers}", chance=percent(row.chance),
               observed=percent(row.observed), low=percent(row.low), high=percent(row.high),
               customers=counted("customers", int(row.customers))) for row in table.itertuples()]
    spans = [line([row.chance, row.chance], [row.low, row.high], SEQ[3], width=3) for row in table.itertuples()]
    marks = line(table["chance"], table["observed"], ACCENT, hover="%{text}", text=hover, name=_("Tested year")) | {
        "mode": "markers", "marker": {"size": 9, "color": ACCENT, "line": {"width": 1, "color": INK}}}
    return figure(
        [line([0, most], [0, most], MUTED, width=1.4, dash="dot"), *spans, marks],
        x=_percents(0.0, most) | {"title": axis(_("Probability"))["title"], "gridcolor": GRID},
        y=_percents(0.0, most) | {"title": axis(_("Actual, share"))["title"]}, height=300,
        margin={"l": 68, "r": 16, "t": 12, "b": 52},
    )


def _percents(low: float, high: float) -> dict:
    """An axis of shares with five or so round values."""
    step = next(each for each in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2) if (high - low) / each <= _MAX_TICKS)
    first = int(-(-low // step))
    values = [place * step for place in range(first, int(high / step + 1e-9) + 1)]
    return axis(range=[low, high], tickvals=values, ticktext=[percent(each) for each in values])


def _at_month(name: str, row: Any) -> str:
    return ngettext("<b>{name}</b><br>{share} stay beyond {count} month<br>95%: {low} to {high}",
                    "<b>{name}</b><br>{share} stay beyond {count} months<br>95%: {low} to {high}", int(row.month),
                    name=as_written(name), share=percent(row.staying), low=percent(row.low), high=percent(row.high))
