"""A small bank by hand: three regions, four products, monthly rows as a real book on a real shelf."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd

from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf

PRODUCTS = {"SAVINGS": "deposits", "TERM": "deposits", "LOAN": "loans", "CARD": "cards"}
REGIONS = ("NORTE", "SUR", "ESTE")
LAST = dt.date(2026, 6, 1)


def months(count: int) -> pd.DatetimeIndex:
    return pd.date_range(end=LAST, periods=count, freq="MS")


def publish_bank(folder: Path, *, count: int = 40, skip: tuple[int, ...] = (), half_booked: bool = False,
                 shift: float = 1.0, columns: str = "all") -> Path:
    """Six customers a region with every product; `skip` leaves out months (0 the first), `half_booked` most of the
    last month's rows, `shift` multiplies TERM's balance from the twelfth month before the end on."""
    rng = np.random.default_rng(12)
    rows = []
    for number in range(len(REGIONS)):
        for who in range(6):
            kind = "business" if who == 0 else "individual"
            for product in PRODUCTS:
                size = rng.lognormal(7, 0.5) * (5 if kind == "business" else 1)
                for place, month in enumerate(months(count)):
                    noise, times = np.exp(rng.normal(0, 0.02)), int(5 + rng.integers(3))
                    if place in skip or (half_booked and place == count - 1 and who > 1):
                        continue
                    wave = 1 + 0.05 * np.sin(2 * np.pi * month.month / 12)
                    moved = shift if product == "TERM" and place >= count - 12 else 1.0
                    balance = size * wave * moved * 1.003**place * noise
                    rows.append((f"C{number}{who}", product, month.date(), round(balance, 2), round(balance / 3, 2),
                                 times, round(balance * 0.002, 2)))
    frame = pd.DataFrame(rows, columns=["customer_id", "product_id", "month", "balance", "turnover", "transactions",
                                        "fee_income"])
    with drafting(Shelf(folder), source="files", terms=Terms("Small bank")) as draft:
        run = draft.connection.execute
        for product, family in PRODUCTS.items():
            run("insert into products values (?, ?, ?)", [product, product.capitalize(), family])
        for number, region in enumerate(REGIONS):
            run("insert into regions (region_id, name) values (?, ?)", [region, region.capitalize()])
            for who in range(6):
                run("insert into customers (customer_id, customer_type, region_id, joined_on, left_on)"
                    " values (?, ?, ?, ?, ?)",
                    [f"C{number}{who}", "business" if who == 0 else "individual", region,
                     dt.date(2015, 1, 1) if who < 4 else dt.date(2025, 1 + who, 15),
                     dt.date(2026, 3, 9) if who == 3 and number == 0 else None])
        named = "customer_id, product_id, month, balance, turnover, transactions, fee_income"
        if columns == "balance":
            named = "customer_id, product_id, month, balance"
        draft.connection.register("rows", frame)
        run(f"insert into activity ({named}) select {named} from rows")
        draft.connection.unregister("rows")
        draft.finish(f"{count} {skip} {half_booked} {shift} {columns}")
    return folder
