"""Who is on the books in each month."""

from __future__ import annotations

import pandas as pd


def customers_by_month(moves: pd.DataFrame, months: pd.Series) -> pd.DataFrame:
    """region_id, customer_type, month, joined, customers for each of `months`: who came in it and who was there in it.

    `moves` counts by month those who `joined`, those first there (`entered`, also when they joined at a day that is not
    known) and those `gone`; whoever leaves in a month is still there in it.
    """
    calendar = pd.date_range(min(moves["month"].min(), months.min()), months.max(), freq="MS")
    wide = moves.pivot_table(index=["region_id", "customer_type"], columns="month",
                             values=["joined", "entered", "gone"], aggfunc="sum", fill_value=0)
    joined, entered, gone = (wide[side].reindex(columns=calendar, fill_value=0)
                             for side in ("joined", "entered", "gone"))
    customers = entered.cumsum(axis=1) - gone.cumsum(axis=1).shift(1, axis=1, fill_value=0)
    table = pd.DataFrame({"joined": joined.stack(), "customers": customers.stack()})
    table.index = table.index.set_names(["region_id", "customer_type", "month"])
    return table.reset_index().loc[lambda rows: rows["month"].isin(months)]
