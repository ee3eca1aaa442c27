"""A bank's own names, marks, dates and words, by `mapping.toml`; and what in it cannot be meant."""

from __future__ import annotations

import pytest

from crm_core.intake.draft import BuildRefused
from tests.intake.own_files import ACTIVITY, bring, build, write
from tests.intake.test_files import BALANCES, SMALL_BANK

KUNDEN = ("KUNDENNR;TYP;GEBIET;SEIT;EINKOMMEN;BONITÄT\n"
          "C1;Privat;Nord;01.01.2020;1.234.567,89;?\nC2;Gewerbe;Süd;15.06.2021;;A\n")
UMSATZ = "KUNDENNR;MONAT;SALDO\nC1;202601;100\nC1;202602;110,00\nC2;202602;5.000,00\n"
MAPPING = """
[book]
title = "Bank am Fluss"
currency = "CHF"
hurdle_rate = 0.12
fiscal_year_starts = 7
notes = "vorläufig"
[book.weights]
balance = 2

[customers]
file = "KUNDEN*.txt"
delimiter = ";"
decimal = ","
thousands = "."
date_format = "%d.%m.%Y"
encoding = "cp1252"
[customers.columns]
customer_id = "KundenNr"
customer_type = "TYP"
region_id = "GEBIET"
joined_on = "SEIT"
size_amount = "EINKOMMEN"
credit_grade = "BONITÄT"
[customers.values.customer_type]
"Privat" = "individual"
"Gewerbe" = "business"
[customers.values.credit_grade]
"?" = ""

[activity]
file = "2026/umsatz.csv"
decimal = ","
thousands = "."
date_format = "%Y%m"
[activity.columns]
customer_id = "KUNDENNR"
month = "MONAT"
balance = "SALDO"
[activity.fixed]
product_id = "SAVINGS"
"""


def test_a_bank_is_read_in_its_own_words(tmp_path):
    built = bring(tmp_path, customers="", activity="", **{
        "KUNDEN_alle.txt": KUNDEN.encode("cp1252"), "2026/umsatz.csv": UMSATZ, "mapping.toml": MAPPING})
    assert built.rows("select customer_id, customer_type, region_id, cast(joined_on as varchar) as joined_on, "
                      "cast(size_amount as varchar) as size, credit_grade from customers order by customer_id") == [
        ("C1", "individual", "Nord", "2020-01-01", "1234567.89", None),
        ("C2", "business", "Süd", "2021-06-15", None, "A")]
    assert built.rows(BALANCES) == [(customer, "SAVINGS", month, balance)
                                    for customer, _, month, balance in SMALL_BANK]
    assert built.rows("select title, currency, hurdle_rate, notes from book_info") == [
        ("Bank am Fluss", "CHF", 0.12, "vorläufig")]
    assert built.rows("select balance_weight, turnover_weight, fiscal_year_starts from book_terms") == [(2.0, 1.0, 7)]


@pytest.mark.parametrize(("mapping", "amounts"), [
    ("", {"-1.5": "-1.50", "999999999999999": "999999999999999.00", "10000000000000000": None, "1 234": "1234.00",
          '"1,5"': None, "NaN": None, "inf": None, "1_": None}),
    ('decimal = ","', {'"12,5"': "12.50", "1e2": "100.00", "1.5": None, '"1,5,0"': None}),
    ('decimal = ","\nthousands = "."', {"1.234": "1234.00", '"-1.234.567,891"': "-1234567.89", "1.23": None,
                                        "1234.567": None, "1234": "1234.00"}),
    ('thousands = ","', {'"+1,234.5"': "1234.50", '"1,23"': None}),
    ('thousands = " "', {"1 234.5": "1234.50", "1\u00a0234.5": "1234.50", "1\u202f234": "1234.00", "1 2345": None}),
    ("thousands = \"'\"", {"1'234": "1234.00", '"1,234"': None}),
])
def test_marks_in_numbers_are_understood_where_they_belong_and_nowhere_else(tmp_path, mapping, amounts):
    rows = "".join(f"LOAN,2024-01-{number:02},{amount}\n" for number, amount in enumerate(amounts, start=1))
    built = bring(tmp_path, rates=f"product_id,valid_from,fee_per_month\n{rows}",
                  **{"mapping.toml": f"[rates]\n{mapping}\n"})
    read = dict(built.rows("select day(valid_from) as day, cast(fee_per_month as varchar) as fee from rates"))
    assert read == {number: amount for number, amount in enumerate(amounts.values(), start=1) if amount}
    told = built.rejected("rates")
    assert len(told) == len(amounts) - len(read)
    assert all("in mapping.toml" in row.reasons for row in told)


