"""What the figures came to, written by hand: no book is made."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from crm_core.figures.actuals import Actuals

PARTS = ("contribution", "revenue", "cost_to_serve", "deposits", "loans", "customers", "new_customers",
         "customers_before", "customers_kept", "contribution_before", "contribution_kept", "own_balance", "market")
LAST = dt.date(2026, 9, 1)


def region(region_id, last=LAST, **parts):
    """The months of one region that end in `last`; each part as long as the others, the rest unknown."""
    length = len(next(iter(parts.values())))
    rows = pd.DataFrame({"month": pd.date_range(end=pd.Timestamp(last), periods=length, freq="MS"),
                         "region_id": region_id, **dict.fromkeys(PARTS, float("nan")), "customers": 1.0})
    return rows.assign(**{name: [float(each) for each in values] for name, values in parts.items()})


def actuals(*regions):
    """Of these regions; '' is the bank, which is not worked out from the others."""
    return Actuals(pd.concat(regions, ignore_index=True))


def bank(last=LAST, **parts):
    return actuals(region("", last, **parts))
