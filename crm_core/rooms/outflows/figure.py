"""Outflows as Plotly figures: bank by bank, and region by region."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from crm_core.amounts import Money, number, percent
from crm_core.house_style import ACCENT, ALERT, MUTED, TEXT, bars, figure, note
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside, row_pixels
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.rooms.outflows.measure import Outflows

MAX_ROWS = 14
"""Bars that can be read at a glance."""
_ROW = 27


@made_once
def draw(result: Outflows, money: Money) -> go.Figure:
    """Horizontal bars of the banks that receive money; the grey line is what each holds of the other banks' market."""
    shown = result.counterparts.head(MAX_ROWS).iloc[::-1]
    banks = shown["counterpart"].tolist()
    names = names_axis(banks, banks)
    hover = [_bank_in_words(row, money) for row in shown.itertuples()]
    furthest = shown[["share", "peer_share"]].max(axis=1)
    labels = [note(end, bank, f"<b>{percent(share)}</b>  {money.short(amount)}", xshift=10,
                   yanchor="middle")
              for end, bank, share, amount in zip(furthest, banks, shown["share"], shown["amount"], strict=True)]
    marks = {"type": "scatter", "mode": "markers", "x": shown["peer_share"].tolist(), "y": banks, "hoverinfo": "skip",
             "name": _("Share of the market of other banks"), "cliponaxis": False,
             "marker": {"symbol": "line-ns", "size": 16, "line": {"width": 2.5, "color": TEXT}}}
    return figure(
        [bars(shown["share"].tolist(), banks, ACCENT, orientation="h", hover="%{text}", text=hover,
              textposition="none", name=_("Share of outflows")), marks],
        x=lengths_axis(0.0, float(furthest.max())), y=names, annotations=labels,
        height=row_pixels(names, _ROW) * len(shown) + 16, bargap=0.34, margin=room_beside(labels),
    )


def _bank_in_words(row: Any, money: Money) -> str:
    """A bank, what it receives and what it holds, line by line."""
    lines = [
        f"<b>{as_written(row.counterpart)}</b>",
        ngettext("{amount} a month from {count} sender", "{amount} a month from {count} senders", int(row.senders),
                 amount=money.short(row.amount)),
    ]
    if not pd.isna(row.peer_share):
        lines.append(_("Holds {share} of the market of other banks", share=percent(row.peer_share)))
    return "<br>".join(lines)


@made_once
def draw_regions(result: Outflows, money: Money) -> go.Figure:
    """Horizontal bars of what a customer sends in a month by region (mean); orange where one bank has clearly more."""
    clear = set(result.pairs.loc[result.pairs["is_clear"], "region_id"])
    some = not result.regions["is_asked"].all()
    shown = result.regions.dropna(subset="amount_per_customer")
    shown = shown[(pd.RangeIndex(len(shown)) < MAX_ROWS) | (shown["is_asked"] & some)].iloc[::-1]
    hover = ["<br>".join((
        f"<b>{as_written(row.region)}</b>",
        _("Senders per 100 customers: {number}", number=number(100 * row.sender_rate)),
        _("Most to {bank} ({share})", bank=as_written(row.top_counterpart), share=percent(row.top_share)),
    )) for row in shown.itertuples()]
    colours = [ALERT if row.region_id in clear else MUTED if some and not row.is_asked else ACCENT
               for row in shown.itertuples()]
    values, ids = shown["amount_per_customer"].tolist(), shown["region_id"].tolist()
    names = names_axis(ids, shown["region"].tolist())
    labels = [note(value, region, money.short(value), xshift=6, yanchor="middle")
              for value, region in zip(values, ids, strict=True)]
    return figure(
        [bars(values, ids, colours, orientation="h", hover="%{text}", text=hover, textposition="none", customdata=ids,
              unselected={"marker": {"opacity": 1}})],
        x=lengths_axis(0.0, max([1.0, *values])), y=names, annotations=labels,
        height=row_pixels(names, _ROW) * len(shown) + 16, bargap=0.34, margin=room_beside(labels),
    )
