"""How a file writes amounts and dates is found from all its rows where they read one way only, and else never guessed.
"""

from __future__ import annotations

import pytest

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.date_styles import date_formats, is_iso
from crm_core.intake.files.number_styles import NumberStyle, is_plain, number_style
from tests.intake.own_files import as_read, bring

HEADER = "customer_id;product_id;month;balance\n"


def activity(*amounts: str) -> str:
    return HEADER + "".join(f"C1;LOAN;{month(at)};{amount}\n" for at, amount in enumerate(amounts))


def month(at: int) -> str:
    return f"20{20 + at // 12}-{1 + at % 12:02}"


def read(tmp_path, *amounts: str, mapping: str = "") -> list[str | None]:
    built = bring(tmp_path, activity=activity(*amounts), **({"mapping.toml": mapping} if mapping else {}))
    by_month = dict(built.rows("select strftime(month, '%Y-%m') as month, cast(balance as varchar) from activity"))
    return [by_month.get(month(at)) for at in range(len(amounts))]


@pytest.mark.parametrize(("amounts", "expected"), [
    (["1.234", "12,5"], ["1234.00", "12.50"]),
    (["1.234.567"], ["1234567.00"]),
    (["12,34,567.89", "5"], ["1234567.89", "5.00"]),
    (["1,23,456", "-12,345", "9,87,65,432.10", "1,2,345", "1,234,56", "123,45,678"],
     ["123456.00", "-12345.00", "98765432.10", None, None, None]),
    (["1.234,5", "1.23.456"], ["1234.50", None]),
    (["1,234,567", "5"], ["1234567.00", "5.00"]),
    (["€ 5,0", "5,25 €", "EUR 7", "-€ 8,00"], ["5.00", "5.25", "7.00", "-8.00"]),
    (["\u22127,25", "1\u2009234,5", "1\u202f234\u202f567,5", "1\u00a0234"],
     ["-7.25", "1234.50", "1234567.50", "1234.00"]),
    (["1'234.50", "7"], ["1234.50", "7.00"]),
    (["1.5", "2.25", "3,75"], ["1.50", "2.25", None]),
    (["5,000", "5.5"], ["5000.00", "5.50"]),
    (["0.125", "1.234"], ["0.13", "1.23"]),
    ([".5", "1.234"], ["0.50", "1.23"]),
])
def test_amounts_are_read_as_their_column_decides(tmp_path, amounts, expected):
    assert read(tmp_path, *amounts) == expected


def test_one_slip_does_not_turn_the_style_of_a_file(tmp_path):
    amounts = read(tmp_path, *["12,5"] * 60, "3.75")
    assert amounts == ["12.50"] * 60 + [None]


@pytest.mark.parametrize(("amounts", "told"), [
    (["1.234", "5.678", "9.999"],
     'may have a point before its decimals or between its thousands: write thousands = "."'),
    (["5,000", "6,000"], "set decimal and thousands in mapping.toml"),
    (["$ 5.00"], "in another currency than the data (EUR): convert it"),
    (["#N/A"], "is an error of a formula"), (["#¡DIV/0!"], "is an error of a formula"),
    (["n/a"], "what programs write for nothing: empty it, or translate it to nothing in mapping.toml under "
              "[activity.values.balance]"),
])
def test_what_reads_two_ways_or_none_is_rejected_with_the_remedy(tmp_path, amounts, told):
    with pytest.raises(BuildRefused) as refused:
        read(tmp_path, *amounts)
    assert told in str(refused.value)


def test_each_remedy_helps(tmp_path):
    doubtful = ["1.234", "5.678", "9.999"]
    assert read(tmp_path / "a", *doubtful, mapping="[activity]\nthousands = '.'\n") == ["1234.00", "5678.00", "9999.00"]
    assert read(tmp_path / "b", *doubtful, mapping="[activity]\ndecimal = '.'\n") == ["1.23", "5.68", "10.00"]
    assert read(tmp_path / "c", "$ 5.00", mapping="[book]\ncurrency = 'USD'\n") == ["5.00"]
    nothing = "[activity.values.balance]\n'n/a' = ''\n"
    rows = activity("n/a;7", "5;8").replace("balance", "balance;turnover")
    built = bring(tmp_path / "d", activity=rows, **{"mapping.toml": nothing})
    assert built.files["activity.csv"].accepted == 2


def test_what_the_mapping_says_is_not_found_out_again(tmp_path):
    built = bring(tmp_path, activity=activity("1.50", "2.25"),
                  **{"mapping.toml": "[activity]\ndecimal = '.'\ndelimiter = ';'\n"})
    assert built.files["activity.csv"].reading == ""


SHAPES = [
    ({"999,99": 1}, NumberStyle(",", "")), ({"9.999,99": 1}, NumberStyle(",", ".")),
    ({"99.9": 3}, NumberStyle(".", "")), ({"9,999": 5}, NumberStyle()),
    ({"9.999": 3}, NumberStyle(is_doubtful=True)), ({"9.999": 2}, NumberStyle()),
    ({"9.9": 50, "9,9": 1}, NumberStyle(".", "")), ({"9.9": 49, "9,9": 1}, NumberStyle()), ({}, NumberStyle()),
    ({"9 999": 1}, NumberStyle("", " ")), ({"999": 7}, NumberStyle()),
    ({"9,99,999": 1}, NumberStyle(".", ",")), ({"99,99,999": 1, "9,999": 8}, NumberStyle(".", ",")),
    ({"9.99.999": 1}, NumberStyle()), ({"9,99": 1}, NumberStyle(",", "")),
]


