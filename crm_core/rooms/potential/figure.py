"""WhiteSpace as Plotly figures: region by region, and what customers have beside what they have elsewhere."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.amounts import Money, percent
from crm_core.house_style import ACCENT, ALERT, MUTED, SEQ, TEXT, bars, figure, note
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside, row_pixels, told_apart
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.rooms.potential.measure import WhiteSpace, is_fewer_than_chance

MAX_ROWS = 16
"""As many bars as are as high as the map beside them."""
_ROW = 28


@made_once
def draw(result: WhiteSpace, money: Money) -> go.Figure:
    """Horizontal bars of potential by region, most on top; what we hold beyond the target to the left, in grey."""
    table = result.regions
    some = not table["is_asked"].all()
    if len(table) > MAX_ROWS:
        half = MAX_ROWS // 2
        table = table[(table.index < half) | (table.index >= len(table) - half) | (table["is_asked"] & some)]
    shown = table.iloc[::-1]
    values, ids = shown["white_space"].tolist(), shown["region_id"].tolist()
    names = names_axis(ids, shown["region"].tolist())
    hover = ["<br>".join((
        f"<b>{as_written(row.region)}</b>",
        _("We hold {held} of {market}", held=money.short(row.held), market=money.short(row.market)),
        _("At the target share: {amount}", amount=money.short(row.potential)),
    )) for row in shown.itertuples()]
    colours = [MUTED if row.white_space < 0 else ACCENT if row.is_asked or not some else SEQ[3]
               for row in shown.itertuples()]
    labels = [note(max(value, 0.0), region, money.short(value), xshift=6, yanchor="middle")
              for value, region in zip(values, ids, strict=True)]
    low, high = min(0.0, *values), max(0.0, *values)
    return figure(
        [bars(values, ids, colours, orientation="h", hover="%{text}", text=hover, textposition="none",
              customdata=ids, unselected={"marker": {"opacity": 1}})],
        x=lengths_axis(low, high), y=names, annotations=labels,
        height=row_pixels(names, _ROW) * len(shown) + 16, bargap=0.34, margin=room_beside(labels),
    )


@made_once
def draw_penetration(result: WhiteSpace) -> go.Figure:
    """Customers of the asked regions who had each product (bars) beside all regions (a grey line); significant gaps
    in orange."""
    in_view = result.penetration[result.penetration["is_asked"]]
    sums = in_view.groupby("product_id", as_index=False).agg(
        product=("product", "first"), holders=("holders", "sum"), customers=("customers", "sum"),
        whole=("whole_rate", "first"))
    sums["is_clear"] = is_fewer_than_chance(sums["holders"], sums["customers"], sums["whole"])
    shown = sums.assign(rate=sums["holders"] / sums["customers"]).sort_values("rate").tail(MAX_ROWS)
    ids = shown["product_id"].tolist()
    names = names_axis(ids, shown["product"].tolist())
    hover = [f"<b>{as_written(name)}</b><br>"
             + _("{share} here, {whole_share} in all regions", share=percent(row.rate), whole_share=percent(row.whole))
             for name, row in zip(told_apart(ids, shown["product"]), shown.itertuples(), strict=True)]
    labels = [note(max(row.rate, row.whole), row.product_id, percent(row.rate), xshift=10, yanchor="middle")
              for row in shown.itertuples()]
    reach = float(shown[["rate", "whole"]].max(axis=None)) if len(shown) else 1.0
    colours = [ALERT if row.is_clear else ACCENT for row in shown.itertuples()]
    marks = {"type": "scatter", "mode": "markers", "x": shown["whole"].tolist(), "y": ids, "hoverinfo": "skip",
             "name": _("All regions"), "cliponaxis": False,
             "marker": {"symbol": "line-ns", "size": 16, "line": {"width": 2.5, "color": TEXT}}}
    return figure(
        [bars(shown["rate"].tolist(), ids, colours, orientation="h", hover="%{text}", text=hover,
              textposition="none", name=_("Here")), marks],
        x=lengths_axis(0.0, reach), y=names, annotations=labels,
        height=row_pixels(names, _ROW) * len(shown) + 16, bargap=0.34, margin=room_beside(labels),
    )
