"""What the pages about regions ask, at each size, against pandas doing the same.

    python -m bench.regions [--folder bench/out]

Clientela asks the open book every time, as a page does at the first click. The peer holds its tables in memory already
(loading is not counted): the market, the economies and the outflows as the bank's files have them, and the year's
customers with what they brought, one row each, from which it works out what the rooms find ready. Each does the heart
of the answer, not its pictures and words. Times are milliseconds; the processor's time stands beside ours, because
another program may hold the clock. Run `python -m bench.build` first.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from bench.build import FOLDER
from bench.machine import answering_memory, describe, median_ms
from crm_core import open_book
from crm_core.question import Question, Reader
from crm_core.rooms import economy, market, outflows, potential, regions, resources
from crm_core.rooms.regions.matrix import score
from crm_core.scope import Scope
from crm_core.warehouse import Book

LARGE = 1_000_000
TWO_REGIONS = 2
TABLES = {
    "market": "select region_id, institution, is_own, family, period, cast(balance as double) as balance from market",
    "region_economy": "select * from region_economy",
    "region_industry": "select region_id, industry, year, employment from region_industry",
    "staff": "select region_id, capacity_hours from staff",
    "branches": "select region_id, yearly_cost from branches",
    "outflows": "select customer_id, counterpart, month, cast(amount as double) as amount from outflows",
    "holdings": "select region_id, product_id, customers from demand_months"
                " where month = (select max(month) from demand_months)",
    "customers": "select customer_id, region_id, customer_type, cast(revenue as double) as revenue,"
                 " cast(cost_to_serve as double) as cost_to_serve, cast(contribution as double) as contribution,"
                 " cast(balance as double) as balance from customer_years where years_ago = 0",
    "year": "select first_month, last_month from book_years where years_ago = 0",
}
Tables = dict[str, pd.DataFrame]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    print(describe("duckdb", "pandas"), "\n")
    print(f"{'customers':>12} {'question':<16} {'scope':<12} {'clientela ms':>13} {'CPU ms':>8} {'pandas ms':>11}  "
          "agree")
    folders = sorted(arguments.folder.iterdir(), key=lambda path: int(path.name))
    for folder in folders:  # before anything is read here: a process begins with the peak of the one that started it
        with open_book(folder) as book:
            path = book.path
        memory = answering_memory(path, "regions.answer(read)")
        print(f"{int(folder.name):>12,} one answer in a process of its own: {memory:,.0f} MB at its peak", flush=True)
    for folder in folders:
        compare(folder)


def compare(folder: Path) -> None:
    """One book: every question for the whole bank and for two regions, one line each."""
    with open_book(folder) as book:
        tables = {name: book.read(Question(name, sql), seconds=600) for name, sql in TABLES.items()}
        few = Scope(regions=tuple(book.region_names)[:TWO_REGIONS])
        for label, scope in {"all": Scope(), "two regions": few}.items():
            for question in QUESTIONS:
                line(f"{int(folder.name):>12,}", question, (label, scope), book, tables)
    del tables
    gc.collect()


def line(start: str, question: str, under: tuple[str, Scope], book: Book, tables: Tables) -> None:
    label, scope = under
    prepare, figures, peer = QUESTIONS[question]
    ask = prepare(book.reader(scope))
    within = list(scope.regions) or sorted(tables["market"]["region_id"].unique())
    times = 15 if len(tables["customers"]) <= LARGE else 5
    ours, cpu = median_ms(ask, times=15), cpu_ms(ask)
    theirs = median_ms(lambda: peer(tables, within), times=times)
    agree = np.allclose(figures(ask()), peer(tables, within), rtol=1e-6, atol=1e-6)
    print(f"{start} {question:<16} {label:<12} {ours:>13.1f} {cpu:>8.1f} {theirs:>11.1f}  {'yes' if agree else 'NO'}",
          flush=True)


def cpu_ms(work: Callable[[], object], *, times: int = 15) -> float:
    """The processor's milliseconds for one `work`, on average."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1000


# what pandas does for the same figures


def _day(tables: Tables) -> pd.Timestamp:
    return tables["market"]["period"].max()


