"""The Czech bank, reckoned by hand on a bank of two accounts."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest

from crm_core.intake.berka.rate_card import DEFAULT
from crm_core.language import in_language
from tests.intake.berka_bank import LEDGER, LEDGER_HEADER, TABLES, Built, write_bank, write_file

JANUARY, FEBRUARY, MARCH = (dt.date(1993, month, 1) for month in (1, 2, 3))
SPAN = "trans_partial_19930101_19930215.asc.gz"
LOANS = "trans_feup_2_loan_accounts_1993_1993.csv.gz"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    place = tmp_path_factory.mktemp("berka")
    built = Built(write_bank(place / "bank"), place / "shelf")
    yield built
    built.close()


def build(tmp_path, **bank):
    return Built(write_bank(tmp_path / "bank", **bank), tmp_path / "shelf")


def months(book, product, customer):
    return {
        row[0]: row[1:]
        for row in book.ask(
            "select month, balance, turnover, transactions, fee_income from activity"
            f" where product_id = '{product}' and customer_id = '{customer}'"
        )
    }


def test_customers_are_the_owners_of_accounts_with_the_grade_that_their_loan_earned(book):
    assert book.ask("select customer_id, customer_type, region_id, joined_on, credit_grade, name, size_amount"
                    " from customers order by 1") == [
        ("11", "individual", "7", dt.date(1993, 1, 11), None, None, None),
        ("12", "individual", "8", dt.date(1993, 1, 20), "B", None, None),
    ]


def test_the_mean_balance_weighs_each_day_and_days_before_the_opening_count_with_nothing(book):
    current = months(book, "CURRENT", "11")
    assert current[JANUARY] == (Decimal("535.48"), Decimal("1400.00"), 2, 0)  # (10 × 1000 + 11 × 600) / 31
    assert current[FEBRUARY][0] == Decimal("599.66")  # (27 × 600 + 590.40) / 28
    # 605 − 14.60 stands to 5 March, then 500 for 4 days and 300 for 22.
    assert current[MARCH][0] == Decimal("372.65")  # (5 × 590.40 + 4 × 500 + 22 × 300) / 31


def test_the_account_statement_keeps_the_end_balance_and_what_came_in_and_went_out(book):
    february = book.one(
        "select mean_balance, end_balance, turnover, paid_in, paid_out, interest_credited, fees_charged, transactions,"
        " days_known from account_months where account_id = '1' and month = '1993-02-01'")
    assert february == (
        Decimal("599.66"), Decimal("590.40"), Decimal("19.60"), Decimal("5.00"), Decimal("14.60"), Decimal("5.00"),
        Decimal("14.60"), 2, 28)


def test_fees_are_what_the_ledger_charged_and_credited_interest_is_not_one(book):
    assert months(book, "CURRENT", "11")[FEBRUARY][3] == Decimal("14.60")
    assert months(book, "CURRENT", "12")[MARCH][3] == Decimal("2.00")  # penalty interest


def test_an_overdrawn_month_has_the_balance_that_it_had(book):
    # 500 for 11 days, 400 for 8, −100 for 11, −102 on the last day.
    assert months(book, "CURRENT", "12")[MARCH][0] == Decimal("241.87")
    assert book.one("select end_balance from account_months where account_id = '2' and month = '1993-03-01'") == (
        Decimal("-102.00"),)


def test_a_month_without_movements_carries_the_balance_on(book):
    assert months(book, "CURRENT", "12")[FEBRUARY] == (Decimal("500.00"), Decimal("0.00"), 0, Decimal("0.00"))


def test_each_movement_counts_once_with_the_product_it_belongs_to(book):
    assert months(book, "CARD_GOLD", "11")[MARCH][1:3] == (Decimal("90.40"), 1)
    assert months(book, "PAYMENTS", "11") == {MARCH: (None, Decimal("200.00"), 1, Decimal("0.00"))}
    assert months(book, "LOAN", "12")[MARCH][1:3] == (Decimal("100.00"), 1)
    assert months(book, "CURRENT", "11")[MARCH][1:3] == (Decimal("0.00"), 0)
    assert book.one("select sum(turnover), sum(transactions) from activity") == (Decimal("2812.00"), len(LEDGER))


def test_a_card_is_held_from_its_issue_to_the_books_end(book):
    assert list(months(book, "CARD_GOLD", "11")) == [FEBRUARY, MARCH]
    assert months(book, "CARD_GOLD", "11")[FEBRUARY] == (None, Decimal("0.00"), 0, None)


def test_a_loan_is_repaid_on_the_twelfth_of_each_month(book):
    loan = months(book, "LOAN", "12")
    assert loan[FEBRUARY][0] == Decimal("753.57")  # granted on the 10th: 2 days of 1200, 17 of 1100, over 28
    assert loan[MARCH][0] == Decimal("1035.48")  # 11 days of 1100, 20 of 1000, over 31


def test_the_book_prices_with_the_assumed_card_and_says_so(book):
    notes, derived, currency, hurdle = book.one("select notes, money_is_derived, currency, hurdle_rate from book_info")
    assert "assumed rate card (the default one" in notes
    assert (derived, currency, hurdle) == (True, "CZK", 0.12)
    assert book.one("select count(*) from rates") == (6,)
    assert book.one("select net_interest_income, fee_income from activity_money where customer_id = '12'"
                    " and product_id = 'LOAN' and month = '1993-03-01'") == (Decimal("3.88"), Decimal("0.00"))


def test_standing_orders_say_where_the_money_goes(book):
    assert book.ask("select customer_id, counterpart, month, amount, purpose from outflows") == [
        ("11", "YZ", None, Decimal("200.00"), "household"),
        ("12", "ST", None, Decimal("105.30"), None),
        ("12", "YZ", None, Decimal("100.00"), "loan repayment"),
    ]


def test_a_question_mark_is_a_missing_figure_and_no_reason_to_reject(book):
    assert book.one("select count(*) from quarantine") == (0,)
    assert book.ask("select year, population, businesses, mean_income, unemployment_rate from region_economy"
                    " where region_id = '8' order by year") == [
        (1995, 42000, 4200, Decimal("108000.00"), None),
        (1996, 42000, 4200, Decimal("108000.00"), pytest.approx(0.0701)),
    ]
    assert book.ask("select region_id, name, parent, shape from regions") == [
        ("7", "Benesov", "central Bohemia", None), ("8", "Jesenik", "north Moravia", None)]


def test_every_balance_follows_from_the_one_before_it(book):
    expected, found, agrees, note = book.controls()["balances that follow from the balance before and the amount"]
    assert (expected, found, agrees) == (10, 10, True)
    assert note.startswith("To the haler: 10.")


def test_a_figure_that_is_not_the_published_one_is_shown_as_such(book):
    expected, found, agrees, _ = book.controls()["rows of account.asc"]
    assert (expected, found, agrees) == (4500, 2, False)


def test_the_order_of_the_lines_does_not_matter(book, tmp_path):
    shuffled = random.Random(3).sample(LEDGER, len(LEDGER))
    other = build(tmp_path, ledger={"trans.asc": shuffled})
    for table in ("activity", "account_months", "customers"):
        assert other.ask(f"select * from {table}") == book.ask(f"select * from {table}")


def test_a_balance_that_does_not_follow_is_pointed_out(tmp_path):
    wrong = [row.replace("400.00;600.00", "400.00;660.00") for row in LEDGER]
    book = build(tmp_path, ledger={"trans.asc": wrong})
    _, found, agrees, _ = book.controls()["balances that follow from the balance before and the amount"]
    assert (found, agrees) == (8, False)
    assert book.ask("select subject, reason from suspicions")[0] == (
        "movement 9003, account 1",
        "The balance of 21 January 1993 is 60.00 away from the balance before and the amount.")


def test_a_piece_says_nothing_of_the_time_after_it(tmp_path):
    book = build(tmp_path, ledger={SPAN: LEDGER[:3]})
    assert list(months(book, "CURRENT", "11")) == [JANUARY, FEBRUARY]
    assert book.one("select mean_balance, days_known from account_months where account_id = '1'"
                    " and month = '1993-02-01'") == (Decimal("600.00"), 15)
    notes, last_month = book.one("select notes, last_month from book_info")
    assert "covers every account up to 15 February 1993" in notes
    assert last_month == FEBRUARY


def test_a_cut_piece_may_lack_a_movement_of_its_last_day_but_of_no_other(tmp_path):
    cut = [*LEDGER[:3], '9004;1;930215;"VYDAJ";"VYBER";14.60;590.40;"SLUZBY";;']
    book = build(tmp_path, ledger={SPAN: cut})
    expected, found, agrees, note = book.controls()["balances that follow from the balance before and the amount"]
    assert (expected, found, agrees) == (3, 3, True)
    assert "with 1 balance that shows a movement it lacks" in note
    assert "cut within that day" in book.one("select reason from suspicions")[0]


def test_the_loan_accounts_piece_reads_its_english_words_and_ends_where_the_loan_begins(tmp_path):
    translated = [
        "9002;2;930120;credit;credit in cash;500.00;500.00;;;",
        "9012;2;930131;credit;;1.00;501.00;interest credited;;",
        "9013;2;930131;withdrawal;withdrawal in cash;14.60;486.40;payment for statement;;",
        "9014;2;930201;withdrawal;remittance to another bank;86.40;400.00; ;AB;1",
        "9015;2;930203;withdrawal in cash;withdrawal in cash;100.00;300.00;;;",
    ]
    book = build(tmp_path, ledger={LOANS: translated})
    assert book.one("select count(*) from quarantine") == (0,)
    assert months(book, "PAYMENTS", "12")[FEBRUARY][1] == Decimal("86.40")
    assert book.one("select fees_charged, interest_credited from account_months where month = '1993-01-01'") == (
        Decimal("14.60"), Decimal("1.00"))
    # The loan is of the 10th, so 9 days of February are known: 2 of 400, 7 of 300.
    assert book.one("select mean_balance, days_known from account_months where month = '1993-02-01'") == (
        Decimal("322.22"), 9)
    assert "each from its opening to its loan" in book.one("select notes from book_info")[0]


def test_a_row_that_two_pieces_hold_counts_once(tmp_path):
    again = ["9002;2;930120;credit;credit in cash;500.00;500.00;;;",
             "9016;2;930205;credit;credit in cash;100.00;600.00;;;"]
    book = build(tmp_path, ledger={SPAN: LEDGER[:3], LOANS: again})
    assert book.one("select sum(transactions), sum(turnover) from activity") == (4, Decimal("2000.00"))
    assert [entry.accepted for entry in book.published.files[-2:]] == [3, 2]


def test_the_whole_ledger_makes_its_pieces_superfluous(tmp_path):
    book = build(tmp_path, ledger={"trans.asc.gz": LEDGER, SPAN: LEDGER[:3]})
    assert [entry.file for entry in book.published.files if entry.table_name == "trans"] == ["trans.asc.gz"]
    assert book.one("select sum(transactions) from activity") == (len(LEDGER),)
    assert "incomplete" not in book.one("select notes from book_info")[0]


def test_the_published_totals_of_the_whole_ledger_are_held_against_it(tmp_path):
    folder = write_bank(tmp_path / "bank")
    write_file(folder / "thirdparty_full_ledger_control_totals.csv", "type,operation,k_symbol,rows,amount_sum_rounded",
               ["PRIJEM,VKLAD,,2,1500", "VYDAJ,VYBER,SLUZBY,1,99"])
    controls = Built(folder, tmp_path / "shelf").controls()
    assert controls["rows of PRIJEM / VKLAD / -"] == (2, 2, True, "")
    assert controls["amount of PRIJEM / VKLAD / -"] == (1500, 1500, True, "")
    assert controls["amount of VYDAJ / VYBER / SLUZBY"] == (99, 14.6, False, "")


def test_todays_names_and_shapes_come_with_the_crosswalk_and_the_map(tmp_path):
    folder = write_bank(tmp_path / "bank")
    write_file(folder / "berka_district_to_okres.csv", "A1,A2,A3,KOD_LAU1,NAZ_LAU1,KOD_CZNUTS3,NAZ_CZNUTS3",
               ["7,Benesov,central Bohemia,CZ0201,Benešov,CZ020,Středočeský kraj"])
    (folder / "cz_okresy_lowres.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"properties": {"KOD_LAU1": "CZ0201"}, "geometry":'
        ' {"type": "Point", "coordinates": [14.9, 49.5]}}, {"properties": {}, "geometry": null}]}', encoding="utf-8")
    book = Built(folder, tmp_path / "shelf")
    assert book.ask("select name, shape from regions") == [
        ("Benešov", '{"type":"Point","coordinates":[14.9,49.5]}'), ("Jesenik", None)]
    assert book.one("select file, line from quarantine") == ("cz_okresy_lowres.geojson", 2)


def test_an_account_that_nobody_owns_is_pointed_out_and_its_amounts_are_seen_missing(tmp_path):
    book = build(tmp_path, disp=[*TABLES["disp"][:1], '102;12;2;"DISPONENT"'])
    assert book.one("select subject, reason from suspicions") == (
        "account 2", "Nobody owns it: its movements are left out.")
    assert not book.controls()["turnover of the data = amounts of the ledger"][2]


@pytest.mark.books_made_anew
def test_the_same_files_make_the_same_book_and_another_rate_card_another(tmp_path):
    folder = write_bank(tmp_path / "bank")
    first = Built(folder, tmp_path / "shelf").published.fingerprint
    assert Built(folder, tmp_path / "another shelf").published.fingerprint == first
    (folder / "rate_card.toml").write_text(DEFAULT.read_text("utf-8").replace("0.045", "0.050"), encoding="utf-8")
    own = Built(folder, tmp_path / "shelf")
    assert own.published.fingerprint != first
    assert "the one in the bank's folder" in own.one("select notes from book_info")[0]
    assert own.one("select margin_rate from rates where product_id = 'LOAN'") == (0.05,)


def test_products_are_named_in_the_language_of_whoever_builds(book, tmp_path):
    with in_language("es"):
        spanish = Built(write_bank(tmp_path / "bank"), tmp_path / "shelf")
    assert spanish.one("select name from products where product_id = 'LOAN'") == ("Préstamo",)
    assert spanish.published.fingerprint != book.published.fingerprint


def test_lines_are_the_header_the_accepted_the_rejected_and_the_blank(tmp_path):
    folder = write_bank(tmp_path / "bank")
    write_file(folder / "trans.asc", LEDGER_HEADER, [*LEDGER, "", "  ", "nonsense"])
    entry = Built(folder, tmp_path / "shelf").published.files[-1]
    assert (entry.lines, entry.header, entry.accepted, entry.rejected, entry.blank) == (14, 1, 10, 1, 2)
