"""What one row is: movements, accounts and wide files become the contract's tables, with every line accounted for."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from crm_core.intake.draft import BuildRefused, TooMuchRejected
from tests.intake.own_files import build, write

PRODUCTS = "[products.list]\nSAV = { name = 'Savings', family = 'deposits' }\nCARD = { family = 'cards' }\n"
MOVEMENTS = """
[activity]
file = "log.csv"
row = "movement"
[activity.columns]
customer_id = "who"
month = "when"
turnover = "amount"
[activity.fixed]
product_id = "SAV"
"""
LOG = "who,when,amount\nC1,2026-01-03,10.10\nC1,2026-01-31 18:30:00,-4\nC2,2026-02-10,7\nC1,2026-02-01,0.05\n"
SUMS = "select customer_id, cast(month as varchar) as month, turnover, transactions from activity order by all"


def bank(tmp_path, mapping: str, *, accept_rejected: bool = True, **files: str):
    given = {"activity": "", "products": "", "mapping.toml": PRODUCTS + mapping, **files}
    return build(write(tmp_path / "bank", **given), accept_rejected=accept_rejected)


def accounts_balance(built) -> bool:
    with built.shelf.open() as book:
        from crm_core.intake.report import FILES
        rows = book.read(FILES)
    return bool((rows["lines"] == rows["header"] + rows["accepted"] + rows["rejected"] + rows["blank"]).all())


def test_movements_are_added_up_by_customer_product_and_month(tmp_path):
    built = bank(tmp_path, MOVEMENTS, log=LOG)
    assert built.rows(SUMS) == [
        ("C1", "2026-01-01", 6.10, 2), ("C1", "2026-02-01", 0.05, 1), ("C2", "2026-02-01", 7, 1)]
    assert built.files["log.csv"].accepted == 4
    said = dict(built.rows("select sentence, table_name from derivations"))
    assert "Activity was added up from 4 movements of log.csv, by customer, product and month." in said
    assert "Transactions are the movements of log.csv." in said


def test_what_moved_is_added_up_without_signs_where_the_recipe_says_so(tmp_path):
    built = bank(tmp_path, MOVEMENTS.replace("[activity.columns]", 'amounts = "absolute"\n[activity.columns]'), log=LOG)
    assert built.rows(SUMS)[0] == ("C1", "2026-01-01", 14.10, 2)
    assert built.rows("select expected, found, agrees from controls") == [(21.15, 21.15, True)]


def test_money_that_cancels_out_is_told(tmp_path):
    built = bank(tmp_path, MOVEMENTS, log="who,when,amount\nC1,2026-01-03,10\nC2,2026-01-31,-4\n")
    assert "with their signs" in " ".join(row[0] for row in built.rows("select sentence from derivations"))


def test_a_bad_movement_is_rejected_on_its_own_line_and_the_sums_agree(tmp_path):
    bad = "C1,2026-13-01,5\nC9,2026-01-01,5\n\nC1,2026-01-05,x\nC1,2099-01-05,1\n"
    built = bank(tmp_path, MOVEMENTS, log=LOG + bad)
    assert [row.line for row in built.rejected("activity")] == [6, 7, 9, 10]
    assert "C9" in built.rejected("activity")[1].reasons
    assert "still to come" in built.rejected("activity")[3].reasons
    assert accounts_balance(built)
    assert built.rows("select sum(turnover) from activity") == [(13.15,)]
    assert built.rows("select expected, found, agrees from controls") == [(13.15, 13.15, True)]


def test_amounts_are_rounded_after_they_were_added_up(tmp_path):
    built = bank(tmp_path, MOVEMENTS, log="who,when,amount\n" + "C1,2026-01-03,0.004\n" * 1000)
    assert built.rows("select turnover from activity") == [(4.0,)]


def test_the_order_of_the_rows_does_not_matter(tmp_path):
    header, *rows = LOG.splitlines(keepends=True)
    here, there = tmp_path / "here", tmp_path / "there"
    built = bank(here, MOVEMENTS, log=LOG), bank(there, MOVEMENTS, log=header + "".join(reversed(rows)))
    assert built[0].rows(SUMS) == built[1].rows(SUMS)


def test_an_amount_is_quantity_times_price(tmp_path):
    recipe = MOVEMENTS.replace('turnover = "amount"\n', "") + "[activity.times]\nturnover = ['pieces', 'price']\n"
    recipe = recipe.replace('row = "movement"', 'row = "movement"\ndecimal = ","\ncount = "invoice"')
    log = 'who;when;pieces;price;invoice\nC1;2026-01-03;3;1,125;A\nC1;2026-01-04;-1;0,5;A\nC2;2026-01-04;2;x;B\n'
    built = bank(tmp_path, recipe, log=log)
    assert built.rows(SUMS) == [("C1", "2026-01-01", 2.88, 1)]
    assert built.rejected("activity")[0].reasons == (
        "turnover cannot be worked out from '2 × x': write pieces and price as numbers, or set decimal and thousands "
        "in mapping.toml")


TIMES = MOVEMENTS.replace('turnover = "amount"\n', "") + "[activity.times]\nturnover = ['pieces', 'price']\n"


def test_a_product_may_be_of_any_size_that_its_factors_allow(tmp_path):
    built = bank(tmp_path, TIMES, log="who,when,pieces,price\nC1,2026-01-03,1000,1000\nC1,2026-01-04,-250000,8000.5\n")
    assert built.rows("select turnover from activity") == [(1_000_000 - 250_000 * 8000.5,)]
    huge = bank(tmp_path / "huge", TIMES, log="who,when,pieces,price\nC1,2026-01-03,1,1\n"
                                              "C1,2026-01-04,999999999999,999999999999\n")
    assert "16 digits at most" in huge.rejected("activity")[0].reasons


def test_money_that_cannot_be_multiplied_counts_as_missing_as_it_looks(tmp_path):
    """Prices from a thousand on may be written in another way than those below: few rows, and most of the money."""
    log = "who,when,pieces,price\n" + "C1,2026-01-03,1,9.50\n" * 30
    bank(tmp_path / "a", TIMES, accept_rejected=False, log=log + "C1,2026-01-03,n/a,n/a\n")
    with pytest.raises(TooMuchRejected, match=r"1 of 31 rows \(3\.2%\) and 99\.4% of turnover were rejected"):
        bank(tmp_path / "b", TIMES, accept_rejected=False, log=log + "C1,2026-01-03,40,1250.00x\n")


ACCOUNTS = """
[activity]
file = "konten.csv"
row = "account-month"
account = "iban"
[activity.columns]
customer_id = "who"
product_id = "kind"
month = "month"
balance = "balance"
"""
KONTEN = "iban,who,kind,month,balance\nI1,C1,SAV,2026-01,100\nI2,C1,SAV,2026-01,50\nI3,C2,CARD,2026-01,7\n"


def test_two_savings_accounts_of_a_customer_are_one_row(tmp_path):
    built = bank(tmp_path, ACCOUNTS, konten=KONTEN)
    assert built.rows("select customer_id, product_id, balance from activity order by all") == [
        ("C1", "SAV", 150), ("C2", "CARD", 7)]
    assert built.files["konten.csv"].accepted == 3


def test_an_account_that_comes_twice_in_a_month_is_not_added_up_twice(tmp_path):
    built = bank(tmp_path, ACCOUNTS, konten=KONTEN + "I1,C1,SAV,2026-01,100\n")
    assert built.rows("select sum(balance) from activity") == [(157,)]
    assert [row.reasons for row in built.rejected("activity")] == [
        "the same account, month as in line 2 of konten.csv, which was kept: remove one of the two"]


def test_a_snapshot_stands_for_its_month(tmp_path):
    recipe = ACCOUNTS.replace("account-month", "account").replace('month = "month"\n', "")
    recipe = recipe.replace("[activity.columns]", 'snapshot_month = "2026-03"\n[activity.columns]')
    built = bank(tmp_path, recipe, konten=KONTEN.replace(",2026-01", "").replace(",month", ""))
    assert built.rows("select distinct cast(month as varchar) from activity") == [("2026-03-01",)]
    dated = bank(tmp_path / "dated", ACCOUNTS.replace("account-month", "account"),
                 konten=KONTEN.replace("2026-01", "2026-03-17"))
    assert dated.rows("select distinct cast(month as varchar) from activity") == [("2026-03-01",)]


WIDE = """
[activity]
file = "wide.csv"
row = "customer"
snapshot_month = "2026-03"
[activity.columns]
customer_id = "who"
[activity.unpivot]
values = "balance"
names = "product_id"
columns = { Savings = "SAV", Card = { column = "card kind" } }
"""


def test_wide_columns_become_rows_and_a_line_stays_a_line(tmp_path):
    built = bank(tmp_path, WIDE, wide="who,Savings,Card,card kind\nC1,5,6,CARD\nC2,,8,CARD\nC2,1,1,CARD\n")
    assert built.rows("select customer_id, product_id, balance from activity order by all") == [
        ("C1", "CARD", 6), ("C1", "SAV", 5), ("C2", "CARD", 8)]
    assert (built.files["wide.csv"].accepted, built.files["wide.csv"].rejected) == (2, 1)
    assert "the same customer_id, product_id, month as in line 3" in built.rejected("activity")[0].reasons


def test_a_wide_line_with_a_bad_cell_or_none_is_rejected_once(tmp_path):
    built = bank(tmp_path, WIDE, wide="who,Savings,Card,card kind\nC1,x,6,CARD\nC9,4,6,CARD\nC2,,,CARD\nC1,5,6,CARD\n")
    assert [row.line for row in built.rejected("activity")] == [2, 3, 4]
    assert built.rejected("activity")[1].reasons.count("C9") == 1
    assert "are all empty" in built.rejected("activity")[2].reasons
    assert accounts_balance(built)


def test_months_may_stand_in_columns(tmp_path):
    recipe = WIDE.replace('names = "product_id"', 'names = "month"').replace('snapshot_month = "2026-03"\n', "")
    recipe = recipe.replace('columns = { Savings = "SAV", Card = { column = "card kind" } }',
                            'columns = { Jan = "2026-01", Feb = "2026-02" }').replace(
        'customer_id = "who"', 'customer_id = "who"\nproduct_id = "kind"')
    built = bank(tmp_path, recipe, wide="who,kind,Jan,Feb\nC1,SAV,1,2\nC2,CARD,,4\n")
    assert built.rows("select customer_id, cast(month as varchar) as month, balance from activity order by all") == [
        ("C1", "2026-01-01", 1), ("C1", "2026-02-01", 2), ("C2", "2026-02-01", 4)]


LOOKUP = MOVEMENTS + "[activity.lookup]\ncustomer_id = { file = 'owners.csv', key = 'account', value = 'owner' }\n"


def test_a_customer_is_looked_up_by_the_account_in_another_file(tmp_path):
    owners = "account,owner\nA1,C1\nA2,C1\nA3,C2\nA1,C2\nA3,C2\n,C1\n"
    built = bank(tmp_path, LOOKUP, owners=owners, log="who,when,amount\nA1,2026-01-03,1\nA2,2026-01-03,2\n"
                                                      "A7,2026-01-03,9\nA3,2026-01-03,4\n")
    assert built.rows(SUMS) == [("C1", "2026-01-01", 3, 2), ("C2", "2026-01-01", 4, 1)]
    assert built.rejected("activity")[0].reasons == (
        "customer_id 'A7' is not in owners.csv, where it is looked up in the column account: add it there, or correct "
        "it")
    assert [row.line for row in built.rejected("activity.customer_id")] == [5, 7]
    assert "has another owner in line 2" in built.rejected("activity.customer_id")[0].reasons
    assert accounts_balance(built)


FROM_LOG = """
[customers]
file = "log.csv"
row = "movement"
[customers.columns]
customer_id = "who"
joined_on = "when"
name = ["first", "last"]
region_id = "where"
[customers.values.region_id]
norte = "NORTE"
[customers.fixed]
customer_type = "individual"
"""


def test_customers_come_out_of_a_log_with_their_first_day(tmp_path):
    log = ("who,when,amount,first,last,where\nC1,2026-02-03,1,Ana,Gil,norte\nC1,2026-01-09 10:00,2,Ana,Gil,S\n"
           "C2,2026-01-05,3,,Soler,S\n")
    built = bank(tmp_path, FROM_LOG + MOVEMENTS, log=log, customers="")
    assert built.rows("select customer_id, cast(joined_on as varchar) as joined_on, name, region_id from customers "
                      "order by all") == [("C1", "2026-01-09", "Ana Gil", "NORTE"), ("C2", "2026-01-05", "Soler", "S")]
    said = " ".join(row[0] for row in built.rows("select sentence from derivations"))
    assert "Customers derived from 3 rows of log.csv: 2." in said
    assert "The date of joining is the first date of the customer in log.csv; the bank does not state it." in said
    assert "differ in region_id" in built.suspicions()["region_id"]


def test_no_date_of_joining_is_invented(tmp_path):
    recipe = FROM_LOG.replace('joined_on = "when"\n', "").replace('name = ["first", "last"]\n', "")
    built = bank(tmp_path, recipe.replace('region_id = "where"\n', "").replace(
        '[customers.values.region_id]\nnorte = "NORTE"\n', "") + MOVEMENTS, log=LOG, customers="")
    assert built.rows("select distinct joined_on, region_id from customers") == [(None, "unstated")]
    assert built.rows("select count(tenure_months), count(tenure_midrank) from customer_years") == [(0, 0)]
    assert built.rows("select name from book_regions") == [("Region not stated",)]
    assert "the date of joining is not known" in " ".join(
        row[0] for row in built.rows("select sentence from derivations"))


def test_products_come_out_of_a_column(tmp_path):
    recipe = """
