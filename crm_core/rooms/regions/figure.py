"""The Regions as Plotly figures: the nine cells, how sure they are, growth against share, two regions side by side."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from crm_core.amounts import Money, change, number, percent
from crm_core.house_style import (
    ACCENT,
    ALERT,
    BG,
    INK,
    MUTED,
    SEQ,
    SOFT,
    TEXT,
    axis,
    bars,
    figure,
    line,
    note,
    shortened,
)
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside, row_pixels, told_apart
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.rooms.regions.matrix import HIGH, LOW, POSITIONS
from crm_core.rooms.regions.measure import Regions
from crm_core.rooms.regions.names import Bubble, named
from crm_core.rooms.regions.wording import position_label
from crm_core.ticks import percent_ticks

MAX_NAMED = 24
"""Names that can stand in one picture; of more regions the asked ones and the ends are named."""
MAX_ROWS = 16
"""As many bars as are as high as the map beside them."""
MAX_LETTERS = 22
"""Letters of a name beside a bubble."""
LARGEST, SMALLEST = 46, 9
"""Diameters of the largest and the smallest bubble."""
_ROW, _TALL_ROW = 28, 36
_ENDS = (-0.06, 1.08)
"""Where both axes of the nine cells begin and end."""


@made_once
def draw(result: Regions, money: Money) -> go.Figure:
    """The nine cells: our strength from left to right, the market's attractiveness from below; invest is shaded.

    The area of a bubble is our balance in the market, or our customers' where there is no market.
    """
    positions = result.placed
    some = not positions["is_asked"].all()
    hover = ["<br>".join((f"<b>{as_written(row.region)}</b>", *_position_in_words(row)))
             for row in positions.itertuples()]
    cells = [(x, y) for x in range(3) for y in range(3) if x + y >= 3]  # noqa: PLR2004 the three cells of investing
    shapes = [{"type": "rect", "x0": x / 3, "x1": (x + 1) / 3, "y0": y / 3, "y1": (y + 1) / 3, "layer": "below",
               "fillcolor": SOFT, "opacity": 0.55, "line": {"width": 0}} for x, y in cells]
    shapes += [{"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "layer": "below",
                "line": {"color": TEXT, "width": 1, "dash": "dot"}}
               for cut in (LOW, HIGH) for x0, x1, y0, y1 in ((cut, cut, 0, 1), (0, 1, cut, cut))]
    invest, maintain, reduce = (position_label(position) for position in POSITIONS)
    corners = [note(0.99, 0.985, invest, xanchor="right", yanchor="top", size=13),
               note(0.01, 0.985, maintain, yanchor="top", size=13),
               note(0.99, 0.015, maintain, xanchor="right", yanchor="bottom", size=13),
               note(0.01, 0.015, reduce, yanchor="bottom", size=13)]
    bubbles = {
        "type": "scatter", "mode": "markers",
        "x": positions["strength"].tolist(), "y": positions["attractiveness"].tolist(),
        "customdata": positions["region_id"].tolist(), "text": hover, "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False, "marker": {"size": _sizes(positions), "opacity": 0.9, "line": {"width": 1.5, "color": BG},
                   "color": [ACCENT if is_asked or not some else MUTED for is_asked in positions["is_asked"]]},
        "unselected": {"marker": {"opacity": 0.9}},
    }
    cuts = {"showgrid": False, "showticklabels": False, "range": list(_ENDS)}
    return figure([bubbles], x=axis(title=_("Competitive strength: weak to strong"), **cuts),
                  y=axis(title=_("Market attractiveness: low to high"), **cuts), height=440, shapes=shapes,
                  annotations=[*corners, *_names(positions, "strength", "attractiveness", (_ENDS, _ENDS), corners)],
                  margin={"l": 40, "r": 8, "t": 8, "b": 40})


@made_once
def draw_ranked(result: Regions, by: str, money: Money) -> go.Figure:
    """Horizontal bars of the regions by one measure, the welcome end on top; regions in scope in the accent."""
    measure = result.measures[by]
    rows = result.regions.dropna(subset=by).sort_values([by, "region"], ascending=measure.good == "low")
    some = not result.regions["is_asked"].all()
    if len(rows) > MAX_ROWS:
        half, place = MAX_ROWS // 2, pd.Series(range(len(rows)), index=rows.index)
        rows = rows[(place < half) | (place >= len(rows) - half) | (rows["is_asked"] & some)]
    shown = rows.iloc[::-1]
    values, ids = shown[by].astype(float).tolist(), shown["region_id"].tolist()
    names = names_axis(ids, shown["region"].tolist())
    labels = [note(max(value, 0.0), region, measure.written(value, money), xshift=6, yanchor="middle")
              for value, region in zip(values, ids, strict=True)]
    hover = [f"<b>{as_written(name)}</b><br>{label['text']}" for name, label in
             zip(shown["region"], labels, strict=True)]
    drawn = bars(values, ids, [ACCENT if is_asked or not some else MUTED for is_asked in shown["is_asked"]],
                 orientation="h", hover="%{text}", text=hover, textposition="none", customdata=ids,
                 unselected={"marker": {"opacity": 1}})
    low, high = min([0.0, *values]), max([0.0, *values])
    return figure([drawn], x=lengths_axis(low, high), y=names, annotations=labels,
                  height=max(row_pixels(names, _ROW) * len(shown) + 16, 120), bargap=0.34, margin=room_beside(labels))


@made_once
def draw_growth_share(result: Regions, money: Money) -> go.Figure | None:
    """Growth of the market against our share over the largest other bank's; None without two reports of a market."""
    rows = result.placed.dropna(subset=["market_growth", "relative_share"])
    rows = rows[rows["relative_share"] > 0]
    if rows.empty:
        return None
    hover = ["<br>".join((
        f"<b>{as_written(row.region)}</b>", _("Market growth: {growth}", growth=change(row.market_growth)),
        _("Our share: {times} times that of the largest other bank", times=number(row.relative_share, decimals=2)),
        _("Our balance: {amount}", amount=money.short(row.own_balance)))) for row in rows.itertuples()]
    growth = rows["market_growth"]
    mean = float((growth * rows["market_size"]).sum() / rows["market_size"].sum())
    bubbles = {
        "type": "scatter", "mode": "markers", "x": rows["relative_share"].tolist(), "y": growth.tolist(),
        "name": _("Regions"),
        "text": hover, "customdata": rows["region_id"].tolist(), "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False, "marker": {"size": _sizes(rows), "opacity": 0.9, "line": {"width": 1.5, "color": BG}},
        "unselected": {"marker": {"opacity": 0.9}},
    }
    across = min(rows["relative_share"].min() * 0.8, 0.8), max(rows["relative_share"].max() * 1.2, 1.25)
    reach = max(float(growth.max() - growth.min()), 0.01)
    up = float(growth.min()) - reach * 0.2, float(growth.max()) + reach * 0.2
    # No larger: on a phone the Spanish words of both sides would meet.
    sides = [note(across[left], up[low], text, xanchor=("left", "right")[left], yanchor=("bottom", "top")[low],
                  size=12)
             for left, low, text in ((0, 1, _("Behind, faster")), (1, 1, _("Leading, faster")),
                                     (0, 0, _("Behind, slower")), (1, 0, _("Leading, slower")))]
    some = not result.placed["is_asked"].all()
    bubbles["marker"]["color"] = [ACCENT if is_asked or not some else MUTED for is_asked in rows["is_asked"]]
    return figure(
        [line([1, 1], list(up), TEXT, width=1.2, dash="dot"),
         line(list(across), [mean, mean], TEXT, width=1.2, dash="dot"), bubbles],
        x=axis(title=_("Our share relative to the largest other bank"), showgrid=False, range=list(across)),
        y=axis(title=_("Market growth in a year"), range=list(up), **percent_ticks(*up, is_change=True)),
        annotations=[*sides, *_names(rows, "relative_share", "market_growth", (across, up), sides)], height=380,
        margin={"l": 60, "r": 12, "t": 8, "b": 44},
    )


