"""The straight way and the long way make the same book, and whatever is in doubt goes the long way."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crm_core.intake.files import build, straight
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.plain_text import plain_text
from tests.drawn_cases import cases
from tests.intake.own_files import ACTIVITY, CUSTOMERS, as_read, bring
from tests.intake.test_files import BALANCES, SMALL_BANK

HEADER = "customer_id,product_id,month,balance,transactions\n"
CELLS = {
    "customer_id": ["C1", "C2", "C1 ", "c1", "C9", "", "NULL"], "product_id": ["LOAN", "SAVINGS", " LOAN", "x"],
    "month": ["2026-01-01", "2026-01", "2026-01-31", "31.01.2026", "2026-01-15", "2026-01-31 22:00", "", "2040-01-01"],
    "balance": ["1", "1.005", "-2.50", "1e3", "1,5", "nan", "", "99999999999999999999", "(5)", "5-"],
    "transactions": ["3", "3.0", "3.5", "-1", "+4", "007", "1e2", "", "9223372036854775808", "-0"],
}
SOUND = {"customer_id": ["C1", "C2"], "product_id": ["LOAN", "SAVINGS"], "balance": ["1.5", "-2"],
         "month": ["2026-01-01", "2026-02-01", "2026-03", "2026-04-30", "2026-05-01", "2026-06-01"],
         "transactions": ["3", "12"]}
"""Values against which nothing speaks: most of them, so that some files go the straight way to their end."""


@pytest.fixture
def ways(monkeypatch) -> dict[str, bool]:
    """Which tables went the straight way."""
    taken: dict[str, bool] = {}
    real = straight.load_straight

    def noting(draft, table, sources, **how):
        parts = real(draft, table, sources, **how)
        taken[table.name] = bool(parts)
        return parts

    monkeypatch.setattr(build, "load_straight", noting)
    return taken


def test_a_plain_bank_goes_the_straight_way_and_is_accounted_for(tmp_path, ways):
    built = bring(tmp_path)
    assert ways == {"customers": True, "products": True, "activity": True}
    assert built.rows(BALANCES) == SMALL_BANK
    entry = built.files["activity.csv"]
    assert (entry.lines, entry.header, entry.accepted, entry.rejected, entry.blank) == (4, 1, 3, 0, 0)
    assert built.rows("select measure, before, after from book_totals where table_name = 'activity' order by 1") == [
        ("balance", 5210, 5210), ("customers", 2, 2), ("rows", 3, 3)]


@pytest.mark.parametrize("rows", [
    'C1,LOAN,2026-02-01,"5"\n', "C1,LOAN,2026-02-01,é\n", "\n", "  \n", "C1,LOAN\n",
    "C1,LOAN,2026-02-01,5,x\n", "C9,LOAN,2026-02-01,5\n", "C1,LOAN,2026-02-30,5\n", "C1,LOAN,2026-02-01,5\0\n",
    "C1,LOAN,2026-02-01,5\x1f\n", "C1,LOAN,2026-02-01,5\r\n", "C1,SAVINGS,2026-02-01,5\n", "Total,,,5215\n",
    "C1,LOAN,2026-02-01,\n"])
def test_whatever_is_in_doubt_goes_the_long_way(tmp_path, ways, rows):
    built = bring(tmp_path, activity=ACTIVITY + rows)
    assert ways["activity"] is False
    assert built.rows("select count(*) as held from activity where balance <> 5") == [(3,)]
    assert built.files["activity.csv"].balances


def test_a_row_named_by_none_of_an_earlier_table_is_told_where_that_went_straight(tmp_path, ways):
    built = bring(tmp_path, activity=ACTIVITY + "C9,LOAN,2026-02-01,5\n")
    assert ways == {"customers": True, "products": True, "activity": False}
    assert [row.reasons for row in built.rejected("activity")] == [
        "customer_id 'C9' is not in customers: add it there, or correct it"]


def test_parts_go_straight_together_or_not_at_all(tmp_path, ways):
    header, *rows = ACTIVITY.splitlines(keepends=True)
    parts = {f"activity_{number}.csv": header + row for number, row in enumerate(rows, 1)}
    built = bring(tmp_path / "a", activity="", **parts)
    assert ways["activity"] is True
    assert built.rows("select file, after from book_totals where measure = 'balance' order by 1") == [
        ("activity_1.csv", 100), ("activity_2.csv", 110), ("activity_3.csv", 5000)]
    built = bring(tmp_path / "b", activity="", **parts, **{"activity_4.csv": header + rows[0].replace(",100", ",101")})
    assert ways["activity"] is False
    assert built.rows(BALANCES) == SMALL_BANK
    assert "the same customer_id, product_id, month as in line 2 of activity_1.csv" in built.rejected("activity")[
        0].reasons


def test_line_ends_and_found_styles_go_straight(tmp_path, ways):
    written = {"unix": ("\n", True), "windows": ("\r\n", True), "unix_open": ("\n", False),
               "windows_open": ("\r\n", False)}
    files = {}
    for year, (end, is_closed) in enumerate(written.values(), 2001):
        rows = ACTIVITY.replace("2026", str(year)).replace(",", ";").replace(".00", ",50").replace("\n", end)
        files[f"activity_{year}.csv"] = rows if is_closed else rows.removesuffix(end)
    built = bring(tmp_path, activity="", **files)
    assert ways["activity"] is True
    assert built.rows("select sum(balance) as total from activity group by year(month)") == [(5211.5,)] * 4
    assert {as_read(built.files[file].reading) for file in files} == {"separated by: semicolon; amounts as 1234,56"}
    assert [built.files[file].lines for file in files] == [4] * 4


def test_lines_are_counted_over_the_seams_of_blocks(tmp_path):
    path = tmp_path / "long.csv"
    for end in (b"\n", b"\r\n"):
        row = b"C1,LOAN,2026-02-01,5" + end
        path.write_bytes(b"a,b,c,d" + end + row * 400_000)
        text = plain_text(path, Limits())
        assert text is not None
        assert (text.lines, text.is_tight, text.beginning[:2]) == (400_001, True, ["a,b,c,d", "C1,LOAN,2026-02-01,5"])
    path.write_bytes(row * 400_000 + b"a\rb\n")
    assert plain_text(path, Limits()) is None


@settings(max_examples=cases(4), deadline=None, phases=[Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*(st.sampled_from(SOUND[name] * len(cells) + cells) for name, cells in CELLS.items())),
                     min_size=1, max_size=5))
def test_both_ways_make_the_same_book(tmp_path_factory, rows):
    """A packed file goes the long way."""
    sound = "C2,LOAN,2025-03,7,1\n"
    text = HEADER + sound + "".join(",".join(row) + "\n" for row in rows)
    folder = tmp_path_factory.mktemp("ways")
    plain = bring(folder / "a", activity=text)
    packed = bring(folder / "b", activity="", **{"activity.csv.gz": gzip.compress(text.encode())})
    every = "select * from activity order by all"
    assert plain.rows(every) == packed.rows(every)
    assert plain.rejected("activity") == [
        each._replace(reasons=each.reasons.replace("activity.csv.gz", "activity.csv"))
        for each in packed.rejected("activity")]
    totals = "select measure, before, after, rejected_share, unread from book_totals where table_name = 'activity' " \
             "order by all"
    assert plain.rows(totals) == packed.rows(totals)


def test_customers_who_have_not_left_yet_go_the_long_way_and_are_told(tmp_path, ways):
    people = CUSTOMERS.replace("joined_on\n", "joined_on,left_on\n").replace("-01\n", "-01,9999-12-31\n").replace(
        "-15\n", "-15,\n")
    built = bring(tmp_path, customers=people)
    assert ways["customers"] is False
    assert as_read(built.files["customers.csv"].reading) == "left_on beyond all years read as not left (rows: 1)"
