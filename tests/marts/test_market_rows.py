"""What the intake finds wrong in a market file is reported and left out of every share."""

from __future__ import annotations

import pytest

from crm_core import open_book
from crm_core.language.stored import told
from crm_core.question import Question
from tests.tiny_markets import bank, customer, publish

ROWS = Question("rows", "select * from market_rows")
SUSPICIONS = Question("suspicions", "select * from suspicions where table_name = 'market'")
STANDINGS = Question("standings", "select * from market_standings where line = 'all'")
OUTFLOWS = Question("outflows", "select * from outflow_years")

NETWORK = [bank("They", 50, region="A"), bank("They", 30, region="B"), bank("They", 70, region="C"),
           bank("We", 20, region="A"), bank("We", 25, region="B")]


def read(tmp_path, *questions, **tables):
    publish(tmp_path, **tables)
    with open_book(tmp_path) as book:
        return [book.read(question) for question in questions]


def apart(markets):
    """Markets in one book, each of regions and banks of its own (N3, We 3), so that nothing of one is reckoned with
    another: a book each costs as much again."""
    return [{**row, "region_id": f"{row['region_id']}{number}", "institution": f"{row['institution']} {number}"}
            for number, market in enumerate(markets) for row in market]


def doubted(rows):
    """Region, institution and what speaks against it, of the rows that are doubted."""
    found = rows[rows["suspicion"].notna()]
    return set(found[["region_id", "institution", "suspicion"]].itertuples(index=False, name=None))


def test_a_sound_market_raises_no_suspicion(tmp_path):
    rows, suspicions = read(tmp_path, ROWS, SUSPICIONS, market=NETWORK)
    assert rows["suspicion"].isna().all()
    assert suspicions.empty


def test_a_main_office_row_that_equals_the_sum_of_the_others_is_left_out(tmp_path):
    network = [{**row, "balance": row["balance"] + 0.37} for row in NETWORK]
    doubled = [*network, bank("They", 151.11, region="HQ"), bank("We", 100, region="HQ")]
    rows, suspicions, standings = read(tmp_path, ROWS, SUSPICIONS, STANDINGS, market=doubled)
    left_out = rows[rows["suspicion"] == "main office"]
    assert left_out[["institution", "region_id"]].values.tolist() == [["They", "HQ"]]
    assert suspicions["subject"].map(told).tolist() == ["They in HQ"]
    assert "Equals the sum of all other regions" in suspicions["reason"][0]
    there = standings.set_index("region_id").loc["HQ"]
    assert there["market"] == there["own_balance"]


def test_round_numbers_of_one_family_are_equal_by_chance(tmp_path):
    rows, = read(tmp_path, ROWS, market=[*NETWORK, bank("They", 150, region="HQ"), bank("We", 100, region="HQ")])
    assert rows["suspicion"].isna().all()
    alike = [bank("They", amount, region=region, family=family) for region, amount in (("A", 3), ("B", 2), ("HQ", 5))
             for family in ("loans", "deposits", "cards", "funds", "insurance", "payments")]
    rows, = read(tmp_path / "more", ROWS, market=alike)
    assert set(rows.loc[rows["suspicion"] == "main office", "region_id"]) == {"HQ"}, "in six families it is none"


def test_two_equal_regions_are_no_main_office(tmp_path):
    rows, = read(tmp_path, ROWS, market=[bank("They", 50, region="A"), bank("They", 50, region="B")])
    assert rows["suspicion"].isna().all()


def test_a_main_office_must_agree_in_every_family_of_the_day(tmp_path):
    chance = [bank("They", amount, region=region, family=family) for region, family, amount in
              [("A", "loans", 3), ("B", "loans", 2), ("C", "loans", 5),
               ("A", "deposits", 4), ("B", "deposits", 4), ("C", "deposits", 4)]]
    rows, = read(tmp_path, ROWS, market=chance)
    assert rows["suspicion"].isna().all()


def test_a_total_among_the_banks_is_left_out(tmp_path):
    alone = [bank("They", 50, region="A"), bank("Same", 50, region="A"), bank("They", 9, region="B"),
             bank("Same", 9, region="B")]
    rows, = read(tmp_path, ROWS, market=alone)
    assert rows["suspicion"].isna().all(), "half of a market of two is no total"
    more = [bank("Third", 5, region="A"), bank("Third", 7, region="B")]
    totals = [bank("All banks", 75, region="A"), bank("All banks", 62, region="B")]
    rows, suspicions = read(tmp_path, ROWS, SUSPICIONS, market=[*NETWORK[:2], *NETWORK[3:], *more, *totals])
    assert set(rows.loc[rows["suspicion"] == "market total", "institution"]) == {"All banks"}
    assert "looks like a total" in suspicions["reason"][0]


