"""A customer's months."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.house_style import ACCENT, ALERT, Money, axis, bars, figure
from crm_core.rooms.customer.measure import CustomerFile
from crm_core.ticks import money_ticks


def draw(result: CustomerFile, money: Money) -> go.Figure:
    """What the file is about month by month; months that cost in amber."""
    months_known = result.months.dropna(subset=[result.by])
    months, amounts = months_known["month"], months_known[result.by].astype(float)
    return figure(
        [bars([f"{month:%Y-%m-%d}" for month in months], amounts.tolist(),
              [ACCENT if amount >= 0 else ALERT for amount in amounts],
              text=[f"{month:%B %Y}: {money.full(amount)}" for month, amount in zip(months, amounts, strict=True)],
              textposition="none", hover="%{text}")],
        x=axis(showgrid=False, type="date"),
        y=axis(**money_ticks(amounts.min(), amounts.max(), money)),
        height=280,
        bargap=0.25,
    )
