"""The demo bank: the same every time, within the contract, and true where it says what is true."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from statsmodels.api import GLM, add_constant
from statsmodels.genmod.families import Binomial

from crm_core import contract
from crm_core.intake import demo
from crm_core.intake.demo import bank
from crm_core.intake.draft import BuildRefused, Terms, drafting
from crm_core.language import in_language
from crm_core.language.stored import told
from crm_core.rooms import retention
from crm_core.warehouse import Book, Shelf

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ((6_000, 1), (5_000, 2))
TRUTHS = demo.truths()


def connect(published) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(published.path), read_only=True)


@pytest.fixture(scope="module", params=BOOKS, ids=lambda book: f"{book[0]} customers, seed {book[1]}")
def published(request, tmp_path_factory):
    customers, seed = request.param
    return demo.build_demo(Shelf(tmp_path_factory.mktemp(f"demo-{seed}")), customers=customers, seed=seed)


@pytest.fixture(scope="module")
def book(published):
    with connect(published) as connection:
        yield connection


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return demo.build_demo(Shelf(tmp_path_factory.mktemp("small")), customers=1_500, seed=1)


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """The same bank of another seed."""
    return demo.build_demo(Shelf(tmp_path_factory.mktemp("other")), customers=1_500, seed=2)


def contents(published) -> dict[str, tuple]:
    with connect(published) as connection:
        return held(connection)


def held(connection: duckdb.DuckDBPyConnection, where: str = "true") -> dict[str, tuple]:
    """Rows and the exclusive-or of their hashes, table by table: equal for equal contents in any order."""
    return {
        table: connection.execute(
            f"select count(*), bit_xor(hash(rows)), sum(hash(rows) % 1000000007) from {table} as rows"
            + (f" where {where}" if table in {"customers", "activity"} else "")
        ).fetchall()[0]
        for table in contract.TABLES
    }


# --- the truths, each found the way truths.toml says it can be found -------------------------------------------

def one(connection, sql: str, **values) -> float:
    return float(connection.execute(sql, values or None).fetchall()[0][0])


def contributions(connection) -> np.ndarray:
    rows = connection.execute(
        "select customer_id, sum(net_interest_income + fee_income - cost_to_serve - expected_loss - 0.1 / 12 * capital)"
        " as contribution from activity where month >= date '2025-10-01' group by customer_id"
    ).df()
    return np.sort(rows["contribution"].astype(float).to_numpy())[::-1]


def top_fifth(connection) -> float:
    ranked = contributions(connection)
    return ranked[: len(ranked) // 5].sum() / ranked.sum()


def whale_peak(connection) -> float:
    ranked = contributions(connection)
    return ranked[ranked > 0].sum() / ranked.sum()


def loss_makers(connection) -> float:
    return (contributions(connection) < 0).mean()


def costly_counters(connection) -> float:
    return one(connection, """
        select avg(cost_to_serve) filter (region_id in ('MONTES', 'OLIVAR'))
            / avg(cost_to_serve) filter (region_id not in ('MONTES', 'OLIVAR'))
        from activity join customers using (customer_id)
        where customer_type = 'individual' and product_id = 'CURRENT'""")


def term_shift(connection) -> float:
    return one(connection, """
        with held_on as (
            select before.month, sum(after.balance) / sum(before.balance) as growth
            from activity as before join activity as after using (customer_id, product_id)
            where product_id = 'TERM' and after.month = before.month + interval 1 month group by before.month
        )
        select max(growth) filter (month = '2025-10-01') / max(growth) filter (month = '2024-10-01') - 1 from held_on
    """)


def card_outlier(connection) -> float:
    return one(connection, """
        with held_on as (
            select sum(turnover) filter (month = '2025-03-01') as middle,
                sum(turnover) filter (month <> '2025-03-01') / 2 as around
            from activity where product_id = 'CARD' and month between '2025-02-01' and '2025-04-01'
            group by customer_id having count(*) = 3
        )
        select sum(middle) / sum(around) - 1 from held_on""")


def share_slopes(connection, institution: str) -> pd.Series:
    """Market share gained a year by `institution`, by region: the slope of a straight line."""
    market = connection.execute("select * from market").df().astype({"balance": float})
    held = market.pivot_table(index="period", columns=["region_id", "institution"], values="balance", aggfunc="sum")
    shares = held.xs(institution, axis=1, level=1) / held.T.groupby(level=0).sum().T
    years = (shares.index - shares.index[0]).days / 365.25
    return pd.Series(np.polyfit(years, shares, 1)[0], index=shares.columns)


def share_lost(connection) -> float:
    return share_slopes(connection, "Banco Ribera (demo)")["NORTE"]


def share_gained(connection) -> float:
    return share_slopes(connection, "Nexo Directo")["NORTE"]


def key_manager(connection) -> float:
    return one(connection, """
        select sum(contribution) filter (manager_id = 'M000001') / sum(contribution)
        from customer_years where years_ago = 0""")


def known_only(connection) -> float:
    return one(connection, """
        with met as (
            select customer_id, bool_and(channel = 'visit') as by_visit_only
            from contacts join customers using (customer_id) where manager_id = 'M000001' group by customer_id
        )
        select count(*) filter (by_visit_only) from met""")


def pilot_effect(connection) -> float:
    return one(connection, """
        with spans as (
            select arm, sum(fee_income) filter (month >= '2026-01-01') as after,
                sum(fee_income) filter (month <= '2025-09-01') as before
            from activity join customers using (customer_id) join pilots using (branch_id)
            where month >= '2025-01-01' and (month <= '2025-09-01' or month >= '2026-01-01')
            group by arm, customer_id, product_id having count(*) = 18
        ), arms as (select arm, sum(after) / sum(before) as growth from spans group by arm)
        select max(growth) filter (arm = 'treated') / max(growth) filter (arm = 'control') - 1 from arms""")


def white_space(connection) -> float:
    shares = connection.execute("""
        select region_id, sum(balance) filter (is_own) / sum(balance) as share
        from market where period = '2026-06-30' group by region_id order by share""").df()
    economy = connection.execute("""
        select region_id, arg_max(unemployment_rate, year) as unemployed, max(gdp) / min(gdp) as growth
        from region_economy group by region_id""").df().set_index("region_id")
    smallest = shares["region_id"][0]
    assert smallest == economy["unemployed"].idxmin() == economy["growth"].astype(float).idxmax() == "LEVANTE"
    return float(shares["share"][0])


def going_quiet(connection) -> float:
    return one(connection, """
        select avg(cast(coalesce(later.balance, 0) < 0.8 * before.balance
            and coalesce(later.turnover, 0) < 0.8 * before.turnover as integer))
        from customer_years as before
        join customers using (customer_id)
        left join customer_years as later on later.customer_id = before.customer_id and later.years_ago = 0
        where before.years_ago = 1 and before.tenure_months >= 6 and left_on is null""")


LIVES = """
    with monthly as (select customer_id, month, count(*) as products from activity group by all)
    select customer_id, products, datediff('month', joined_on, month) as age, month,
        coalesce(date_trunc('month', left_on) = month, false) as leaves
    from monthly join customers using (customer_id)
    where month > date '2023-10-01' and manager_id is distinct from 'M000001'
        and datediff('month', joined_on, month) >= 3"""
"""A row a customer and month in which the customer can leave."""


def who_leaves(connection) -> float:
    return one(connection, f"""
        select avg(cast(leaves as integer)) filter (products = 1) / avg(cast(leaves as integer)) filter (products > 1)
        from ({LIVES}) where month >= '2024-10-01'""")


FINDERS = {
    finder.__name__: finder
    for finder in (top_fifth, whale_peak, loss_makers, costly_counters, term_shift, card_outlier, share_lost,
                   share_gained, key_manager, known_only, pilot_effect, white_space, going_quiet,
                   who_leaves)
}


def test_every_truth_has_a_finder():
    assert set(FINDERS) == set(TRUTHS.planted)


@pytest.mark.parametrize("name", list(FINDERS))
def test_the_truth_is_found_within_its_tolerance(book, name):
    truth, found, customers = TRUTHS[name], FINDERS[name](book), one(book, "select count(*) from customers")
    assert truth.is_found_by(found, customers=customers), (
        f"{name}: {found:.4f} is not {truth.value} ± {truth.tolerance_at(customers)}")


def test_no_truth_is_found_where_nothing_is_planted():
    neutral = {"costly_counters": 1.0, "top_fifth": 0.2, "whale_peak": 1.0, "who_leaves": 1.0}
    for truth in TRUTHS.planted.values():
        assert not truth.is_found_by(neutral.get(truth.id, 0.0), customers=5_000), truth.id


def test_the_tolerance_of_who_leaves_is_that_of_chance_at_the_banks_size(book):
    """Four standard errors of a ratio of two rates, by its logarithm, at either end."""
    leavers = book.execute(f"""select sum(cast(leaves as integer)) from ({LIVES}) where month >= '2024-10-01'
                               group by products > 1""").fetchall()
    error, truth = sum(1 / count for (count,) in leavers) ** 0.5, TRUTHS["who_leaves"]
    tolerance = truth.tolerance_at(one(book, "select count(*) from customers"))
    assert 3.3 < math.log(1 + tolerance / truth.value) / error < 4.7


def test_cost_alone_sets_the_costly_counters_apart(book):
    parts = ["net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital_charge"]
    means = book.execute(f"""
        select region_id in ('MONTES', 'OLIVAR') as costly, {", ".join(f"median({part}) as {part}" for part in parts)}
        from activity_money join customers using (customer_id)
        where customer_type = 'individual' and product_id = 'CURRENT' group by costly""").df().set_index("costly")
    apart = (means.loc[True].astype(float) - means.loc[False].astype(float)).abs()
    assert apart.idxmax() == "cost_to_serve"
    assert apart["cost_to_serve"] > 10 * apart.drop("cost_to_serve").max()


def test_share_stands_still_everywhere_but_in_norte(book):
    own = share_slopes(book, "Banco Ribera (demo)").drop("NORTE")
    assert own.abs().max() < 0.001
    for peer in ("Caja Montesol", "Banco Tres Ríos", "Crédito Alameda", "Banca Solana", "Unión Lindero"):
        assert share_slopes(book, peer).abs().max() < 0.003


def test_our_own_market_balances_are_the_books(book):
    apart = one(book, """
        with own as (
            select date_trunc('month', period) as month, region_id, family, sum(balance) as reported
            from market where is_own and period >= '2023-12-01' group by all
        ), held as (
            select month, region_id, family, sum(balance) as balance
            from demand_months join products using (product_id) group by all
        )
        select max(abs(coalesce(reported, 0) - coalesce(balance, 0))) from own left join held
        using (month, region_id, family)""")
    assert apart < 0.01


def test_term_deposits_fall_in_november_and_in_no_other_month(book):
    growth = book.execute("""
        select before.month, sum(after.balance) / sum(before.balance) - 1 as growth
        from activity as before join activity as after using (customer_id, product_id)
        where product_id = 'TERM' and after.month = before.month + interval 1 month
        group by before.month order by growth""").df()
    assert growth["month"][0] == pd.Timestamp("2025-10-01")
    assert growth["growth"][1] > -0.05


@pytest.mark.parametrize("family", list(TRUTHS.season))
def test_the_season_of_a_family_is_found(book, family):
    monthly = book.execute("""
        with lasting as (
            select customer_id, product_id from activity join products using (product_id)
            where family = $family group by customer_id, product_id having count(*) = 36
        )
        select month, ln(sum(turnover)) as level from activity join lasting using (customer_id, product_id)
        where month <> '2025-03-01' group by month order by month""", {"family": family}).df()
    steps = (monthly["month"].dt.year - 2023) * 12 + monthly["month"].dt.month
    angle = 2 * np.pi * monthly["month"].dt.month / 12
    design = np.column_stack([np.ones(len(monthly)), steps, np.cos(angle), np.sin(angle)])
    _, _, cosine, sine = np.linalg.lstsq(design, monthly["level"], rcond=None)[0]
    wave = TRUTHS.season[family]
    assert np.hypot(cosine, sine) == pytest.approx(wave.turnover_amplitude, abs=0.02)
    months_apart = np.degrees(np.arctan2(sine, cosine)) / 30 - wave.peak_month
    assert abs((months_apart + 6) % 12 - 6) < 0.5


def test_the_growth_of_each_region_is_found(book):
    # On top of the region's growth lie the product's trend and the customers' drift, both about +1% here.
    growth = book.execute("""
        select region_id, median(ln(after.balance / before.balance)) - 0.02 as growth
        from activity as before
        join activity as after using (customer_id, product_id)
        join customers using (customer_id)
        where product_id = 'CURRENT' and before.month = '2024-09-01' and after.month = '2025-09-01'
        group by region_id""").df().set_index("region_id")["growth"]
    assert (growth - pd.Series(TRUTHS.growth)).abs().max() < 0.03


def test_what_makes_customers_leave_is_found(book, request):
    """A regression on months of life finds what was planted. Who is drifting stands in no table: it is drawn again."""
    book.execute("set variable seed = cast($seed as bigint)", {"seed": request.node.callspec.params["published"][1]})
    book.execute(Path(bank.__file__).with_name("macros.sql").read_text(encoding="utf-8"))
    cells = book.execute(f"""
        select log2(age / 3) as doublings, products - 1 as further, cast(is_drifting as integer) as drifting,
            cast(leaves as integer) as leaves, count(*) as months
        from (select *, chance(cast(substr(customer_id, 2) as bigint), 'is drifting away') < 0.05 as is_drifting
            from ({LIVES})) group by all""").df()
    known = ["doublings", "further", "drifting"]
    found = GLM(cells["leaves"], add_constant(cells[known]), Binomial(), freq_weights=cells["months"]).fit()
    planted = TRUTHS.leaving
    true = [planted.of_the_newest, planted.each_doubling, planted.each_further_product, planted.drifting]
    assert (np.abs(found.params - true) < 3 * found.bse).all(), found.params
    assert (np.abs(found.params) > 3 * found.bse).all(), "all of them can be told from nothing"


def test_nobody_leaves_at_once_and_no_key_account_ever(book):
    assert one(book, "select min(datediff('month', joined_on, left_on)) from customers") == TRUTHS.leaving.least_months
    assert one(book, "select count(left_on) from customers where manager_id = 'M000001'") == 0
    left = one(book, "select avg(cast(left_on is not null as integer)) from customers")
    assert left == pytest.approx(0.10, abs=0.015)


def test_who_leaves_is_told_a_year_ahead(published, tmp_path):
    with Book(shutil.copy(published.path, tmp_path)) as opened:  # the other connection to it has other settings
        learned = retention.learn(opened.reader())
    assert learned.is_useful
    assert learned.tested.marked_rate > 3 * learned.tested.rest_rate


# --- the contract ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("table", [table for name, table in contract.TABLES.items() if name != "customer_protected"],
                         ids=lambda table: table.name)  # the demo bank knows of nobody's protected attributes
def test_the_table_keeps_the_contract(book, table):
    def count(condition: str) -> int:
        return int(one(book, f"select count(*) from {table.name} where {condition}"))

    assert count("true") > 0
    if table.key:
        assert one(book, f"select count(*) - count(distinct ({', '.join(table.key)})) from {table.name}") == 0
    for column in table.columns:
        name = f'"{column.name}"'
        if column.required:
            assert count(f"{name} is null") == 0, name
        if column.choices:
            assert count(f"{name} not in {column.choices}") == 0, name
        if column.minimum is not None:
            assert count(f"{name} < {column.minimum}") == 0, name
        if column.maximum is not None:
            assert count(f"{name} > {column.maximum}") == 0, name
        if column.kind == "month":
            assert count(f"day({name}) <> 1") == 0, name
        if column.kind in {"number", "rate"}:
            assert count(f"not isfinite({name})") == 0, name
        if column.refers_to:
            other, key = column.refers_to.split(".")
            assert count(f"{name} not in (select {key} from {other})") == 0, name


def test_the_book_covers_36_months_to_september_2026(book):
    months = book.execute("select distinct month from activity order by month").df()["month"]
    assert len(months) == 36
    assert str(months.iloc[0].date()) == str(TRUTHS.bank["first_month"]) == "2023-10-01"
    assert str(months.iloc[-1].date()) == str(TRUTHS.bank["last_month"]) == "2026-09-01"


def test_nobody_has_business_outside_their_time_as_a_customer(book):
    outside = one(book, """
        select count(*) from activity join customers using (customer_id)
        where month < date_trunc('month', joined_on) or month > left_on""")
    assert outside == 0
    late = one(book, "select count(*) from contacts join customers using (customer_id) "
                     "where cast(contacts.at as date) not between joined_on and coalesce(left_on, date '2026-09-30')")
    assert late == 0


def test_customers_and_activity_lie_in_the_order_of_customers(book):
    for table in ("customers", "activity"):
        ids = book.execute(f"select customer_id from {table}").fetchnumpy()["customer_id"]
        codes = pd.Categorical(ids, ordered=True).codes
        assert (np.diff(codes.astype(int)) >= 0).all(), table


def test_the_bank_looks_like_one(book):
    customers = int(one(book, "select count(*) from customers"))
    types = dict(book.execute("select customer_type, count(*) from customers group by all").fetchall())
    assert types["individual"] / customers == pytest.approx(0.90, abs=0.01)
    assert types["business"] / customers == pytest.approx(0.09, abs=0.01)
    assert one(book, "select count(*) from regions") == 12
    assert one(book, "select count(distinct (map_row, map_column)) from regions") == 12
    assert one(book, "select count(distinct family) from products") == len(contract.FAMILIES)
    assert 45 < one(book, "select count(*) from activity") / customers < 60
    held = dict(book.execute("select customer_type, avg(products_held) from customer_years "
                             "where years_ago = 0 and had_business group by customer_type").fetchall())
    assert 1.6 < held["individual"] < 1.9 < held["business"] < held["corporate"]
    assert 0.03 < one(book, "select avg(cast(credit_grade is null as integer)) from customers") < 0.10
    assert 0.03 < one(book, "select avg(cast(size_amount is null as integer)) from customers") < 0.10
    assert 0.05 < one(book, "select avg(cast(left_on is not null as integer)) from customers") < 0.15


# --- made by seed, at any size ---------------------------------------------------------------------------------

def test_the_same_seed_makes_the_same_bank_in_other_blocks_and_with_one_thread(small, tmp_path, monkeypatch):
    monkeypatch.setattr(bank, "BLOCK", 400)
    again = demo.build_demo(Shelf(tmp_path), customers=1_500, seed=1, threads=1)
    assert contents(again) == contents(small)
    assert again.fingerprint == small.fingerprint


def test_a_bank_made_in_spanish_differs_only_in_the_names_of_products_and_industries(small, tmp_path):
    with in_language("es"):
        spanish = demo.build_demo(Shelf(tmp_path), customers=1_500, seed=1)
    assert spanish.fingerprint != small.fingerprint
    theirs, ours = contents(spanish), contents(small)
    assert {table for table in ours if theirs[table] != ours[table]} == {"products", "region_industry", "customers"}
    with connect(spanish) as connection:
        name = connection.execute("select name from products where product_id = 'CURRENT'").fetchall()[0][0]
        industries = {each for (each,) in connection.execute("select distinct industry from customers").fetchall()}
    assert name == "Cuenta corriente"
    assert {"comercio", "hostelería"} <= industries
    assert "trade" not in industries


def test_another_seed_makes_another_bank(small, other):
    assert other.fingerprint != small.fingerprint
    theirs, ours = contents(other), contents(small)
    for table in ("customers", "activity", "market", "contacts", "outflows", "staff", "branches"):
        assert theirs[table] != ours[table], table
    for table in ("products", "rates", "loss_rates", "pilots"):
        assert theirs[table] == ours[table], table


def test_the_months_of_another_seed_move_otherwise(small, other):
    moves = []
    for published in (small, other):
        with connect(published) as connection:
            moves.append(connection.execute("""
                select customer_id, month, ln(balance / lag(balance) over (
                    partition by customer_id order by month)) as move
                from activity where product_id = 'CURRENT'""").df().set_index(["customer_id", "month"])["move"])
    both = pd.concat(moves, axis=1, join="inner").dropna()
    both = both - both.groupby("month").transform("mean")
    assert len(both) > 10_000
    assert abs(np.corrcoef(both.T)[0, 1]) < 0.05


def test_a_customer_stays_the_same_when_the_bank_grows(small, tmp_path):
    shared = "customer_id > 'C00000014' and customer_id <= 'C00001500'"
    with drafting(Shelf(tmp_path), source="demo", terms=Terms("Larger")) as larger:
        bank._fill(larger, 2_000, 1)
        theirs = held(larger.connection, shared)
    with connect(small) as connection:
        ours = held(connection, shared)
    assert theirs["customers"] == ours["customers"]
    assert theirs["activity"] == ours["activity"]


def test_as_many_customers_are_made_as_were_asked_for_and_no_file_is_claimed(small):
    assert small.files == ()
    with connect(small) as connection:
        assert one(connection, "select count(*) from customers") == 1_500
        info = connection.execute("select * from book_info").df().iloc[0]
        assert (info["customers"], info["currency"], info["source"]) == (1_500, "EUR", "demo")
        assert info["activity_rows"] == one(connection, "select count(*) from activity")
        assert one(connection, "select count(*) from book_files") == 0
        assert one(connection, "select count(*) from quarantine") == 0
        ((name, *figures),) = connection.execute("select name, expected, found, agrees from controls").fetchall()
        assert (told(name), *figures) == ("customers asked for", 1_500, 1_500, True)
        kept = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
        assert not kept & {*bank.PLANS, *bank.MADE}


def test_progress_never_goes_back_and_names_the_customers_being_made(tmp_path, monkeypatch):
    monkeypatch.setattr(bank, "BLOCK", 400)
    seen: list[tuple[str, float]] = []
    demo.build_demo(Shelf(tmp_path), customers=1_000, progress=lambda label, part: seen.append((label, part)))
    fractions = [part for _, part in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert "Customers 401 to 800 of 1,000" in [label for label, _ in seen]


@pytest.mark.parametrize("customers", [-5, 0, 999, 50_000_001])
def test_a_bank_of_impossible_size_is_refused_in_a_sentence(tmp_path, customers):
    with pytest.raises(BuildRefused, match=rf"{customers:,} customers cannot be made: ask for 1,000 to 50,000,000"):
        demo.build_demo(Shelf(tmp_path), customers=customers)
    assert Shelf(tmp_path).current() is None


# --- what is written about it ----------------------------------------------------------------------------------

def test_the_page_shows_the_truths_as_they_are():
    assert demo.as_markdown() in (ROOT / "docs" / "demo.md").read_text(encoding="utf-8")


def test_the_plan_states_nothing_twice():
    stated = [name for truth in TRUTHS.planted.values() for name in truth.plant]
    assert len(stated) == len(set(stated))
    assert TRUTHS["term_shift"].value == TRUTHS.plan()["shift_size"]
    assert TRUTHS["card_outlier"].value == TRUTHS.plan()["outlier_size"]
    assert TRUTHS["pilot_effect"].value == TRUTHS.plan()["fee_lift"]
    assert TRUTHS["share_lost"].value == TRUTHS.plan()["lost_share_a_year"]
    assert TRUTHS["known_only"].value == TRUTHS.plan()["known_only"]
    assert TRUTHS["costly_counters"].value == TRUTHS.plan()["counter_factor"]


def test_no_customer_is_likelier_to_leave_than_the_newest_who_is_drifting():
    """Draws above that probability are not looked at: with other signs some leavers would be missed."""
    planted = TRUTHS.leaving
    assert planted.each_doubling <= 0
    assert planted.each_further_product <= 0
    assert planted.drifting >= 0
