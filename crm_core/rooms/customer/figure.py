"""A customer's months."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.amounts import Money
from crm_core.house_style import ACCENT, ALERT, axis, bars, figure
from crm_core.language import month, month_short
from crm_core.made_once import made_once
from crm_core.rooms.customer.measure import CustomerFile
from crm_core.ticks import money_ticks


@made_once
def draw(result: CustomerFile, money: Money) -> go.Figure:
    """The measure of the profile month by month; months with a loss in amber."""
    months_known = result.months.dropna(subset=[result.by])
    months, amounts = months_known["month"].tolist(), months_known[result.by].astype(float)
    ticks = months[::-1][::12][::-1]
    return figure(
        [bars([f"{each:%Y-%m-%d}" for each in months], amounts.tolist(),
              [ACCENT if amount >= 0 else ALERT for amount in amounts],
              text=[f"<b>{month(each)}</b><br>{money.full(amount)}"
                    for each, amount in zip(months, amounts, strict=True)],
              textposition="none", hover="%{text}")],
        x=axis(showgrid=False, type="date", tickvals=[f"{each:%Y-%m-%d}" for each in ticks],
               ticktext=[month_short(each) for each in ticks], ticklabeloverflow="allow"),
        y=axis(**money_ticks(amounts.min(), amounts.max(), money)),
        height=280,
        bargap=0.25,
        margin={"l": 56, "r": 30, "t": 12, "b": 32},
    )
