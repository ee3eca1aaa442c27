"""Numbers, money, dates and lists as readers of each language write them."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core.amounts import Money, change, number, percent, points
from crm_core.language import LANGUAGES, all_of, conventions, day, in_language, month, month_short, negotiated, one_of
from crm_core.ticks import count_ticks, money_ticks, percent_ticks

THE_30TH = dt.date(2026, 9, 30)
NBSP = "\u00a0"


def spanish(write, *values, **named):
    with in_language("es"):
        return write(*values, **named).replace(NBSP, " ")


def test_english():
    money = Money("EUR")
    assert [number(1_234_567), percent(0.125), change(-0.034), points(0.012)] == [
        "1,234,567", "12.5%", "−3.4%", "+1.2 points"]
    assert money.full(1234567.891, decimals=2) == "€1,234,567.89"
    assert [money.short(size) for size in (345, 34_512, 1.2e6, 5.5e9, 2.3e12)] == [
        "€345", "€34.5K", "€1.2M", "€5.5B", "€2.3T"]
    assert [month(THE_30TH), month_short(THE_30TH), day(THE_30TH)] == [
        "September 2026", "Sep 2026", "30 September 2026"]


def test_spanish():
    money = Money("EUR")
    assert spanish(number, 1_234_567) == "1.234.567"
    assert spanish(percent, 0.125) == "12,5 %"
    assert spanish(change, -0.034) == "−3,4 %"
    assert spanish(points, 0.012) == "+1,2 puntos"
    assert spanish(money.full, 1234567.891, decimals=2) == "1.234.567,89 €"
    assert [spanish(money.short, size) for size in (0.001, 345, 34_512, 1.2e6, 5.5e9)] == [
        "<0,01 €", "345 €", "34,5 mil €", "1,2 M €", "5.500 M €"]
    assert spanish(Money("CZK").full, -34_500) == "−34.500 CZK"
    assert [spanish(write, THE_30TH) for write in (month, month_short, day)] == [
        "septiembre de 2026", "sept 2026", "30 de septiembre de 2026"]


def test_what_rounds_to_nothing_or_to_the_whole_says_so_in_both():
    assert [percent(0.0001), percent(0.9999), percent(-0.0001)] == ["<0.1%", ">99.9%", ">−0.1%"]
    assert [spanish(percent, share) for share in (0.0001, 0.9999, -0.0001)] == ["<0,1 %", ">99,9 %", ">−0,1 %"]


def test_ticks_follow_the_language():
    assert money_ticks(0, 4.2e6, Money("EUR"))["ticktext"] == ["€0", "€1M", "€2M", "€3M", "€4M"]
    with in_language("es"):
        assert [each.replace(NBSP, " ") for each in money_ticks(0, 4.2e6, Money("EUR"))["ticktext"]] == [
            "0 €", "1 M €", "2 M €", "3 M €", "4 M €"]
        assert count_ticks(40_000)["ticktext"][1].replace(NBSP, " ") == "10 mil"
        assert [each.replace(NBSP, " ") for each in percent_ticks(-0.1, 0.5)["ticktext"]] == [
            "−20 %", "0 %", "20 %", "40 %"]


def test_a_list_ends_as_the_language_ends_it():
    assert [all_of([]), all_of(["a"]), all_of(["a", "b"]), all_of(["a", "b", "c"]), one_of(["a", "b"])] == [
        "", "a", "a and b", "a, b and c", "a or b"]
    assert all_of(["a, or b", "c"]) == "a, or b; and c"
    assert spanish(all_of, ["Norte", "Sur", "Islas"]) == "Norte, Sur e Islas"
    assert spanish(all_of, ["agua", "hielo"]) == "agua y hielo"
    assert spanish(one_of, ["siete", "ocho"]) == "siete u ocho"


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_come_from_the_locale_data_and_tell_decimals_from_thousands(language):
    found = conventions(language)
    assert found.decimal != found.group
    assert len(found.months) == len(found.months_short) == 12
    assert found.separators == found.decimal + found.group


@pytest.mark.parametrize(("wanted", "language"), [
    ("es-MX", "es"), ("es_ES", "es"), ("ES", "es"), ("en-GB", "en"), ("fr", "en"), ("", "en"), (None, "en")])
def test_a_reader_gets_the_nearest_language(wanted, language):
    assert negotiated(wanted) == language
