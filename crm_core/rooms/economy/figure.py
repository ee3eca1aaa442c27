"""An Economy as Plotly figures: the regions in order, their years, what they are specialised in, why they grew."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from crm_core.amounts import Money, change, number, percent
from crm_core.house_style import ACCENT, ALERT, MUTED, TEXT, axis, bars, figure, line, note
from crm_core.labels import as_written, beside_ends, lengths_axis, names_axis, room_beside, row_pixels
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.rooms.economy.indicators import Indicator, size_noun
from crm_core.rooms.economy.measure import Economy
from crm_core.ticks import level_ticks, percent_ticks

MAX_REGIONS = 20
"""Bars a reader can take in: the best and the worst of more are drawn, and those asked for."""
MAX_LINES, MAX_NAMED = 40, 12
_ROW = 26


@made_once
def draw(result: Economy, money: Money, *, by: str = "") -> go.Figure:
    """Horizontal bars of the regions by one indicator, the welcome end on top; regions in scope in the accent.

    `by` left out is the first indicator that the book knows.
    """
    indicator = result.indicator(by or result.said[0].name)
    shown = shortened(result.ranked(indicator.name)).iloc[::-1]
    values, ids = shown["value"].tolist(), shown["region_id"].tolist()
    names = names_axis(ids, shown["region"].tolist())
    some = not shown["is_asked"].all()
    colours = [ACCENT if is_asked or not some else MUTED for is_asked in shown["is_asked"]]
    hover = ["<br>".join((
        f"<b>{as_written(row.region)}</b>",
        _("{indicator}: {value}", indicator=indicator.label, value=indicator.written(row.value, money)),
        _("Rank {rank}", rank=number(row.rank)),
    )) for row in shown.itertuples()]
    low, high = min(0.0, *values), max(0.0, *values)
    labels = [note(max(value, 0.0), region, indicator.written(value, money), xshift=6, yanchor="middle")
              for value, region in zip(values, ids, strict=True)]
    drawn = bars(values, ids, colours, orientation="h", hover="%{text}", text=hover, textposition="none",
                 customdata=ids, unselected={"marker": {"opacity": 1}})
    return figure([drawn], x=lengths_axis(low, high), y=names, annotations=labels,
                  height=row_pixels(names, _ROW) * len(shown) + 16, bargap=0.3, margin=room_beside(labels))


def shortened(ranked: pd.DataFrame) -> pd.DataFrame:
    """All regions, or the two ends and the asked ones when there are too many to read."""
    if len(ranked) <= MAX_REGIONS:
        return ranked
    half = MAX_REGIONS // 2
    ends = (ranked.index < half) | (ranked.index >= len(ranked) - half)
    is_asked = ranked["is_asked"] & (ranked["is_asked"].sum() <= half)
    return ranked[ends | is_asked]


@made_once
def draw_trend(result: Economy, money: Money, *, by: str) -> go.Figure:
    """Year by year: asked regions in the accent, or the leader when none is chosen; all the others grey.

    An indicator of growth is drawn as what grows, by its change since the first year.
    """
    indicator = result.indicator(by)
    column = indicator.yearly or by
    some, leader = not result.trend["is_asked"].all(), result.ranked(by)["region_id"].iloc[0]
    traces, ends = [], []
    rows = result.trend.dropna(subset=column)
    for (is_asked, region), one in list(rows.groupby(["is_asked", "region_id"]))[-MAX_LINES:]:
        if indicator.yearly and not one[column].iloc[0] > 0:  # nothing grows from nothing
            continue
        name = as_written(one["region"].iloc[0])
        heights = one[column] / one[column].iloc[0] - 1 if indicator.yearly else one[column]
        stands_out = is_asked if some else region == leader
        words = (change(each) if indicator.yearly else indicator.written(each, money) for each in heights)
        hover = [f"<b>{name}</b><br>{year}: {text}" for year, text in zip(one["year"], words, strict=True)]
        traces.append(line(one["year"].tolist(), heights.tolist(), ACCENT if stands_out else MUTED,
                           width=3 if stands_out else 1.4, hover="%{text}", text=hover))
        if stands_out:
            ends.append((int(one["year"].iloc[-1]), float(heights.iloc[-1]), str(one["region"].iloc[0]), True))
    drawn = [value for trace in traces for value in trace["y"]]
    low, high = min(drawn, default=0.0), max(drawn, default=0.0)
    ticks = (percent_ticks(low, high, is_change=True) if indicator.yearly else
             level_ticks(low, high, lambda value: _tick(value, indicator, money)))
    years = sorted(set(rows["year"].tolist()))
    span = axis(showgrid=False, tickvals=years, ticktext=[str(year) for year in years],
                range=[years[0] - 0.1, years[-1] + 0.02])
    labels = beside_ends(ends[:MAX_NAMED], (low, high if high > low else low + 1.0), 210)
    return figure(traces, x=span, y=axis(automargin=True, **ticks), height=280, annotations=labels,
                  margin=room_beside(labels, top=12) | {"l": 52, "b": 28})


def _tick(value: float, indicator: Indicator, money: Money) -> str:
    """A round value as its axis writes it: without the decimals that a figure beside a bar has."""
    if indicator.unit == "money":
        return money.short(value, is_tick=True)
    if indicator.unit == "number" and value == round(value):
        return number(value)
    return indicator.written(value, money)


@made_once
def draw_structure(result: Economy, region_id: str) -> go.Figure:
    """What one region is specialised in: quotients of its industries, 1 = the same share as in all regions; the length
    is the distance from it."""
    shown = result.industry[result.industry["region_id"] == region_id].dropna(subset="quotient").sort_values("quotient")
    ids = shown["industry"].tolist()
    names = names_axis(ids, [_headed(name) for name in ids])
    hover = [f"<b>{as_written(_headed(row.industry))}</b><br>"
             + _("{share} of {size} here, {whole_share} in all regions", share=percent(row.share),
                 size=size_noun(result.size), whole_share=percent(row.whole_share)) for row in shown.itertuples()]
    labels = [note(max(row.quotient, 1.0), row.industry, number(row.quotient, decimals=2), xshift=6, yanchor="middle")
              for row in shown.itertuples()]
    low, high = min(0.5, shown["quotient"].min() - 0.1), max(1.5, shown["quotient"].max())
    return figure(
        [bars((shown["quotient"] - 1).tolist(), ids, [ACCENT if each >= 1 else MUTED for each in shown["quotient"]],
              orientation="h", base=1, hover="%{text}", text=hover, textposition="none"),
         line([1, 1], [ids[0], ids[-1]] if ids else [], TEXT, width=1.2)],
        x=lengths_axis(low, high), y=names, annotations=labels, height=row_pixels(names, _ROW) * len(shown) + 16,
        bargap=0.3, margin=room_beside(labels),
    )


def _headed(name: str) -> str:
    """An industry as the file writes it, its first letter large: `ICT services` stays so."""
    return name[:1].upper() + name[1:]


@made_once
def draw_shift(result: Economy) -> go.Figure:
    """What each region gained beyond the whole, as a rate, which is also their order: by its industries (grey) and from
    local performance (losses orange)."""
    sums = result.growth.iloc[::-1]
    if len(sums) > MAX_REGIONS:
        sums = pd.concat([sums.head(MAX_REGIONS // 2), sums.tail(MAX_REGIONS // 2)])
    mix, own = sums["mix_rate"], sums["competitive_rate"]
    hover = ["<br>".join((
        f"<b>{as_written(row.region)}</b>",
        _("{change} from the industry mix", change=change(row.mix_rate)),
        _("{change} from local performance", change=change(row.competitive_rate)),
    )) for row in sums.itertuples()]
    low, high = mix.clip(upper=0) + own.clip(upper=0), mix.clip(lower=0) + own.clip(lower=0)
    ids = sums["region_id"].tolist()
    names = names_axis(ids, sums["region"].tolist())
    return figure(
        [bars(each.tolist(), ids, colours, orientation="h", hover="%{text}", text=hover, textposition="none",
              customdata=ids, unselected={"marker": {"opacity": 1}}, name=name)
         for name, each, colours in (
             (_("From the industry mix"), mix, MUTED),
             (_("From local performance"), own, [ACCENT if each >= 0 else ALERT for each in own]))],
        x=axis(**percent_ticks(float(low.min()), float(high.max()), is_change=True)), y=names,
        height=row_pixels(names, _ROW) * len(sums) + 46, barmode="relative",
        bargap=0.3, margin={"l": 8, "r": 12, "t": 4, "b": 32},
    )