@made_once
def draw_stability(result: Regions) -> go.Figure:
    """For each region, the part of the weight sets in which to invest, maintain and reduce; most often invest on top.

    Of many regions both ends and the asked ones; a click on a bar chooses its region.
    """
    positions = result.placed.sort_values(["build_share", "hold_share", "region"])
    some = not positions["is_asked"].all()
    if len(positions) > MAX_ROWS:
        place, half = pd.Series(range(len(positions)), index=positions.index), MAX_ROWS // 2
        positions = positions[(place < half) | (place >= len(positions) - half) | (positions["is_asked"] & some)]
    ids = positions["region_id"].tolist()
    names = names_axis(ids, positions["region"].tolist())
    hover = ["<br>".join((f"<b>{as_written(row['region'])}</b>", *(
        f"{position_label(position)}: {percent(row[f'{position}_share'], decimals=0)}" for position in POSITIONS)))
             for row in positions.to_dict("records")]
    colours = dict(zip(POSITIONS, (ACCENT, SEQ[3], MUTED), strict=True))
    labels = [note(1.0, row.region_id, f"{position_label(row.position)} {percent(row.position_share, decimals=0)}",
                   xshift=8, yanchor="middle") for row in positions.itertuples()]
    return figure(
        [bars(positions[f"{position}_share"].tolist(), ids, colours[position], orientation="h", hover="%{text}",
              text=hover, textposition="none", customdata=ids,
              unselected={"marker": {"opacity": 1}}, name=position_label(position)) for position in POSITIONS],
        x=lengths_axis(0, 1), y=names, annotations=labels,
        height=row_pixels(names, _ROW) * len(positions) + 16, barmode="stack", bargap=0.34, margin=room_beside(labels),
    )