@pytest.mark.parametrize(("shapes", "style"), SHAPES)
def test_shapes_decide_together(shapes, style):
    assert number_style(shapes, "EUR") == style


def test_only_plain_amounts_with_a_decisive_point_need_no_second_look():
    assert is_plain({"99.9": 1, "999": 4})
    assert not is_plain({"9.999": 4})
    assert not is_plain({"999": 4})
    assert not is_plain({"99.9": 1, "9,9": 4})


def formats(*texts: str, month: bool = False) -> tuple[str, ...]:
    return date_formats({"day": dict.fromkeys(texts, 1)}, frozenset({"day"} if month else ())).get("day", ())


@pytest.mark.parametrize(("texts", "found"), [
    (["31/01/2025", "05/04/2025"], "%d/%m/%Y"), (["01/31/2025", "05/04/2025"], "%m/%d/%Y"), (["05/04/2025"], ""),
    (["31/01/2025", "01/31/2025"], ""), (["31.01.2025"], "%d.%m.%Y"), (["04.05.2025"], ""), (["20250131"], "%Y%m%d"),
    (["31012025"], "%d%m%Y"), (["14-May-2025"], "%d-%b-%Y"), (["2025/3/1"], "%Y/%m/%d"), (["2025-03-01"], ""),
    (["31/02/2025"], ""), (["31/01/2025 7:05", "31/01/2025T07:05:09.5"], "%d/%m/%Y"), (["31/01/2025 noon"], ""),
])
def test_a_format_is_taken_when_it_alone_reads_the_dates(texts, found):
    assert formats(*texts) == ((found,) if found else ())


def test_a_month_is_given_by_its_first_or_last_day():
    assert formats("01/02/2025", "01/03/2025", month=True) == ("%d/%m/%Y",)
    assert formats("02/01/2025", "03/01/2025", month=True) == ("%m/%d/%Y",)
    assert formats("01/01/2025", month=True) == ()


def test_another_column_of_the_file_decides_for_the_same_shape():
    columns = {"a": {"05/04/2025": 3}, "b": {"31/01/2025": 1}, "c": {"05.04.2025": 1}}
    assert date_formats(columns, frozenset()) == {"a": ("%d/%m/%Y",), "b": ("%d/%m/%Y",)}


def test_ambiguous_dates_are_rejected_and_either_remedy_reads_them(tmp_path):
    people = "customer_id,customer_type,region_id,joined_on\nC1,individual,N,05/04/2020\nC2,business,N,03/02/2021\n"
    with pytest.raises(BuildRefused, match=r'write date_format = "%d/%m/%Y" under \[customers\] in mapping\.toml, or '
                                           r'date_format = "%m/%d/%Y" if the month stands first'):
        bring(tmp_path / "a", customers=people)
    for form, first in (("%d/%m/%Y", "2020-04-05"), ("%m/%d/%Y", "2020-05-04")):
        mapping = f"[customers]\ndate_format = '{form}'\n"
        built = bring(tmp_path / form[1], customers=people, **{"mapping.toml": mapping})
        assert built.rows("select cast(min(joined_on) as varchar) as day from customers") == [(first,)]


def test_the_way_dates_stand_is_told(tmp_path):
    """The time of day is cut off, as it is written; the one day that decides has a time that cannot be read."""
    days = {"05/04/2020 13:10": "2020-04-05", "06/04/2020 23:59:59": "2020-04-06", "03/02/2021": "2021-02-03",
            "2021-03-04T07:05": "2021-03-04", "2021-03-05 07:05:09.250": "2021-03-05", "27/04/2020 01:10 PM": ""}
    people = "".join(f"C{at},individual,N,{day}\n" for at, day in enumerate(days, 1))
    built = bring(tmp_path, customers=f"customer_id,customer_type,region_id,joined_on\n{people}")
    assert as_read(built.files["customers.csv"].reading) == "joined_on as dd/mm/yyyy"
    assert built.rows("select cast(joined_on as varchar) as day from customers order by customer_id") == [
        (day,) for day in days.values() if day]
    (noon,) = built.rejected("customers")
    assert "joined_on '27/04/2020 01:10 PM' is not a date such as dd/mm/yyyy" in noon.reasons


def test_days_of_iso_need_no_second_look_whatever_their_time():
    assert all(map(is_iso, ("", "2025-01", "2025-01-31", "2025-01-31 7:05", "2025-01-31T07:05:09.5")))
    assert not any(map(is_iso, ("31/01/2025", "31/01/2025 07:05", "2025-01-31 noon", "20250131")))


def test_a_moment_that_tells_its_zone_is_read_by_its_own_clock_or_the_banks(tmp_path):
    rows = "C1;LOAN;2026-02-01T00:00:00+01:00;5\nC1;LOAN;2026-02-28T23:00:00Z;6\n"
    built = bring(tmp_path / "a", activity=HEADER + rows)
    (evening,) = built.rejected("activity")
    assert 'a moment of a day and no month: write timezone, such as "Europe/Madrid", under' in evening.reasons
    mapping = {"mapping.toml": "[activity]\ntimezone = 'Europe/Madrid'\n"}
    built = bring(tmp_path / "b", activity=HEADER + rows, **mapping)
    assert built.rows("select cast(month as varchar) as month from activity order by 1") == [
        ("2026-02-01",), ("2026-03-01",)]
