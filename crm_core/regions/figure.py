"""The Regions as Plotly figures: the nine cells, how sure they are, growth against share, two regions side by side."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from crm_core.house_style import (
    ACCENT,
    ALERT,
    BG,
    INK,
    MUTED,
    SEQ,
    SOFT,
    TEXT,
    Money,
    axis,
    bars,
    change,
    figure,
    line,
    note,
    percent,
)
from crm_core.regions.matrix import HIGH, LOW, POSITIONS
from crm_core.regions.measure import Regions

MOST_NAMED = 16
"""Names that can stand in one picture; of more regions the asked ones and the ends are named."""
MOST_ROWS = 16
LARGEST, SMALLEST = 46, 9
"""Diameters of the largest and the smallest bubble."""
_ROW = 28
_NAME_WIDE, _NAME_HIGH = 0.13, 0.08
"""About the room a name takes, as a part of the spread of the bubbles."""
_WAYS = {"top": (0, 1), "bottom": (0, -1), "left": (-1, 0), "right": (1, 0)}


def draw(result: Regions, money: Money) -> go.Figure:
    """The nine cells: our strength from left to right, the market's attractiveness from below; build is shaded.

    The area of a bubble is our balance in the market, or our customers' where there is no market.
    """
    placed = result.placed
    some = not placed["is_asked"].all()
    hover = [f"<b>{row.region}</b>: {row.position}<br>attractiveness {row.attractiveness:.2f}, strength "
             f"{row.strength:.2f}<br>{row.position} in {percent(row.position_share, decimals=0)} of weightings"
             for row in placed.itertuples()]
    cells = [(x, y) for x in range(3) for y in range(3) if x + y >= 3]  # noqa: PLR2004 the three cells of build
    shapes = [{"type": "rect", "x0": x / 3, "x1": (x + 1) / 3, "y0": y / 3, "y1": (y + 1) / 3, "layer": "below",
               "fillcolor": SOFT, "opacity": 0.55, "line": {"width": 0}} for x, y in cells]
    corners = [note(0.99, 0.985, "build", xanchor="right", yanchor="top", font={"size": 13, "color": TEXT}),
               note(0.01, 0.985, "hold", yanchor="top", font={"size": 13, "color": TEXT}),
               note(0.99, 0.015, "hold", xanchor="right", yanchor="bottom", font={"size": 13, "color": TEXT}),
               note(0.01, 0.015, "harvest", yanchor="bottom", font={"size": 13, "color": TEXT})]
    bubbles = {
        "type": "scatter", "mode": "markers", "x": placed["strength"].tolist(), "y": placed["attractiveness"].tolist(),
        "customdata": placed["region_id"].tolist(), "text": hover, "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": _sizes(placed), "opacity": 0.9, "line": {"width": 1.5, "color": BG},
                   "color": [ACCENT if asked or not some else MUTED for asked in placed["is_asked"]]},
        "unselected": {"marker": {"opacity": 0.9}},
    }
    cuts = {"gridcolor": TEXT, "griddash": "dot", "tickvals": [LOW, HIGH], "ticktext": ["", ""], "range": [-0.06, 1.08]}
    return figure([bubbles], x=axis(title="Our strength, weak to strong", **cuts),
                  y=axis(title="Market, dull to attractive", **cuts), height=440, shapes=shapes,
                  annotations=[*corners, *_names(placed, "strength", "attractiveness")],
                  margin={"l": 40, "r": 8, "t": 8, "b": 40})


def draw_ranked(result: Regions, by: str, money: Money) -> go.Figure:
    """Lying bars of the regions by one measure, the welcome end on top; asked regions in the accent."""
    measure = result.measures[by]
    known = result.regions.dropna(subset=by).sort_values([by, "region"], ascending=measure.good == "low")
    some = not result.regions["is_asked"].all()
    if len(known) > MOST_ROWS:
        half, place = MOST_ROWS // 2, pd.Series(range(len(known)), index=known.index)
        known = known[(place < half) | (place >= len(known) - half) | (known["is_asked"] & some)]
    shown = known.iloc[::-1]
    values, names = shown[by].astype(float).tolist(), shown["region"].tolist()
    labels = [note(max(value, 0.0), name, measure.written(value, money), xshift=6, yanchor="middle")
              for value, name in zip(values, names, strict=True)]
    drawn = bars(values, names, [ACCENT if asked or not some else MUTED for asked in shown["is_asked"]],
                 orientation="h", hover="%{y}", customdata=shown["region_id"].tolist(),
                 unselected={"marker": {"opacity": 1}})
    low, high = min([0.0, *values]), max([0.0, *values])
    reach = (high - low) or 1.0
    return figure([drawn], x={"visible": False, "fixedrange": True, "range": [low - reach * 0.03, high + reach * 0.55]},
                  y=axis(showgrid=False, ticksuffix="  ", automargin=True, type="category"), annotations=labels,
                  height=max(_ROW * len(shown) + 16, 120), bargap=0.34, margin={"l": 8, "r": 0, "t": 0, "b": 8})


def draw_growth_share(result: Regions, money: Money) -> go.Figure | None:
    """Growth of the market against our share over the largest other bank's; None without two reports of a market."""
    known = result.placed.dropna(subset=["market_growth", "relative_share"])
    known = known[known["relative_share"] > 0]
    if known.empty:
        return None
    hover = [f"<b>{row.region}</b><br>market {change(row.market_growth)}, we hold {row.relative_share:.2f} times the "
             f"largest other bank<br>{money.short(row.own_balance)}" for row in known.itertuples()]
    growth = known["market_growth"]
    mean = float((growth * known["market_size"]).sum() / known["market_size"].sum())
    bubbles = {
        "type": "scatter", "mode": "markers", "x": known["relative_share"].tolist(), "y": growth.tolist(),
        "text": hover, "customdata": known["region_id"].tolist(), "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": _sizes(known), "color": ACCENT, "opacity": 0.9, "line": {"width": 1.5, "color": BG}},
    }
    low, high = min(known["relative_share"].min() * 0.8, 0.8), max(known["relative_share"].max() * 1.25, 1.25)
    return figure(
        [line([1, 1], [growth.min(), growth.max()], TEXT, width=1.2, dash="dot"),
         line([low, high], [mean, mean], TEXT, width=1.2, dash="dot"), bubbles],
        x=axis(title="Our share over the largest other bank's", showgrid=False, tickformat=".2~f"),
        y=axis(title="Growth of the market in a year", tickformat="+.0%"),
        annotations=_names(known, "relative_share", "market_growth"), height=360,
        margin={"l": 60, "r": 12, "t": 8, "b": 44},
    )


