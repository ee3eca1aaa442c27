"""What stands in the files against what is in the book, and the book that is not published when too much is missing."""

from __future__ import annotations

import csv
import random
from collections import defaultdict

import pytest

from crm_core import open_book
from crm_core.command_line import main
from crm_core.intake.draft import BuildRefused, TooMuchRejected
from crm_core.intake.rejections import MAX_REJECTED
from crm_core.language import in_language
from crm_core.warehouse import Shelf
from tests.intake.own_files import ACTIVITY, bring, build, write

TOTALS = "select file, measure, before, after, rejected_share, unread from book_totals"


def totals(built) -> dict[tuple[str, str], tuple]:
    return {(file, measure): tuple(rest) for file, measure, *rest in built.rows(TOTALS)}


def customers(count: int) -> str:
    return "customer_id,customer_type,region_id,joined_on\n" + "".join(
        f"C{number},individual,NORTE,2020-01-01\n" for number in range(1, count + 1))


def activity(amounts: list[str]) -> str:
    return "customer_id,product_id,month,balance\n" + "".join(
        f'C{number},SAVINGS,2026-01-01,"{amount}"\n' for number, amount in enumerate(amounts, start=1))


def refused(tmp_path, **files) -> TooMuchRejected:
    with pytest.raises(TooMuchRejected) as stopped:
        build(write(tmp_path / "bank", **files), accept_rejected=False)
    return stopped.value


# the totals


def test_of_one_hundred_and_eight_euros_one_hundred_are_in_the_book(tmp_path):
    built = bring(tmp_path, activity="customer_id,product_id,month,balance,transactions\n"
                                     "C1,SAVINGS,2026-01-01,120.00,3\nC2,SAVINGS,2026-01-01,-20.00,4\n"
                                     "C9,SAVINGS,2026-01-01,8.00,5\nC1,LOAN,2026-01-01,x,6\n")
    found = totals(built)
    assert found["activity.csv", "rows"] == (4, 2, 0.5, 0)
    assert found["activity.csv", "customers"] == (3, 2, pytest.approx(1 / 3), 0)
    assert found["activity.csv", "balance"] == (108, 100, pytest.approx(8 / 148), 1), "shares are of absolute sums"
    assert found["activity.csv", "transactions"] == (18, 7, pytest.approx(11 / 18), 0)
    assert found["customers.csv", "customers"] == (2, 2, 0, 0)
    assert ("products.csv", "customers") not in found, "products name no customers"
    assert ("activity.csv", "turnover") not in found, "a column that the file lacks has no total"


def test_totals_are_of_each_file_and_of_no_rates_places_or_scores(tmp_path):
    built = bring(tmp_path, **{
        "activity": "", "activity_2026-01.csv": ACTIVITY,
        "activity_2026-02.csv": ACTIVITY.replace("-01-", "-03-").replace("-02-", "-04-"),
        "rates": "product_id,valid_from,margin_rate,fee_per_month\nLOAN,2020-01-01,0.02,1.5\n",
        "regions": "region_id,name,map_row,map_column\nNORTE,Norte,1,2\nSUR,Sur,2,2\n"})
    found = totals(built)
    assert [found[f"activity_2026-0{part}.csv", "balance"][:2] for part in (1, 2)] == [(5210, 5210), (5210, 5210)]
    assert {measure for file, measure in found if file == "rates.csv"} == {"rows", "fee_per_month"}
    assert {measure for file, measure in found if file == "regions.csv"} == {"rows"}


def test_totals_agree_with_a_plain_sum_whatever_is_rejected(tmp_path):
    dice = random.Random(7)
    rows = [(f"C{dice.randint(1, 60)}", dice.choice(["SAVINGS", "LOAN", "GONE"]),
             f"2026-01-{dice.choice(['01', '01', '17'])}", f"{dice.uniform(-1e6, 1e6):.2f}") for _ in range(400)]
    built = bring(tmp_path, customers=customers(50), activity="customer_id,product_id,month,balance\n"
                  + "".join(",".join(row) + "\n" for row in rows))
    sound, seen = [], set()
    for row in rows:
        if int(row[0][1:]) <= 50 and row[1] != "GONE" and row[2].endswith("01") and row[:3] not in seen:
            seen.add(row[:3])
            sound.append(row)
    found = totals(built)
    assert found["activity.csv", "rows"][:2] == (400, len(sound))
    assert found["activity.csv", "customers"][:2] == (len({row[0] for row in rows}), len({row[0] for row in sound}))
    before, after = (sum(float(row[3]) for row in some) for some in (rows, sound))
    assert found["activity.csv", "balance"][:2] == (pytest.approx(before, abs=1e-4), pytest.approx(after, abs=1e-4))
    size, kept = (sum(abs(float(row[3])) for row in some) for some in (rows, sound))
    assert found["activity.csv", "balance"][2] == pytest.approx(1 - kept / size)
    (in_book,) = built.rows("select cast(sum(balance) as double) from activity")
    assert in_book[0] == found["activity.csv", "balance"][1], "what is said to be accepted is what the book holds"


