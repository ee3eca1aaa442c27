"""Results that come back in a file: what is taken, and every row that is not, with its line and the reason."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core import CannotAnswer
from crm_core.intake.small_tables import small_tables
from crm_core.lists.checked_results import check_results, distinct_words
from crm_core.lists.rejected_file import rejected_csv, rejected_words
from crm_core.lists.result_dates import Span, order_of, read_day
from tests.lists.some_list import MADE, TODAY, rows

SPAN = Span(MADE, TODAY)
IDS = [row.customer_id for row in rows()]


@pytest.fixture
def checked(tmp_path):
    """`checked("customer_id,outcome_on,outcome", "0007,2026-03-05,accepted")` → what is taken and what not."""
    def check(*lines: str, **options):
        path = tmp_path / "results.csv"
        path.write_text("\n".join(lines), options.pop("encoding", "utf-8"))
        return check_results(small_tables(path, path.name), IDS, SPAN, **{"list_id": 7} | options)

    return check


HEADER = "customer_id,outcome_on,outcome,remark"


def test_a_file_as_it_was_handed_out_brings_what_was_filled_in(checked):
    found = checked(HEADER, "0007,2026-03-05,accepted,glad", "0008,,,", "0010,2026-03-06,Not reached,")
    assert [(each.customer_id, each.happened_on.day, each.outcome, each.remark, each.line) for each in found.results
            ] == [("0007", 5, "accepted", "glad", 2), ("0010", 6, "not_reached", "", 4)]
    assert (found.rejected, found.unworked, found.words) == ((), 1, {})


def test_every_row_that_is_wrong_has_its_line_and_every_reason(checked):
    found = checked(
        HEADER, "0007,2026-03-05,accepted,", "4711,2026-03-05,accepted,", ",2026-03-05,accepted,",
        "0008,soon,accepted,", "0008,2026-04-05,accepted,", "0008,2026-02-05,accepted,", "0008,2026-03-05,maybe,",
        "0008,,accepted,", "0008,2026-03-05,,", "0007,2026-03-05,accepted,", "0007,2026-03-05,left,", "x,y,z,")
    assert [each.customer_id for each in found.results] == ["0007"]
    assert [rejected_words(each) for each in found.rejected] == [
        "Line 3: Customer '4711' is not on this list.",
        "Line 4: The customer's ID is missing.",
        "Line 5: 'soon' is not legible as a date. Write it like 2026-04-05.",
        "Line 6: 5 April 2026 is in the future.",
        "Line 7: 5 February 2026 is before the list was made (1 March 2026).",
        "Line 8: The outcome 'maybe' is not known: say which of ours it is.",
        "Line 9: The date is missing.",
        "Line 10: The outcome is missing.",
        "Line 11: Line 2 says the same of this customer and day.",
        "Line 12: Line 2 says something else of this customer and day. Keep one of the two.",
        "Line 13: Customer 'x' is not on this list. 'y' is not legible as a date. Write it like 2026-04-05. The "
        "outcome 'z' is not known: say which of ours it is."]
    assert rejected_csv(found.rejected).decode("utf-8-sig").count("\r\n") == len(found.rejected) + 1


def test_nothing_is_lost_between_taken_rejected_and_open_rows(checked):
    lines = ["0007,2026-03-05,accepted,", "0008,,,", "9,2026-03-05,left,", "0010,x,left,"]
    found = checked(HEADER, *lines)
    assert len(found.results) + len(found.rejected) + found.unworked == len(lines)


def test_a_word_is_matched_once_whatever_its_capitals_and_accents(checked):
    found = checked(HEADER, "0007,2026-03-05,Vendrá,", "0008,2026-03-05,VENDRA,", "0010,2026-03-05,sí,")
    assert distinct_words(found.words) == {"vendra": "Vendrá"}
    assert [each.outcome for each in found.results] == ["accepted"]
    again = checked(HEADER, "0007,2026-03-05,Vendrá,", "0008,2026-03-05,VENDRA,", matched={"vendra": "reached"})
    assert [each.outcome for each in again.results] == ["reached", "reached"]


def test_what_a_spreadsheet_does_to_ids_is_undone_where_only_one_can_be_meant(checked):
    found = checked("Cliente;Fecha;Resultado", "7;05/03/2026;acepta", "'0010;6/3/26;no contesta", encoding="cp1252")
    assert [(each.customer_id, each.happened_on.day, each.outcome) for each in found.results] == [
        ("0007", 5, "accepted"), ("0010", 6, "not_reached")]
    assert found.zeros == 1


@pytest.mark.parametrize(("texts", "order"), [
    (["13/03/2026", "05/03/2026"], "day"), (["03/13/2026", "03/05/2026"], "month"), (["2026-03-05"], "day"),
    (["05/03/2026"], "day"), (["03/05/2026"], "month"), (["03/03/2026"], "day"), (["04/03/2026", "03/04/2026"], None),
    (["13/03/2026", "03/13/2026"], None), (["05/03/2026", "05/09/2027"], "day"), ([], "day"), (["soon"], "day"),
])
def test_which_of_day_and_month_stands_first_is_found_out_or_left_open(texts, order):
    assert order_of(texts, SPAN) == order


def test_dates_that_can_be_read_two_ways_are_rejected_until_somebody_says_which(checked):
    lines = (HEADER, "0007,04/03/2026,accepted,", "0008,03/04/2026,accepted,", "0010,2026-03-05,left,")
    found = checked(*lines)
    assert found.order_is_open
    assert [each.customer_id for each in found.results] == ["0010"]
    assert "day and month may change places" in found.rejected[0].reason
    said = checked(*lines, order="month")
    assert [(each.customer_id, each.happened_on.isoformat()) for each in said.results] == [
        ("0008", "2026-03-04"), ("0010", "2026-03-05")]


@pytest.mark.parametrize(("text", "day"), [
    ("2026-3-5", dt.date(2026, 3, 5)), ("20260305", dt.date(2026, 3, 5)), ("2026-03-05 14:30", dt.date(2026, 3, 5)),
    ("2026-03-05T14:30:00Z", dt.date(2026, 3, 5)), ("5.3.26", dt.date(2026, 3, 5)), ("31/02/2026", None), ("", None),
])
def test_a_day_is_read_as_people_and_programs_write_it(text, day):
    assert read_day(text, "day") == day


@pytest.mark.parametrize(("lines", "said"), [
    (("customer_id,outcome_on,outcome,list_id", "0007,2026-03-05,left,8"), "of list number 8, and this is number 7"),
    ((HEADER, "1,2026-03-05,left,", "2,2026-03-05,left,"), "None of the customers in the file is on this list"),
    (("name,outcome", "Ana,left"), "no column for the customer's ID and the date. It has: name, outcome"),
])
def test_another_lists_file_and_one_without_the_columns_is_refused_whole(checked, lines, said):
    with pytest.raises(CannotAnswer, match=said):
        checked(*lines)


def test_results_on_several_sheets_are_read_together_and_the_sheet_is_named(tmp_path):
    import xlsxwriter

    path = tmp_path / "back.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, customer, outcome in (("Eva", "0009", "accepted"), ("Luis", "4711", "left")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Customer ID", "Outcome date", "Outcome"])
            sheet.write_row(1, 0, [customer, "", outcome])
            day = book.add_format({"num_format": "dd/mm/yy"})
            sheet.write_datetime(1, 1, dt.datetime(2026, 3, 5), day)  # noqa: DTZ001 a cell has no zone
        book.add_worksheet("About").write_row(0, 0, ["About", "nothing"])
    found = check_results(small_tables(path, path.name), IDS, SPAN, list_id=7)
    assert [(each.customer_id, each.happened_on.day) for each in found.results] == [("0009", 5)]
    assert rejected_words(found.rejected[0]) == "Sheet Luis, line 2: Customer '4711' is not on this list."


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "back.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(CannotAnswer, match="PDF"):
        small_tables(tmp_path / "back.pdf", "back.pdf")
    (tmp_path / "back.sqlite").write_bytes(b"SQLite format 3")
    with pytest.raises(CannotAnswer, match="neither a text file nor a workbook"):
        small_tables(tmp_path / "back.sqlite", "back.sqlite")