NAMES_OF_TOTALS = (
    "Sistema bancario", "Total bancario", "Banking sector", "Competition", "Savings banks (subtotal)",
    "Total", "TOTAL", "Total:", "Summe", "Gesamt", "Suma", "Gesamtmarkt", "All banks", "ALL  BANKS", "Todos los bancos",
    "Ensemble", "Ensemble des banques", "Totale", "Mercado total", "Total market", "Whole market")


def test_a_total_is_known_by_its_name_in_one_region_and_however_it_is_rounded(tmp_path):
    """By hand: 200 of 200 + 300 + 500 is a fifth; with the total as a bank it would be a tenth."""
    rows, standings = read(tmp_path, ROWS, STANDINGS, market=[
        bank(each, balance, region=f"N{number}") for number, name in enumerate(NAMES_OF_TOTALS)
        for each, balance in (("We", 200), (f"Alpha {number}", 300), (f"Beta {number}", 500), (name, 1100))])
    assert doubted(rows) == {(f"N{number}", name, "market total") for number, name in enumerate(NAMES_OF_TOTALS)}
    assert standings["own_share"].tolist() == [0.2] * len(NAMES_OF_TOTALS)


def test_a_bank_whose_name_has_such_a_word_is_a_bank(tmp_path):
    names = ("Total Bank", "Banco Total", "Banca Ensemble", "Market Bank", "Suma Caja Rural")
    rows, = read(tmp_path, ROWS, market=[
        bank(each, balance, region=f"N{number}") for number, name in enumerate(names)
        for each, balance in (("We", 200), (f"Alpha {number}", 300), (name, 400))])
    assert doubted(rows) == set()


def test_a_total_is_known_by_its_value_when_more_figures_agree_than_chance_would_let(tmp_path):
    cases = [((213, 341, 498), 1052, True), ((213, 341, 498), 1053, False), ((200.41, 300.33, 500.37), 1001, True),
             ((200.41, 300.33, 500.37), 1001.1, True), ((200, 300, 500), 1000, False),
             ((1234, 2345, 3456), 7000, False), ((100, 200, 300), 601, False)]
    rows, = read(tmp_path, ROWS, market=apart(
        [*map(bank, ("We", "Alpha", "Beta"), balances), bank("Sector", sum_of_all)]
        for balances, sum_of_all, _is_total in cases))
    assert doubted(rows) == {(f"N{number}", f"Sector {number}", "market total")
                             for number, (_balances, _sum_of_all, is_total) in enumerate(cases) if is_total}


def test_a_rounded_total_in_some_regions_is_left_out_of_each(tmp_path):
    market = [bank(name, balance, region=region) for region, balances in
              (("A", (1234, 2345, 3456)), ("B", (2171, 3282, 4393)), ("C", (10, 20, 70)))
              for name, balance in zip(("We", "Alpha", "Beta"), balances, strict=True)]
    totals = [bank("Sector", 7040, region="A"), bank("Sector", 9850, region="B")]
    rows, standings = read(tmp_path, ROWS, STANDINGS, market=[*market, *totals])
    assert rows.loc[rows["suspicion"] == "market total", "region_id"].tolist() == ["A", "B"]
    assert standings.set_index("region_id")["own_share"].to_dict() == pytest.approx(
        {"A": 1234 / 7035, "B": 2171 / 9846, "C": 0.1})


def test_the_same_total_under_two_names_does_not_hide_itself(tmp_path):
    """By hand: 213 of 213 + 341 + 498 is a fifth; with both totals as banks it would be a fifteenth."""
    rows, standings = read(tmp_path, ROWS, STANDINGS, market=apart(
        [bank(name, balance, region=region) for region in "AB" for name, balance in
         (("We", 213), ("Alpha", 341), ("Beta", 498), ("Sector", first), ("Country", second))]
        for first, second in ((1052, 1052), (1052, 1050), (1050, 1052))))
    assert doubted(rows) == {(f"{region}{number}", f"{name} {number}", "market total")
                             for region in "AB" for number in range(3) for name in ("Sector", "Country")}
    assert standings["own_share"].tolist() == pytest.approx([213 / 1052] * 6)


def test_two_largest_banks_of_one_size_are_no_totals(tmp_path):
    rows, = read(tmp_path, ROWS, market=[bank("We", 213), bank("Alpha", 341), bank("Beta", 1053), bank("Gamma", 1053),
                                         bank("Delta", 498)])
    assert rows["suspicion"].isna().all(), "1,053 is not 213 + 341 + 498"