# too much rejected


def test_a_log_of_movements_is_not_published_as_months(tmp_path):
    """96% of the rows of such a book were missing, and it was published with a message of success."""
    log = "".join(f"C1,SAVINGS,2026-01-{day:02},{day}.00\n" for day in range(1, 29))
    first = build(write(tmp_path / "bank"))
    stopped = refused(tmp_path, activity="customer_id,product_id,month,turnover\n" + log)
    lines = str(stopped).splitlines()
    assert lines[0] == "activity.csv: 27 of 28 rows (96.4%) and 99.8% of turnover were rejected."
    assert lines[1] == "No more than 5% may be, so nothing was published; the data in use is as it was."
    assert lines[2].startswith("- 27 rows (the first in activity.csv, line 3): month '2026-01-02' is neither the first")
    assert "write 2026-03-01 or 2026-03" in lines[2], "each kind tells its remedy"
    assert lines[3] == ('If one row of activity.csv is a movement, write row = "movement" under [activity] in '
                        "mapping.toml: movements are added up by month.")
    assert "--accept-rejected" in lines[-1]
    assert "max_rejected under [book]" in lines[-1]
    assert first.shelf.current() == f"book-{first.fingerprint}.duckdb"
    (excess,) = stopped.excesses
    assert (excess.table_name, excess.rows, excess.rejected) == ("activity", 28, 27)


def test_accounts_of_one_product_are_said_to_be_added_up_and_not_to_be_taken_out(tmp_path):
    stopped = refused(tmp_path, activity=ACTIVITY + "C1,SAVINGS,2026-01-01,7\nC1,SAVINGS,2026-02-01,7\n")
    assert 'If one row of activity.csv is one account in a month, write row = "account-month"' in str(stopped)
    one = refused(tmp_path, activity=ACTIVITY + "C9,SAVINGS,2026-01-01,7\n")
    assert "If one row" not in str(one), "an unknown customer is no account"


def test_the_rejected_rows_of_a_refused_build_can_be_read(tmp_path):
    stopped = refused(tmp_path, activity=ACTIVITY + "C9,LOAN,2026-01-01,1\n=C8,LOAN,2026-01-17,x\n")
    (path,) = stopped.copies
    assert str(path) in str(stopped)
    with open(path, encoding="utf-8-sig", newline="") as stream:
        header, first, second = csv.reader(stream)
    assert header == ["file", "line", "reason", "raw"]
    assert first == ["activity.csv", "5", "customer_id 'C9' is not in customers: add it there, or correct it",
                     "C9,LOAN,2026-01-01,1"]
    assert second[3] == "'=C8,LOAN,2026-01-17,x", "no spreadsheet takes it for a formula"
    assert second[2].count(";") == 2, "every reason of the row"


def test_the_next_build_takes_the_rows_of_the_refused_one_away(tmp_path):
    stopped = refused(tmp_path, activity=ACTIVITY + "C9,LOAN,2026-01-01,1\n")
    build(write(tmp_path / "bank"), accept_rejected=False)
    assert not stopped.copies[0].parent.exists()


def test_five_of_a_hundred_rows_may_be_rejected_and_six_may_not(tmp_path):
    people, sound, strangers = customers(100), ["1"] * 95, "".join(f"X{n},LOAN,2026-01-01,1\n" for n in range(5))
    built = build(write(tmp_path / "bank", customers=people, activity=activity(sound) + strangers),
                  accept_rejected=False)
    assert built.files["activity.csv"].rejected == 5
    assert MAX_REJECTED == 0.05
    stopped = refused(tmp_path, customers=people, activity=activity(sound[:-1]) + strangers + "X,LOAN,2026-01-01,1\n")
    assert "6 of 100 rows (6%)" in str(stopped)