@made_once
def draw_two(result: Regions, first: str, second: str, money: Money) -> go.Figure:
    """Two regions criterion by criterion: how many of the others each beats; the first in the accent."""
    one, other = result.region(first), result.region(second)
    scores = result.scores.set_index("region_id")
    shown = [each for each in result.criteria[::-1] if not scores.loc[[first, second], each.name].isna().any()]
    ids = [each.name for each in shown]
    names = names_axis(ids, [each.label for each in shown])
    left, right = ([float(scores.loc[region, each.name]) for each in shown] for region in (first, second))
    steps = [value for pair in zip(left, right, strict=True) for value in (*pair, None)]
    hover = [[f"<b>{as_written(row['region'])}</b><br>{each.label}: {each.written(row[each.name], money)}"
              for each in shown] for row in (one, other)]
    marks = [{
        "type": "scatter", "mode": "markers", "x": xs, "y": ids, "text": text,
        "hovertemplate": "%{text}<extra></extra>", "cliponaxis": False,
        "marker": {"size": 13, "color": colour, "line": {"width": 2, "color": BG}},
    } for xs, text, colour in ((left, hover[0], ACCENT), (right, hover[1], ALERT))]
    written = [note(1.0, each.name,
                    f"<span style='color:{ACCENT}'><b>{each.written(one[each.name], money)}</b></span><br>"
                    f"<span style='color:{INK}'>{each.written(other[each.name], money)}</span>",
                    yanchor="middle", align="left", size=11, xshift=16) for each in shown]
    return figure(
        [line(steps, [each for each in ids for _end in range(3)], MUTED, width=3), *marks],
        x=axis(range=[-0.04, 1.04], tickvals=[0, 0.5, 1], ticktext=[_("Worst"), _("Middle"), _("Best")]),
        y=names, annotations=written, height=_TALL_ROW * len(shown) + 44,
        margin=room_beside(written, top=4) | {"b": 32},
    )


def _position_in_words(row: Any) -> tuple[str, str]:
    """A region's position with how sure it is, and its scores on both axes."""
    return (_("{position}: confirmed in {share} of weight sets", position=position_label(row.position),
              share=percent(row.position_share, decimals=0)),
            _("Attractiveness {attractiveness}, strength {strength}",
              attractiveness=number(row.attractiveness, decimals=2), strength=number(row.strength, decimals=2)))


def _sizes(positions: pd.DataFrame) -> list[float]:
    """Diameters whose areas go with our balance in the market, or with our customers' balance, or all alike."""
    weight = positions["own_balance"] if positions["own_balance"].notna().any() else positions["balance"]
    weight = weight.fillna(0.0).clip(lower=0.0).astype(float)
    if not weight.max() > 0:
        return [2.0 * SMALLEST] * len(positions)
    return (SMALLEST + (LARGEST - SMALLEST) * (weight / weight.max()) ** 0.5).tolist()


def _names(positions: pd.DataFrame, x: str, y: str, ends: tuple[tuple[float, float], tuple[float, float]],
           corners: list[dict]) -> list[dict]:
    """The asked regions' names first, then the others' from both ends of the order, as far as they find room beside
    each other and the words in the `corners`."""
    sizes = _sizes(positions)
    names = [shortened(name, MAX_LETTERS) for name in told_apart(positions["region_id"], positions["region"])]
    bubbles = [Bubble(float(row[x]), float(row[y]), size / 2, name)
               for row, size, name in zip(positions.to_dict("records"), sizes, names, strict=True)]
    some, many = not positions["is_asked"].all(), len(positions)
    from_ends = sorted(range(many), key=lambda place: min(place, many - 1 - place))
    is_asked = [place for place in from_ends if some and positions["is_asked"].iloc[place]]
    order = is_asked + [place for place in from_ends if place not in is_asked]
    return named(bubbles, order[:max(MAX_NAMED, len(is_asked))], *ends, corners)
