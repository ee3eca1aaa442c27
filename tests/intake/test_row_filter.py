"""Rows that the recipe leaves out: neither used nor rejected, counted with the lines that are no rows, and told."""

from __future__ import annotations

import duckdb
import pytest

from crm_core.intake.draft import BuildRefused
from tests.intake.own_files import bring, build, write

LOG = ("customer_id,product_id,month,balance,approved\nC1,SAVINGS,2026-01-01,100,yes\nC1,SAVINGS,2026-02-01,20,no\n"
       "\nC2,LOAN,2026-02-01,3,\nC9,LOAN,2026-02-01,7,Yes\n")


def recipe(text):
    return {"mapping.toml": text}


@pytest.mark.parametrize(("rule", "held", "header", "rejected"), [
    ('only]\napproved = ["yes"]', 100, 4, 0), ('only]\napproved = "yes"', 100, 4, 0),
    ('only]\napproved = ["yes", ""]', 103, 3, 0), ('without]\napproved = ["no", "Yes"]', 103, 3, 0),
    ('without]\napproved = [""]', 120, 2, 1),
    ('only]\nmonth = ["2026-02-01"]\n[activity.without]\napproved = ["Yes"]', 23, 3, 0),
    ('without]\napproved = ["never"]', 123, 1, 1),
])
def test_rows_are_taken_and_left_out_by_value_and_every_line_is_accounted_for(tmp_path, rule, held, header, rejected):
    built = bring(tmp_path, activity=LOG, **recipe(f"[activity.{rule}\n"))
    assert built.rows("select cast(sum(balance) as integer) from activity") == [(held,)]
    entry = built.files["activity.csv"]
    assert (entry.lines, entry.header, entry.rejected, entry.blank) == (6, header, rejected, 1)
    assert entry.balances


def test_what_was_left_out_is_told_and_in_no_total(tmp_path):
    built = bring(tmp_path, activity=LOG, **recipe('[activity.only]\napproved = ["yes", ""]\n'))
    assert built.rows("select sentence from derivations") == [
        ("Rows of activity.csv that the recipe leaves out: 2 (only approved = 'yes', '').",)]
    assert built.rows("select before, after from book_totals where measure = 'balance'") == [(103.0, 103.0)]
    assert "rows left out by the recipe" in built.files["activity.csv"].reading
    assert built.rows("select columns from book_unused") == []


def test_a_column_that_any_section_or_look_up_uses_is_not_unused(tmp_path):
    log = "who,day,amount,mood,ok\nC1,2026-01-05,10,good,yes\n"
    built = bring(tmp_path, customers="", activity="", log=log, **recipe(
        '[customers]\nfile = "log.csv"\nrow = "movement"\n[customers.columns]\ncustomer_id = "who"\n'
        '[activity]\nfile = "log.csv"\nrow = "movement"\n[activity.columns]\ncustomer_id = "who"\nmonth = "day"\n'
        'turnover = "amount"\n[activity.fixed]\nproduct_id = "SAVINGS"\n[activity.only]\nok = ["yes"]\n'))
    assert built.rows("select file, columns from book_unused") == [("log.csv", "mood")]


def test_parquet_and_added_up_rows_are_filtered_too(tmp_path):
    folder = write(tmp_path / "bank", activity="", **recipe(
        '[activity]\nfile = "log.parquet"\nrow = "movement"\n[activity.columns]\nturnover = "amount"\nmonth = "day"\n'
        '[activity.without]\nok = ["false"]\n'))
    duckdb.sql("select * from (values ('C1', 'SAVINGS', date '2026-01-05', 10.5, true), ('C1', 'SAVINGS', date "
               "'2026-01-06', 1.5, true), ('C1', 'SAVINGS', date '2026-01-07', 99, false)) as t (customer_id, "
               "product_id, day, amount, ok)").write_parquet(str(folder / "log.parquet"))
    built = build(folder)
    assert built.rows("select cast(turnover as double), transactions from activity") == [(12.0, 2)]
    assert [(each.header, each.accepted) for each in built.files.values() if each.file == "log.parquet"] == [(1, 2)]


def test_a_look_up_takes_the_rows_that_are_meant(tmp_path):
    log = "account,day,amount\nA1,2026-01-05,10\nA2,2026-01-05,5\n"
    owners = "account,customer,role\nA1,C2,OTHER\nA1,C1,OWNER\nA2,C2,OWNER\n"
    text = ('[activity]\nfile = "log.csv"\nrow = "movement"\n[activity.columns]\ncustomer_id = "account"\n'
            'month = "day"\nturnover = "amount"\n[activity.fixed]\nproduct_id = "SAVINGS"\n[activity.lookup]\n'
            'customer_id = {{ file = "owners.csv", key = "account", value = "customer"{} }}\n')
    only = ', only = { role = ["OWNER"] }'
    folder = write(tmp_path / "bank", activity="", log=log, owners=owners, **recipe(text.format(only)))
    built = build(folder)
    assert built.rows("select customer_id, cast(turnover as double) from activity order by 1") == [
        ("C1", 10), ("C2", 5)]
    assert built.rows("select count(*) from quarantine") == [(0,)]
    (folder / "mapping.toml").write_text(text.format(""))
    assert build(folder, into=tmp_path / "other").rejected("activity.customer_id")[0].line == 3


@pytest.mark.parametrize(("rule", "sentence"), [
    ('approved = ["YES"]', r"leaves out every row of activity\.csv \(only approved = 'YES'\)\. The column holds: '', "
                           r"'Yes', 'no', 'yes'\."),
    ('aproved = ["yes"]', r"names the column 'aproved', and activity\.csv has no such column\. Nearest: approved"),
    ("approved = []", r"\[activity\.only\] is \[\]; write it as a section of columns and their values"),
])
def test_a_filter_that_cannot_be_meant_is_refused(tmp_path, rule, sentence):
    with pytest.raises(BuildRefused, match=sentence):
        bring(tmp_path, activity=LOG, **recipe(f"[activity.only]\n{rule}\n"))