def test_one_row_that_holds_most_of_the_money_is_too_much(tmp_path):
    rows = activity(["10"] * 99) + "X1,LOAN,2026-01-01,-90000.00\n"
    assert str(refused(tmp_path, customers=customers(99), activity=rows)).startswith(
        "activity.csv: 1 of 100 rows (1%) and 98.9% of balance were rejected.")


def test_money_that_cannot_be_read_counts_as_it_looks(tmp_path):
    """Only amounts from a thousand on have separators: few rows, and nearly all of the money. Of each way to write one
    a file of its own."""
    large = ("1,234,567.00 USD", "$ 1 234 567", "£1.234.567", "CHF 1’234’567.5", "1.234.567,00 EUR")
    files = {f"activity_{year}.csv": activity(["10.00"] * 99 + [text]).replace("2026-01-01", f"{year}-01-01")
             for year, text in enumerate(large, 2001)}
    stopped = refused(tmp_path, customers=customers(100), activity="", **files)
    lost = {each.file: each.amounts["balance"] for each in stopped.excesses}
    assert {text: lost.get(file) for text, file in zip(large, files, strict=True)} == dict.fromkeys(
        large, pytest.approx(1234567 / 1235557, abs=1e-5))
    assert "1 of 100 rows (1%) and 99.9% of balance" in str(stopped)


def test_money_that_cannot_be_read_counts_in_a_row_that_is_wrong_in_other_ways_too(tmp_path):
    rows = activity(["10.00"] * 99) + 'X1,LOAN,2026-01-01,"1.234.567,00"\n'
    assert refused(tmp_path, customers=customers(99), activity=rows).excesses[0].amounts["balance"] > 0.99


def test_what_is_no_amount_at_all_counts_as_none(tmp_path):
    """A hundred rows of each, in a file of its own: how one is read is nothing to the others."""
    texts = ("unknown", "n/a 2026", "ES12 3456 7890 1234 5678", "12/31/2026")
    files = {f"activity_{year}.csv": activity(["10.00"] * 99 + [text]).replace("2026-01-01", f"{year}-01-01")
             for year, text in enumerate(texts, 2001)}
    built = build(write(tmp_path / "bank", customers=customers(100), activity="", **files), accept_rejected=False)
    found = totals(built)
    assert {text: found[file, "balance"] for text, file in zip(texts, files, strict=True)} == dict.fromkeys(
        texts, (990, 990, 0, 1))


def test_one_file_among_many_is_too_much_by_itself(tmp_path):
    """The newest month names its products otherwise: a fiftieth of all rows, and yet the month is missing."""
    months = {f"activity_{number}.csv": ACTIVITY.replace("2026", str(1970 + number)) for number in range(40)}
    late = {"activity_41.csv": ACTIVITY.replace("SAVINGS", "Ahorro").replace("LOAN", "Préstamo")}
    stopped = refused(tmp_path, activity="", **months, **late)
    assert [each.file for each in stopped.excesses] == ["activity_41.csv"]
    assert "'Ahorro' is not in products" in str(stopped)


def test_what_somebody_accepts_is_published_and_wears_a_badge(tmp_path):
    files = {"activity": ACTIVITY + "C9,LOAN,2026-01-01,1000\n"}
    built = build(write(tmp_path / "bank", **files), accept_rejected=True)
    assert built.rows("select label, sentence from book_caveats") == [
        ("Many rows rejected", "25% of the rows of activity.csv were rejected and are in no figure. "
                               "16.1% of balance in activity.csv was rejected and is in no figure.")]
    by_mapping = build(write(tmp_path / "other", **files, **{"mapping.toml": "[book]\nmax_rejected = 0.3\n"}),
                       accept_rejected=False)
    assert by_mapping.files["activity.csv"].rejected == 1
    strict = {"mapping.toml": "[book]\nmax_rejected = 0\n"}
    assert "No more than 0% may be" in str(refused(tmp_path, **files, **strict))


@pytest.mark.parametrize("given", ["5", "-0.1", '"5%"', "true"])
def test_a_limit_that_is_no_fraction_is_refused(tmp_path, given):
    with pytest.raises(BuildRefused, match=r"\[book\] max_rejected is .*; give a number from 0 to 1, such as 0\.1"):
        bring(tmp_path, **{"mapping.toml": f"[book]\nmax_rejected = {given}\n"})