[products]
file = "konten.csv"
row = "account"
[products.columns]
product_id = "kind"
family = "kind"
[products.values.family]
SAV = "deposits"
CARD = "cards"
"""
    built = build(write(tmp_path / "bank", products="", activity="", konten=KONTEN,
                        **{"mapping.toml": recipe + ACCOUNTS}))
    assert built.rows("select product_id, name, family from products order by all") == [
        ("CARD", "CARD", "cards"), ("SAV", "SAV", "deposits")]


def test_balances_and_movements_of_two_files_meet_in_one_row(tmp_path):
    recipe = ACCOUNTS.replace("[activity]", "[[activity]]") + MOVEMENTS.replace("[activity]", "[[activity]]")
    built = bank(tmp_path, recipe, konten=KONTEN, log=LOG)
    assert built.rows("select balance, turnover from activity where customer_id = 'C1' and month = '2026-01-01'") == [
        (150, 6.10)]
    assert built.rows("select expected, found, agrees from controls order by name") == [
        (157, 157, True), (13.15, 13.15, True)]


def test_a_snapshot_beside_a_year_of_movements_is_no_twelfth_of_a_balance(tmp_path):
    recipe = ACCOUNTS.replace("[activity]", "[[activity]]") + MOVEMENTS.replace("[activity]", "[[activity]]")
    log = LOG + "".join(f"C1,2025-{month:02}-03,5\n" for month in range(2, 13))
    built = bank(tmp_path, recipe, konten=KONTEN.replace("2026-01", "2026-02"), log=log)
    assert built.rows("select customer_id, balance from customer_years where years_ago = 0 order by all") == [
        ("C1", 150), ("C2", 7)]


def test_sums_are_those_of_pandas(tmp_path):
    rows = [f"C{n % 2 + 1},2026-{n % 6 + 1:02}-{n % 27 + 1:02},{(n * 7919 % 20011) / 100 - 50:.2f}\n"
            for n in range(2000)]
    log = "who,when,amount\n" + "".join(rows)
    built = bank(tmp_path, MOVEMENTS, log=log)
    frame = pd.read_csv(io.StringIO(log))
    monthly = frame.assign(month=frame["when"].str[:7] + "-01").groupby(["who", "month"])["amount"]
    expected = monthly.agg(["sum", "count"])
    found = {(who, month): (turnover, many) for who, month, turnover, many in built.rows(SUMS)}
    assert found == {key: (pytest.approx(total), many) for key, total, many in expected.itertuples()}


@pytest.mark.parametrize(("mapping", "told"), [
    ("[activity]\nrow = 'transaction'", r"row is 'transaction'; write one of customer, customer-month, account"),
    ("[market]\nrow = 'account'", r"\[market\] row cannot be set: it belongs to activity, customers, products"),
    ("[activity]\nrow = 'movement'\n[activity.columns]\nbalance = 'b'", r"balances of movements cannot be added up"),
    ("[activity]\nsnapshot_month = 'March'", r"snapshot_month is 'March'; it belongs to \[activity\], written such as"),
    ("[activity.times]\nturnover = ['a']", r"an amount is two columns multiplied"),
    ("[activity.fixed]\ncustomer_id = 'C1'\n[activity.lookup]\n"
     "customer_id = { file = 'owners.csv', key = 'account', value = 'owner' }", r"customer_id is given twice"),
    ("[customers.lookup]\nindustry = { file = 'products.csv', key = 'product_id', value = 'name' }",
     r"looks up industry, which is no column of customers\.csv"),
    ("[activity.lookup]\ncustomer_id = 'a'", r"write it as \{ file = \"accounts.csv\""),
    ("[activity.unpivot]\nvalues = 'balance'", r"\[activity\.unpivot\] needs values, names, columns"),
    ("[activity.unpivot]\nvalues = 'balanc'\nnames = 'month'\ncolumns = ['a']",
     r"'balanc' is no column .*Nearest: balance"),
    ("[activity]\nfixed = { month = '2026-01' }\nunpivot = { values = 'balance', names = 'month', columns = ['a'] }",
     r"month is given twice"),
    ("[customers.list]\nC1 = { name = 'a' }", r"only products can be listed"),
    ("[[activity]]\nfile = 'a.csv'\n[[activity]]\nrow = 'account'", r"several sections \[\[activity\]\]; each needs"),
])
def test_a_recipe_that_cannot_be_meant_is_refused(tmp_path, mapping, told):
    with pytest.raises(BuildRefused, match=told):
        build(write(tmp_path / "bank", **{"mapping.toml": mapping}))