def draw_stability(result: Regions) -> go.Figure:
    """For each region, the part of the weightings in which it is build, hold and harvest; most often build on top."""
    placed = result.placed.sort_values(["build_share", "hold_share", "region"]).tail(MOST_ROWS)
    names = placed["region"].tolist()
    hover = [f"<b>{row.region}</b><br>build {percent(row.build_share, decimals=0)}, hold "
             f"{percent(row.hold_share, decimals=0)}, harvest {percent(row.harvest_share, decimals=0)}"
             for row in placed.itertuples()]
    colours = dict(zip(POSITIONS, (ACCENT, SEQ[3], MUTED), strict=True))
    labels = [note(1.0, row.region, f"{row.position} {percent(row.position_share, decimals=0)}", xshift=8,
                   yanchor="middle") for row in placed.itertuples()]
    return figure(
        [bars(placed[f"{position}_share"].tolist(), names, colours[position], orientation="h", hover="%{text}",
              text=hover, textposition="none") for position in POSITIONS],
        x={"visible": False, "fixedrange": True, "range": [0, 2.0]},
        y=axis(showgrid=False, ticksuffix="  ", automargin=True, type="category"),
        annotations=labels, height=_ROW * len(placed) + 16, barmode="stack", bargap=0.34,
        margin={"l": 8, "r": 0, "t": 0, "b": 8},
    )


