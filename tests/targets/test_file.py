"""Targets in a file: read as they are meant, refused whole with every line's reason, and written to come back."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter

from crm_core import CannotAnswer
from crm_core.figures import FIGURES
from crm_core.language import in_language
from crm_core.targets import Aim, Target
from crm_core.targets.file import MAX_BYTES, read_targets
from crm_core.targets.period_names import period_label
from crm_core.targets.template import targets_csv, targets_workbook
from crm_core.targets.written_amount import amount_of, amount_written

REGIONS = {"NORTE": "North", "28": "Madrid", "A": "Same", "B": "Same", "=X": "Formula"}
JULY = dt.date(2026, 7, 1)
MEANT = (Aim("contribution", "", "year", dt.date(2026, 1, 1), 5_200_000.55, "more"),
         Aim("customers_kept", "NORTE", "quarter", JULY, 0.955, "more"),
         Aim("cost_to_serve_per_revenue", "28", "month", None, 0.35, "less"))
ENGLISH = """figure,region,period,amount
contribution,,2026,"5,200,000.55"
Customers kept,north,2026-q3,95.5%

cost_to_serve_per_revenue,28,Every month,0.35
"""
SPANISH = """period;amount;figure;region;better;remark
2026;5.200.000,55;contribution;bank;;
2026-Q3;95,5 %;customers_kept;NORTE;more;ok
every month;0,35;cost_to_serve_per_revenue;Madrid;less
"""


def read(text, **options):
    return read_targets(text.encode(), regions=REGIONS, **options)


def workbook(*rows):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


@pytest.mark.parametrize("text", [ENGLISH, SPANISH, "\ufeff" + ENGLISH.replace("\n", "\r\n"), ENGLISH.upper().replace(
    "95.5%", "0.955").replace("CUSTOMERS KEPT", "customers_kept")])
def test_a_file_says_the_same_with_commas_or_semicolons(text):
    assert read(text) == MEANT


def test_a_workbook_with_numbers_and_dates_says_the_same():
    rows = [["figure", "region", "period", "amount"], ["contribution", None, 2026, 5_200_000.55],
            ["customers_kept", "NORTE", "2026-Q3", 0.955], ["cost_to_serve_per_revenue", 28, "every month", "35%"],
            ["revenue", "", dt.date(2026, 7, 1), 7]]
    assert read_targets(workbook(*rows), regions=REGIONS) == (*MEANT, Aim("revenue", "", "month", JULY, 7.0, "more"))


def test_a_fiscal_year_from_july_begins_a_calendar_year_before_its_number():
    text = "figure,region,period,amount\nrevenue,,2026,1\nrevenue,,2026-Q1,1\nrevenue,,2026-09,1\n"
    assert [aim.first_month for aim in read(text, year_starts=7)] == [
        dt.date(2025, 7, 1), dt.date(2025, 7, 1), dt.date(2026, 9, 1)]


def test_every_line_that_cannot_be_read_is_told_and_nothing_is_taken_over():
    text = ("figure,region,period,amount,better\nprofit,,2026,1,\nrevenue,Sur,2026,1,\nrevenue,,2026-Q5,1,\n"
            "revenue,,2026,1.2.3,\nrevenue,,2026,1,up\nrevenue,,2026,1,\nrevenue,,2026,2,\n")
    with pytest.raises(CannotAnswer) as refused:
        read(text)
    for part in ("Nothing of the file was taken over. Line 2: There is no figure 'profit'. Choose one of: contribution",
                 "Line 3: Region 'Sur' is not in this data. Write a region's id, or nothing for the bank. It has: NOR",
                 "Line 4: '2026-Q5' is no period. Write a fiscal year (2026), a quarter (2026-Q3)",
                 "Line 5: The amount '1.2.3' is not legible as a number. Write it like 5,200,000.55",
                 "Line 6: 'up' says nothing of what is better. Write more or less",
                 "1 more line cannot be read."):
        assert part in str(refused.value)


@pytest.mark.parametrize(("content", "said"), [
    (b"", "has no column figure, region, period, amount. Its first line must be: figure, region"),
    (b"figure,region,period\nrevenue,,2026\n", "has no column amount"),
    (b"figure,region,period,amount\n,,,\n", "no row below its header"),
    (b"figure,region,period,amount\nrevenue,Same,2026,1\n", "Region 'Same' is not in this data"),
    (b"figure,region,period,amount\nrevenue,,2026,\n", "The amount '' is not legible"),
    (b"figure,region,period,amount\nrevenue,,2026,1\nrevenue,bank,2026,2\n", "Line 3: Line 2 has a target of the same"),
    (b"figure,region,period,amount\ncustomers_kept,,2026,95\n", "Write it like 95% or 0.95"),
    (b"PK\x03\x04 no workbook", "workbook cannot be opened"),
    (b"x" * (MAX_BYTES + 1), "larger than 2 MB"),
    (b"figure\n" + b"x\n" * 10_001, "more than 10,000 rows"),
])
def test_a_file_that_is_none_of_targets_says_what_to_do(content, said):
    with pytest.raises(CannotAnswer, match=said):
        read_targets(content, regions=REGIONS)


@pytest.mark.parametrize("write", [targets_csv, targets_workbook])
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_set_is_written_to_come_back(write, language):
    aims = (*MEANT, Aim("loans", "=X", "month", JULY, -1.25, "less"))
    kept = [Target(*aim.key, aim.amount, aim.direction, 1, "Ana", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), None)
            for aim in aims]
    with in_language(language):
        assert read_targets(write(kept), regions=REGIONS) == aims


def test_the_template_has_a_header_and_the_figures_and_no_target():
    assert targets_csv([]).decode("utf-8-sig") == "figure,region,period,amount,better\n"
    with pytest.raises(CannotAnswer, match="no row below its header"):
        read_targets(targets_workbook([]), regions=REGIONS)


@pytest.mark.parametrize(("text", "decimal", "amount"), [
    ("1,234.5", ".", 1234.5), ("1.234,5", ",", 1234.5), ("−3 000", ".", -3000), ("95 %", ".", 0.95), ("1.5", ".", 1.5),
    ("12345", ",", 12345), ("0,5%", ",", 0.005),
])
def test_an_amount_is_read_as_its_language_writes_it(text, decimal, amount):
    assert amount_of(text, decimal=decimal) == pytest.approx(amount)


@pytest.mark.parametrize(("text", "decimal"), [("1,5", "."), ("1.5", ","), ("12,34,567", "."), ("€5", "."), ("", "."),
                                               ("1e5", "."), ("nan", "."), ("--1", ".")])
def test_what_might_mean_something_else_is_refused(text, decimal):
    with pytest.raises(CannotAnswer, match="not legible as a number"):
        amount_of(text, decimal=decimal)


@pytest.mark.parametrize(("amount", "is_share"), [(5_200_000.55, False), (12.0, False), (-0.25, False), (0.955, True)])
@pytest.mark.parametrize(("language", "decimal"), [("en", "."), ("es", ",")])
def test_an_amount_in_a_field_reads_back_as_it_was(amount, is_share, language, decimal):
    with in_language(language):
        assert amount_of(amount_written(amount, is_share=is_share), decimal=decimal) == amount


def test_a_period_has_words():
    assert period_label("quarter", None, year_starts=1) == "every quarter"
    assert period_label("quarter", JULY, year_starts=1) == "July to September 2026"
    assert period_label("year", dt.date(2025, 7, 1), year_starts=7) == "fiscal year 2026 (July 2025 to June 2026)"


def test_every_figure_says_what_it_is():
    assert all(figure.label and figure.definition.endswith(".") for figure in FIGURES.values())