def test_an_empty_table_is_refused_whatever_is_accepted_and_its_rows_can_be_read(tmp_path):
    with pytest.raises(BuildRefused) as stopped:
        bring(tmp_path, activity="customer_id,product_id,month,balance\nC9,LOAN,2026-01-01,1\n")
    assert "has 1 row, and it was rejected" in str(stopped.value)
    (path,) = (tmp_path / "books" / "refused").iterdir()
    assert str(path) in str(stopped.value)
    with pytest.raises(BuildRefused, match=r"is a movement, write row = "):
        bring(tmp_path, activity="customer_id,product_id,month,turnover\nC1,LOAN,2026-01-12,1\nC2,LOAN,2026-01-13,2\n")


# kinds of reasons


def test_reasons_are_grouped_by_kind_whatever_their_values(tmp_path):
    built = bring(tmp_path, activity=ACTIVITY + (
        "C1,LOAN,2026-01-15,1\nC2,LOAN,2026-01-16,2\nC1,LOAN,2026-02-17,oops\n"  # the last for two reasons
        "X1,LOAN,2026-01-01,1\nX2,LOAN,2026-01-18,1\nC1;LOAN\n"  # the second for its own value and for another file
        "C1,SAVINGS,2026-01-01,3\nC1,SAVINGS,2026-02-01,3\n"))
    kinds = built.rows("select rejected, first_line, reasons from book_rejections order by rejected desc, first_line")
    assert [(rows, line) for rows, line, _ in kinds] == [(4, 5), (2, 8), (2, 11), (1, 7), (1, 10)]
    assert "neither the first nor the last day" in kinds[0][2]
    assert "not in customers" in kinds[1][2]
    assert "which was kept" in kinds[2][2]
    counted = defaultdict(int)
    for rejected in built.rejected("activity"):
        counted[len(rejected.reasons.split("; "))] += 1
    assert counted == {1: 6, 2: 2}


def test_a_refusal_lists_five_kinds_and_says_how_many_more(tmp_path):
    bad = ["X1,LOAN,2026-01-01,1", "C1,NONE,2026-01-01,1", "C1,LOAN,2026-01-15,1", "C1,LOAN,2026-01-01,x", "C1,LOAN,,1",
           "C1,,2026-01-01,1", "C1;LOAN"]
    stopped = refused(tmp_path, activity=ACTIVITY + "\n".join(bad))
    assert len(stopped.kinds) == 7
    assert "- … and 2 more." in str(stopped).splitlines()


# the command line


def test_the_command_line_refuses_and_publishes_when_told_so(tmp_path, capsys):
    folder = write(tmp_path / "bank", activity=ACTIVITY.replace("balance", "balance,teller").replace(".00", ".00,T1")
                   + "C9,LOAN,2026-01-01,1,T1\n")
    where = ["--data", str(tmp_path / "books"), "--memory", "600MB"]
    assert main(["build", "files", str(folder), *where]) == 2
    assert "1 of 4 rows (25%)" in capsys.readouterr().err
    assert Shelf(tmp_path / "books").current() is None
    assert main(["build", "files", str(folder), *where, "--accept-rejected"]) == 0
    assert "  Columns not used: activity.csv: teller\n" in capsys.readouterr().out
    assert main(["info", "--book", str(tmp_path / "books")]) == 0
    out = capsys.readouterr().out
    assert "Customers 3 read, 2 accepted; Balance 5,211 read, 5,210 accepted\n" in out
    assert "  Rejected: 1 row of activity (the first in activity.csv, line 5): customer_id 'C9' is not in" in out


def test_a_refusal_is_told_in_the_language_spoken(tmp_path):
    with in_language("es"):
        stopped = refused(tmp_path, activity=ACTIVITY + "C9,LOAN,2026-01-01,1\n")
    assert str(stopped).startswith("activity.csv: se rechazaron 1 de 4 filas (25\xa0%).\n")
    assert "- 1 fila (activity.csv, línea 5): " in str(stopped)


@pytest.mark.every_mart
def test_the_data_page_shows_what_was_read_and_what_was_accepted(tmp_path):
    from crm_core.rooms import data
    from crm_core.rooms.data import captions

    built = bring(tmp_path, activity=ACTIVITY + "C9,LOAN,2026-01-01,1000\n")
    with open_book(built.shelf.folder) as book:
        result = data.answer(book.reader())
    assert captions.totals(result).title == "16.1% of Balance in activity.csv was rejected"
    table = captions.totals_table(result).set_index(["file", "measure"])
    assert table.loc[("activity.csv", "Balance"), ["before", "after"]].tolist() == ["6,210", "5,210"]
    assert list(captions.reasons(result, 5)) == [
        ("1 row of activity", "first in line 5 of activity.csv: customer_id 'C9' is not in customers: add it there, or "
                              "correct it")]