COPIED = [bank(name, balance, region=region) for region, balances in (("A", (1234, 2345, 3456)), ("B", (217, 328, 439)))
          for name, balance in zip(("We", "Alpha", "Beta"), balances, strict=True)]


def test_our_own_balances_under_another_name_are_left_out(tmp_path):
    """By hand: 1,234 of 7,035 and 217 of 984, as if the copy were not there."""
    rows, suspicions, standings = read(tmp_path, ROWS, SUSPICIONS, STANDINGS, market=apart(
        [*COPIED, *(bank("Our old name", balance, region=region) for region, balance in zip("AB", copy, strict=True))]
        for copy in ((1234, 217), (1230, 217), (1234.4, 217))))
    assert doubted(rows) == {(f"{region}{number}", f"Our old name {number}", "our own again")
                             for region in "AB" for number in range(3)}
    assert len(suspicions) == 6
    assert suspicions["reason"].map(told).str.startswith("Equals what our own bank reports").all()
    assert standings.set_index("region_id")["own_share"].to_dict() == pytest.approx(
        {f"{region}{number}": share for region, share in (("A", 1234 / 7035), ("B", 217 / 984)) for number in range(3)})


def test_a_copy_of_ours_does_not_hide_a_total(tmp_path):
    rows, = read(tmp_path, ROWS, market=[
        *COPIED, *(bank(name, balance, region=region) for name, balances in
                   (("Our old name", (1234, 217)), ("Sector", (7035, 984)))
                   for region, balance in zip("AB", balances, strict=True))])
    assert rows.dropna(subset="suspicion").groupby("suspicion")["institution"].unique().map(list).to_dict() == {
        "market total": ["Sector"], "our own again": ["Our old name"]}


def test_a_bank_that_holds_as_much_as_we_do_once_is_a_bank(tmp_path):
    rows, = read(tmp_path, ROWS, market=apart([*COPIED, *equals] for equals in (
        [bank("Gamma", 1200, region="A")], [bank("Gamma", 217, region="B")],
        [bank("Gamma", 1234, region="A"), bank("Gamma", 999, region="B")])))
    assert doubted(rows) == set(), "two or three figures agree by chance, or one amount of two"


def test_our_own_bank_is_never_a_total(tmp_path):
    rows, = read(tmp_path, ROWS, market=[bank("We", 1052), bank("Alpha", 341), bank("Beta", 213), bank("Gamma", 498)])
    assert rows["suspicion"].isna().all(), "half of the market to the euro"


def test_a_share_over_a_hundred_percent_is_flagged_not_shown(tmp_path):
    cases = {70: False, 77: False, 78: True}
    rows, suspicions, standings = read(
        tmp_path, ROWS, SUSPICIONS, STANDINGS,
        market=apart([bank("We", 20), bank("They", 50), bank("They", 9, region="S")] for _held in cases),
        customers=[customer(number, balance=held, region=f"N{number}") for number, held in enumerate(cases)],
    )
    flagged = {f"N{number}" for number, is_flagged in enumerate(cases.values()) if is_flagged}
    assert doubted(rows) == {(region, f"{name} {region[1:]}", "share over 100 %")
                             for region in flagged for name in ("We", "They")}
    assert len(suspicions) == 2 * len(flagged)
    assert set(standings["region_id"]) == {f"{region}{number}" for region in "NS" for number in range(3)} - flagged


def test_growth_never_sets_june_against_december(tmp_path):
    reports = [bank("We", 20, period="2024-12-31"), bank("We", 30, period="2025-06-30")]
    standings, = read(tmp_path, STANDINGS, market=reports)
    assert standings["own_growth"].isna().all()


def test_outflows_are_a_month_on_average_and_standing_orders_count_once(tmp_path):
    sent = [
        {"customer_id": "C1", "counterpart": "They", "month": "2025-06-01", "amount": 60},
        {"customer_id": "C1", "counterpart": "They", "month": "2025-05-01", "amount": 20},
        {"customer_id": "C2", "counterpart": "They", "month": None, "amount": 7},
        {"customer_id": "C2", "counterpart": "Other", "month": "2020-01-01", "amount": 1000},
    ]
    found, = read(tmp_path, OUTFLOWS, outflows=sent,
                  customers=[customer(1, month="2025-05-01"), customer(2, month="2025-06-01")])
    assert found[["counterpart", "customers", "monthly_amount", "standing_amount"]].values.tolist() == [
        ["They", 2, 47.0, 7.0]
    ]