def draw_two(result: Regions, first: str, second: str, money: Money) -> go.Figure:
    """Two regions criterion by criterion: how many of the others each beats; the first in the accent."""
    one, other = result.region(first), result.region(second)
    scores = result.scores.set_index("region_id")
    shown = [each for each in result.criteria[::-1] if not scores.loc[[first, second], each.name].isna().any()]
    names = [each.words.capitalize() for each in shown]
    left, right = ([float(scores.loc[region, each.name]) for each in shown] for region in (first, second))
    steps = [value for pair in zip(left, right, strict=True) for value in (*pair, None)]
    hover = [[f"<b>{row['region']}</b><br>{each.words} {each.written(row[each.name], money)}" for each in shown]
             for row in (one, other)]
    marks = [{
        "type": "scatter", "mode": "markers", "x": xs, "y": names, "text": said,
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": 13, "color": colour, "line": {"width": 2, "color": BG}},
    } for xs, said, colour in ((left, hover[0], ACCENT), (right, hover[1], ALERT))]
    written = [note(1.06, name, f"<span style='color:{ACCENT}'><b>{each.written(one[each.name], money)}</b></span>  "
                                f"<span style='color:{INK}'>{each.written(other[each.name], money)}</span>",
                    yanchor="middle") for name, each in zip(names, shown, strict=True)]
    return figure(
        [line(steps, [name for name in names for _ in range(3)], MUTED, width=3), *marks],
        x=axis(range=[-0.04, 1.62], tickvals=[0, 0.5, 1], ticktext=["worst", "middle", "best"]),
        y=axis(showgrid=False, ticksuffix="  ", automargin=True, type="category"),
        annotations=written, height=_ROW * len(shown) + 44, margin={"l": 8, "r": 0, "t": 4, "b": 32},
    )


def _sizes(placed: pd.DataFrame) -> list[float]:
    """Diameters whose areas go with our balance in the market, or with our customers' balance, or all alike."""
    weight = placed["own_balance"] if placed["own_balance"].notna().any() else placed["balance"]
    weight = weight.fillna(0.0).clip(lower=0.0).astype(float)
    if not weight.max() > 0:
        return [2.0 * SMALLEST] * len(placed)
    return (SMALLEST + (LARGEST - SMALLEST) * (weight / weight.max()) ** 0.5).tolist()


def _names(placed: pd.DataFrame, x: str, y: str) -> list[dict]:
    named = placed
    if len(placed) > MOST_NAMED:
        half = MOST_NAMED // 2
        ends = (placed.index < half) | (placed.index >= len(placed) - half)
        named = placed[placed["is_asked"] if placed["is_asked"].sum() <= MOST_NAMED else ends]
    radii = dict(zip(placed["region_id"], (size / 2 for size in _sizes(placed)), strict=True))
    reach = [max(float(placed[side].max() - placed[side].min()), 1e-9) * part
             for side, part in ((x, _NAME_WIDE), (y, _NAME_HIGH))]
    taken = {("bubble", row["region_id"]): (row[x], row[y]) for row in placed.to_dict("records")}
    names = []
    for row in named.to_dict("records"):
        way = _free_way(row, (x, y), reach, taken)
        names.append(note(row[x], row[y], row["region"], **_beside(way, radii[row["region_id"]])))
    return names


def _free_way(row: dict, sides: tuple[str, str], reach: list[float], taken: dict) -> str:
    """Above the bubble, or below or beside it where another bubble or name stands already; enters it in `taken`."""
    others = [each for (_, region), each in taken.items() if region != row["region_id"]]
    spots = {way: [row[side] + step * far for side, step, far in zip(sides, steps, reach, strict=True)]
             for way, steps in _WAYS.items()}
    free = [way for way, spot in spots.items() if all(
        any(abs(a - b) > far for a, b, far in zip(spot, each, reach, strict=True)) for each in others)]
    way = (free or list(_WAYS))[0]
    taken["name", row["region_id"]] = spots[way]
    return way


def _beside(way: str, radius: float) -> dict:
    return {"top": {"xanchor": "center", "yanchor": "bottom", "yshift": radius},
            "bottom": {"xanchor": "center", "yanchor": "top", "yshift": -radius},
            "left": {"xanchor": "right", "yanchor": "middle", "xshift": -radius - 3},
            "right": {"xanchor": "left", "yanchor": "middle", "xshift": radius + 3}}[way]