def _shares(tables: Tables, within: list[str]) -> list[float]:
    """Our share, its change in a year, the index, our share of each region and of each family."""
    rows = tables["market"][tables["market"]["region_id"].isin(within)]
    now = rows[rows["period"] == _day(tables)]
    before = rows[rows["period"] == _day(tables) - pd.DateOffset(years=1)]
    banks = now.groupby("institution")["balance"].sum()
    own = [each.loc[each["is_own"], "balance"].sum() / each["balance"].sum() for each in (now, before)]
    parts = [_own(now, by) for by in ("region_id", "family")]
    trend = rows.groupby(["period", "institution"])["balance"].sum()
    trend / trend.groupby("period").transform("sum")
    return [own[0], own[0] - own[1], ((banks / banks.sum()) ** 2).sum() * 10_000,
            *(value for part in parts for value in part.sort_index())]


def _own(now: pd.DataFrame, by: str) -> pd.Series:
    sums = now.assign(ours=now["balance"].where(now["is_own"], 0.0)).groupby(by)[["ours", "balance"]].sum()
    return sums["ours"] / sums["balance"]


def _merged(tables: Tables, within: list[str]) -> list[float]:
    """Index after the two largest banks merged, together and region by region."""
    now = tables["market"][(tables["market"]["period"] == _day(tables)) & tables["market"]["region_id"].isin(within)]
    largest = now.groupby("institution")["balance"].sum().nlargest(2).index
    after = now.assign(institution=now["institution"].replace(dict.fromkeys(largest, "joined")))
    banks = after.groupby("institution")["balance"].sum()
    cells = after.groupby(["region_id", "institution"])["balance"].sum()
    index = ((cells / cells.groupby("region_id").transform("sum")) ** 2).groupby("region_id").sum() * 10_000
    return [((banks / banks.sum()) ** 2).sum() * 10_000, *index.sort_index()]


def _economies(tables: Tables, _: list[str]) -> list[float]:
    """Compound growth of each region's gdp, and its own part of the change of employment."""
    gdp = tables["region_economy"].pivot(index="year", columns="region_id", values="gdp").astype(float)
    growth = (gdp.iloc[-1] / gdp.iloc[0]) ** (1 / (gdp.index[-1] - gdp.index[0])) - 1
    jobs = tables["region_industry"]
    wide = jobs[jobs["year"].isin([jobs["year"].min(), jobs["year"].max()])].pivot(
        index=["region_id", "industry"], columns="year", values="employment").astype(float)
    before, after = wide.iloc[:, 0], wide.iloc[:, -1]
    expected = before * (after.groupby("industry").transform("sum") / before.groupby("industry").transform("sum"))
    return [*growth.sort_index(), *(after - expected).groupby("region_id").sum().sort_index()]


def _placed(tables: Tables, _: list[str]) -> list[float]:
    """Both axes of every region: from the customers, the market and the economies."""
    people, day = tables["customers"], _day(tables)
    brought = people.groupby("region_id")[["revenue", "cost_to_serve", "contribution"]].sum()
    brought["customers"] = people.groupby("region_id").size()
    now, before = (tables["market"][tables["market"]["period"] == each] for each in (day, day - pd.DateOffset(years=1)))
    sizes, sizes_before = (each.groupby("region_id")["balance"].sum() for each in (now, before))
    years = tables["region_economy"].set_index(["year", "region_id"]).astype(float).sort_index()
    first, last = years.index[0][0], years.index[-1][0]
    economy_now, economy_first = years.loc[last], years.loc[first]
    facts = pd.DataFrame({
        "market_size": sizes, "market_growth": sizes / sizes_before - 1,
        "gdp_growth": (economy_now["gdp"] / economy_first["gdp"]) ** (1 / (last - first)) - 1,
        "mean_income": economy_now["mean_income"], "unemployment_rate": economy_now["unemployment_rate"],
        "businesses_per_thousand": economy_now["businesses"] / economy_now["population"],
        "own_share": _own(now, "region_id"), "share_change": _own(now, "region_id") - _own(before, "region_id"),
        "reach": brought["customers"] / economy_now["population"],
        "contribution_per_customer": brought["contribution"] / brought["customers"],
        "cost_share": brought["cost_to_serve"] / brought["revenue"],
    }).sort_index()
    scores = score(facts, [name in ("unemployment_rate", "cost_share") for name in facts])
    return [*scores[:, :6].mean(axis=1), *scores[:, 6:].mean(axis=1)]


