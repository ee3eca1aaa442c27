"""Twenty-odd small banks that are unlike the demo: each stands for a kind of book that a page must not fail on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crm_core.contract import TABLES
from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf
from tests.many_rows import insert

Row = dict[str, Any]
DAY = dt.date(2020, 1, 1)


def months(count: int) -> list[dt.date]:
    """So many months up to September 2026, oldest first."""
    last = 2026 * 12 + 8
    return [dt.date((last - back) // 12, (last - back) % 12 + 1, 1) for back in range(count - 1, -1, -1)]


@dataclass
class OddBook:
    """The rows of a book by table; `publish` makes it."""

    customers: list[Row]
    activity: list[Row]
    others: dict[str, list[Row]] = field(default_factory=dict)
    products: tuple[tuple[str, str, str], ...] = (("SAV", "Savings", "deposits"), ("LOAN", "Loan", "loans"))

    def publish(self, folder: Path) -> Path:
        with drafting(Shelf(folder), source="files", terms=Terms("Odd bank")) as draft:
            rows = {"customers": self.customers, "activity": self.activity,
                    "products": [dict(zip(("product_id", "name", "family"), each, strict=True)) for each in
                                 self.products], **self.others}
            for name in (table for table in TABLES if rows.get(table)):
                insert(draft.connection, name, rows[name])
            draft.finish(repr(rows))
        return folder


def people(count: int, *, regions: tuple[str, ...] = ("N", "S", "E"), **more: Any) -> list[Row]:
    """Customers C0, C1, …, the regions in turn, every third a business and every seventh a corporate."""
    kinds = ["corporate" if n % 7 == 6 else "business" if n % 3 == 2 else "individual" for n in range(count)]
    return [{"customer_id": f"C{n}", "customer_type": kinds[n], "region_id": regions[n % len(regions)],
             "joined_on": DAY, **more} for n in range(count)]


def business(customers: list[Row], span: int = 25, *, amounts: Callable[[int, int], Row]) -> list[Row]:
    """A row for every customer and month; odd customers have a loan. `amounts(customer, month)` gives its figures."""
    return [{"customer_id": each["customer_id"], "product_id": "LOAN" if n % 2 else "SAV", "month": month}
            | amounts(n, t) for n, each in enumerate(customers) for t, month in enumerate(months(span))]


def usual(n: int, t: int) -> Row:
    """A balance that grows, and money that differs from customer to customer; the third loses money."""
    return {"balance": 1000.0 * (n + 1) + 10 * t, "turnover": 100.0 + 7 * n + 3 * (t % 12),
            "net_interest_income": 10.0 + n, "fee_income": 1.0, "cost_to_serve": 40.0 if n == 2 else 5.0}


def only(name: str) -> Callable[[int, int], Row]:
    return lambda n, t: {name: 100.0 + 7 * n + t}


def usual_book(count: int = 24, span: int = 25, **others: list[Row]) -> OddBook:
    customers = people(count)
    return OddBook(customers, business(customers, span, amounts=usual), others)


REGIONS = [{"region_id": each, "name": name} for each, name in (("N", "Norte"), ("S", "Sur"), ("E", "Este"))]
OPTIONAL: dict[str, list[Row]] = {
    "rates": [{"product_id": each, "valid_from": DAY} for each in ("SAV", "LOAN")],
    "loss_rates": [{"product_id": "LOAN", "credit_grade": "unknown", "loss_rate": 0.02}],
    "regions": REGIONS,
    "region_economy": [{"region_id": each, "year": 2025} for each in "NSE"],
    "region_industry": [{"region_id": each, "year": 2025, "industry": "trade"} for each in "NSE"],
    "market": [{"region_id": each, "institution": bank, "is_own": bank == "Us", "family": "deposits",
                "period": dt.date(2026, 6, 30), "balance": 1e6 * size + 17 * ord(each)}
               for each in "NSE" for bank, size in (("Us", 2), ("Banco A", 3), ("Banco B", 7))],
    "outflows": [{"customer_id": f"C{n}", "counterpart": "Banco A", "amount": 50.0 + n} for n in range(8)],
    "branches": [{"branch_id": f"B{each}", "name": f"Branch {each}", "region_id": each} for each in "NSE"],
    "staff": [{"manager_id": f"M{n}", "branch_id": "BN"} for n in range(3)],
    "contacts": [{"contact_id": f"K{n}", "customer_id": f"C{n}", "at": f"2026-03-{1 + n:02} 10:00:00",
                  "channel": "phone"} for n in range(8)],
    "pilots": [],
}
"""Each optional table with nothing but its required columns."""


def _required(table: str) -> list[Row]:
    """The sample rows of a table, with whatever else its columns require."""
    return [{column.name: row.get(column.name) for column in TABLES[table].columns if column.required
             or column.name in row} for row in OPTIONAL[table]]


def _gdp_of_one_year() -> OddBook:
    return usual_book(region_economy=[{"region_id": each, "year": 2025, "gdp": 1e9 * n}
                                      for n, each in enumerate("NSE", 1)])


def _namesakes() -> OddBook:
    """Two regions, two managers and two products of one name each."""
    customers = [row | {"region_id": f"R{n % 3}", "manager_id": f"M{n % 3}"} for n, row in enumerate(people(30))]
    activity = [row | {"product_id": f"P{n % 3 + 1}"} for n, each in enumerate(customers)
                for row in business([each], amounts=lambda _, t, n=n: {
                    "net_interest_income": 10.0 + n, "cost_to_serve": 5.0, "balance": 100.0 + n + t})]
    regions = [{"region_id": "R0", "name": "Centro"}, {"region_id": "R1", "name": "Centro"},
               {"region_id": "R2", "name": "Norte"}]
    staff = [{"manager_id": "M0", "name": "Juan García"}, {"manager_id": "M1", "name": "Juan García"},
             {"manager_id": "M2", "name": "Ana Gil"}]
    return OddBook(customers, activity, {"regions": regions, "staff": staff},
                   (("P1", "Cuenta", "deposits"), ("P2", "Cuenta", "deposits"), ("P3", "Préstamo", "loans")))


def _shouting() -> OddBook:
    """Names that are markup, and longer than any room for them."""
    book = _namesakes()
    names = ("<b>Norte</b> & Söhne", "A region whose name has sixty-two letters, far more than fit here", "$x$ :red[S]")
    book.others["regions"] = [{"region_id": f"R{n}", "name": name} for n, name in enumerate(names)]
    return book


def _few_rich(count: int) -> OddBook:
    """Two regions of a hundred, 14 and 20 of them rich: what a tier is compared by has empty sides."""
    customers = [{"customer_id": f"C{n}", "customer_type": "individual", "region_id": "N" if n < count else "S",
                  "joined_on": DAY} for n in range(2 * count)]

    def amounts(n: int, t: int) -> Row:
        rich = (n < count and n < 14) or (n >= count and n - count < 20)
        return {"net_interest_income": 1000.0 if rich else 1.0, "cost_to_serve": 0.5}

    return OddBook(customers, business(customers, 12, amounts=amounts))


def _without(name: str, *, rows: int = 24, some: bool = False) -> OddBook:
    """A book whose customers lack a column, all of them or `some`."""
    book = usual_book(rows)
    for place, row in enumerate(book.customers):
        if not some or place % 2:
            row[name] = None
    return book


def books() -> dict[str, Callable[[], OddBook]]:
    """The odd books by name."""
    def with_amounts(amounts: Callable[[int, int], Row], span: int = 25, count: int = 24) -> Callable[[], OddBook]:
        return lambda: OddBook(people(count), business(people(count), span, amounts=amounts))

    fixed = {
        "one customer": lambda: usual_book(1),
        "two customers": lambda: usual_book(2),
        "one month": lambda: usual_book(24, 1),
        "two months": lambda: usual_book(24, 2),
        "thirteen months": lambda: usual_book(24, 13),
        "one region": lambda: OddBook(people(24, regions=("N",)), business(people(24), amounts=usual)),
        "forty regions": lambda: OddBook(
            people(120, regions=tuple(f"R{n:02}" for n in range(40))), business(people(120), 13, amounts=usual)),
        "all zero": with_amounts(lambda n, t: {"balance": 0.0, "turnover": 0.0, "net_interest_income": 0.0}),
        "all negative": with_amounts(lambda n, t: {"balance": -100.0 - n, "turnover": 1.0,
                                                   "net_interest_income": -10.0 - n, "cost_to_serve": 1.0}),
        "all equal": with_amounts(lambda n, t: {"balance": 100.0, "turnover": 10.0, "net_interest_income": 5.0,
                                                "cost_to_serve": 1.0}),
        "a net near nothing": with_amounts(
            lambda n, t: {"net_interest_income": (1e6 if n % 2 else -1e6) + (0.01 if n == 1 and t == 0 else 0)}),
        "turnover only": with_amounts(only("turnover")),
        "balance only": with_amounts(only("balance")),
        "transactions and a balance": with_amounts(lambda n, t: {"balance": 10.0 + n, "transactions": n + t % 3}),
        "cost only": with_amounts(lambda n, t: {"cost_to_serve": 3.0 + n, "balance": 10.0}),
        "huge amounts": with_amounts(lambda n, t: {"balance": 1.2e13 * (n + 1), "net_interest_income": 4e11 * (n + 1)}),
        "cents": with_amounts(lambda n, t: {"balance": 0.03, "net_interest_income": 0.01 * (n % 3 + 1)}),
        "namesakes": _namesakes,
        "names that are markup": _shouting,
        "few rich": lambda: _few_rich(100),
        "gdp of one year": _gdp_of_one_year,
        "no joined_on": lambda: _without("joined_on"),
        "no region_id": lambda: _without("region_id"),
        "no customer_type": lambda: _without("customer_type"),
        "some without joined_on": lambda: _without("joined_on", some=True),
        "some without region_id": lambda: _without("region_id", some=True),
        "some without customer_type": lambda: _without("customer_type", some=True),
        "every optional table": lambda: usual_book(**{name: _required(name) for name in OPTIONAL if OPTIONAL[name]}),
    }
    alone = {f"{name} alone": lambda name=name: usual_book(**{name: _required(name)})
             for name in OPTIONAL if OPTIONAL[name]}
    return fixed | alone