@pytest.mark.parametrize(("mapping", "told"), [
    ("[book]\ntitel = 'x'", r"'titel' is no key of \[book\]\. Nearest: title\."),
    ("[book]\nhurdle_rate = 12", r"\[book\] hurdle_rate is 12; give a number from 0 to 1"),
    ("[book]\nhurdle_rate = true", r"hurdle_rate is True"),
    ("[book]\nfiscal_year_starts = 13", r"\[book\] fiscal_year_starts is 13; give the number of a month, 1 to 12"),
    ("[book]\nfiscal_year_starts = 'July'", r"fiscal_year_starts is 'July'; give the number of a month"),
    ("[book]\ncurrency = 'euro'", r"\[book\] currency is 'euro'; write the three letters of its code, such as EUR"),
    ("[book]\ncurrency = ' '", r"\[book\] currency is empty; give one"),
    ("[book]\ntitle = ''", r"\[book\] title is empty; give one, or take the line out"),
    ("[book.weights]\n" + "\n".join(f"{each} = 0" for each in (
        "contribution", "balance", "turnover", "tenure", "scale", "reputation")), r"\[book\.weights\] are all 0"),
    ("[book.weights]\nage = 1", r"'age' is no key of \[book\.weights\]"),
    ("[costumers]\n", r"'costumers' is no section\. Nearest: customers"),
    ("customers = 3", r"customers is 3; write it as a section, \[customers\]"),
    ("[activity]\ndelimeter = ';'", r"'delimeter' is no key of \[activity\]\. Nearest: delimiter"),
    ("[activity]\ndelimiter = 'abc'", r"\[activity\] delimiter is 'abc'; use one character"),
    ("[activity]\ndecimal = ''", r"\[activity\] decimal is ''"),
    ("[activity]\ndecimal = ','\nthousands = ','", r"decimal and thousands are both ','; they must differ"),
    ("[activity]\nencoding = 'klingon'", r"encoding 'klingon' is not known; use utf-8, cp1252"),
    ("[activity]\nencoding = 'hex'", r"encoding 'hex' is not known"),
    ("[activity]\ndate_format = 'DD.MM.YYYY'", r"date_format is 'DD\.MM\.YYYY'; write it with a year and a month"),
    ("[activity]\ndate_format = '%d.%m'", r"date_format is '%d\.%m'"),
    ("[activity]\ndate_format = '%Y-%Q'", r"date_format is '%Y-%Q'"),
    ("[activity.columns]\nbalanc = 'x'", r"'balanc' is no column in \[activity\.columns\]\. Nearest: balance"),
    ("[activity.fixed]\nblance = 'x'", r"'blance' is no column in \[activity\.fixed\]"),
    ("[activity.columns]\nbalance = ['x']", r"balance is \['x'\]; give one value"),
    ("[activity.columns]\nbalance = 'x'\n[activity.fixed]\nbalance = 1", r"balance stands in both columns and fixed"),
    ("[customers.values.customer_type]\nP = 'person'", r"turns 'P' into 'person'; use one of individual, business"),
    ("[activity.columns]\nbalance = 'saldo'", r"'balance' is called 'saldo', and activity\.csv has no such column"),
    ("[activity]\nfile = 'activty.csv'", r"names 'activty\.csv', and no such file is in .*Nearest: activity\.csv"),
    ("[activity]\nfile = '../secret.csv'", r"leads outside"),
    ("[activity]\nfile = '/etc/passwd'", r"leads outside"),
    ("[activity\n", r"mapping\.toml is not TOML: .*line 1"),
    (b"[book]\ntitle = '\xe9'", r"mapping\.toml is not UTF-8 text \(byte 17\)"),
    ("[book]\ntitle = 'x'".encode("utf-32-le"), r"mapping\.toml is not UTF-8 text \(byte 2\)"),
    (b"[book]\nmax_rejected = " + b"9" * 5_000, r"mapping\.toml has a number that is too long to be read\. Shorten it"),
])
def test_what_cannot_be_meant_is_refused_with_the_nearest_that_can(tmp_path, mapping, told):
    with pytest.raises(BuildRefused, match=told):
        bring(tmp_path, **{"mapping.toml": mapping})


def test_a_file_that_points_outside_the_folder_is_refused(tmp_path):
    folder = write(tmp_path / "bank", activity="")
    (tmp_path / "elsewhere.csv").write_text(ACTIVITY)
    (folder / "activity.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(BuildRefused, match=r"activity\.csv points outside"):
        build(folder)


def test_iso_dates_are_understood_beside_the_banks_own(tmp_path):
    rows = "C1,LOAN,01/03/2026,1\nC1,LOAN,2026-04-01,2\nC1,LOAN,05/2026,3\n"
    built = bring(tmp_path, activity=ACTIVITY + rows, **{"mapping.toml": "[activity]\ndate_format = '%d/%m/%Y'\n"})
    assert [row[2] for row in built.rows(BALANCES) if row[1] == "LOAN" and row[0] == "C1"] == ["2026-03", "2026-04"]
    (row,) = built.rejected("activity")
    assert "month '05/2026' is not a month such as %d/%m/%Y" in row.reasons


def test_two_byte_text_is_read_when_it_is_announced(tmp_path):
    built = bring(tmp_path, **{"activity.csv": ACTIVITY.encode("utf-16"),
                               "mapping.toml": "[activity]\nencoding = 'utf-16'\n"})
    assert built.rows(BALANCES) == SMALL_BANK