def _missing(tables: Tables, _: list[str]) -> list[float]:
    """White space of each region, and the part of all customers who have each product."""
    now = tables["market"][tables["market"]["period"] == _day(tables)]
    sums = now.assign(ours=now["balance"].where(now["is_own"], 0.0)).groupby(["region_id", "family"])[
        ["ours", "balance"]].sum()
    fair = sums.groupby("family").sum()
    space = (fair["ours"] / fair["balance"]).reindex(sums.index, level="family") * sums["balance"] - sums["ours"]
    holders = tables["holdings"].groupby("product_id")["customers"].sum()
    return [*space.groupby("region_id").sum().sort_index(),
            *(holders / len(tables["customers"])).sort_values()]


def _parities(tables: Tables, _: list[str]) -> list[float]:
    """Share of hours over share of revenue, region by region."""
    hours = tables["staff"].groupby("region_id")["capacity_hours"].sum()
    revenue = tables["customers"].groupby("region_id")["revenue"].sum()
    return list(((hours / hours.sum()) / (revenue / revenue.sum())).sort_index())


def _sent(tables: Tables, within: list[str]) -> list[float]:
    """What each bank gets a month from the regions' customers."""
    first, last = tables["year"].iloc[0]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    sent = tables["outflows"].merge(tables["customers"][["customer_id", "region_id"]], on="customer_id")
    sent = sent[sent["region_id"].isin(within)]
    dated = sent[(sent["month"] >= first) & (sent["month"] <= last)].groupby("counterpart")["amount"].sum() / months
    standing = sent[sent["month"].isna()].groupby("counterpart")["amount"].sum()
    return list(dated.add(standing, fill_value=0).sort_index())


def _sorted(table: pd.DataFrame, by: str, column: str) -> list[float]:
    return table.sort_values(by)[column].tolist()


def _asking(room: ModuleType) -> Callable[[Reader], Callable[[], Any]]:
    return lambda read: lambda: room.answer(read)


def _asking_a_merger(read: Reader) -> Callable[[], market.Market]:
    first, second = market.answer(read).banks["institution"].head(2)
    return lambda: market.answer(read, first=first, second=second)


Comparison = tuple[Callable[[Reader], Callable[[], Any]], Callable[[Any], list[float]],
                   Callable[[Tables, list[str]], list[float]]]
QUESTIONS: dict[str, Comparison] = {
    "market": (
        _asking(market),
        lambda result: [result.own.share, result.own.share_change, result.hhi,
                        *_sorted(result.regions, "region_id", "own_share"),
                        *_sorted(result.families, "family", "own_share")],
        _shares),
    "a merger": (
        _asking_a_merger,
        lambda result: [result.what_if.hhi_after, *_sorted(result.what_if.regions, "region_id", "hhi_after")], _merged),
    "economy": (
        _asking(economy),
        lambda result: [*_sorted(result.regions, "region_id", "gdp_growth_rate"),
                        *result.industry.groupby("region_id")["competitive"].sum().sort_index()], _economies),
    "regions": (
        _asking(regions),
        lambda result: [*_sorted(result.regions, "region_id", "attractiveness"),
                        *_sorted(result.regions, "region_id", "strength")], _placed),
    "potential": (
        _asking(potential),
        lambda result: [*_sorted(result.regions, "region_id", "white_space"),
                        *result.penetration.groupby("product")["whole_rate"].first().sort_values()], _missing),
    "resources": (_asking(resources), lambda result: _sorted(result.regions, "region_id", "parity"), _parities),
    "outflows": (
        _asking(outflows), lambda result: _sorted(result.counterparts, "counterpart", "amount"), _sent),
}
"""Each question of the pages: how it is asked, which figures of its answer are held against the peer's, the peer."""


if __name__ == "__main__":
    main()
