"""Regional economies: worked by hand, by law, against a plain loop, and what a thin file leaves unsaid."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import economy
from crm_core.rooms.economy import location_quotients, shift_share
from crm_core.scope import Scope
from tests.tiny_markets import customer, publish

EUR = Money("EUR")
TABLES = st.lists(
    st.tuples(st.sampled_from("NSEW"), st.sampled_from(["farms", "shops", "ports"]), st.integers(0, 500),
              st.integers(0, 500)), min_size=1, max_size=12, unique_by=lambda row: row[:2])


def industries(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["region_id", "industry", "size_before", "size"])


def year(region: str, of: int, **figures) -> dict:
    return {"region_id": region, "year": of, **figures}


# by hand


def test_half_as_much_again_as_everywhere_is_one_and_a_half():
    found = location_quotients(industries(("N", "ports", 0, 30), ("N", "shops", 0, 70), ("S", "ports", 0, 10),
                                          ("S", "shops", 0, 90)))
    assert found["quotient"].tolist() == pytest.approx([1.5, 0.875, 0.5, 1.125])


def test_shift_share_worked_by_hand():
    """Two regions of 100: the country grows by 10%, ports by 30%, shops not at all."""
    found = shift_share(industries(("N", "ports", 30, 45), ("N", "shops", 70, 65), ("S", "ports", 30, 33),
                                   ("S", "shops", 70, 77))).set_index(["region_id", "industry"])
    ports = found.loc[("N", "ports")]
    assert (ports["change"], ports["national"], ports["mix"], ports["competitive"]) == pytest.approx((15, 3, 6, 6))
    assert found.loc[("N", "shops"), "competitive"] == pytest.approx(-70 * (142 / 140 - 1) - 5)


def test_an_industry_that_is_new_everywhere_is_all_competitive():
    found = shift_share(industries(("N", "ports", 0, 12), ("N", "shops", 50, 50))).set_index("industry")
    assert found.loc["ports", ["national", "mix", "competitive"]].tolist() == [0, 0, 12]


def test_growth_is_compound_and_steady_growth_has_no_volatility(tmp_path):
    rows = [year("N", 2022 + n, gdp=100 * 1.1**n, population=1000) for n in range(4)]
    rows += [year("S", 2022 + n, gdp=gdp, population=500) for n, gdp in enumerate([100, 120, 90, 100])]
    found = ask(tmp_path, rows)
    regions = found.regions.set_index("region_id")
    assert regions["gdp_growth_rate"].to_dict() == {"N": pytest.approx(0.1), "S": pytest.approx(0, abs=1e-9)}
    assert regions.loc["N", "volatility"] == pytest.approx(0, abs=1e-6)
    assert regions.loc["S", "volatility"] == pytest.approx(np.std([0.2, -0.25, 1 / 9], ddof=1))
    assert found.whole["gdp_growth_rate"] == pytest.approx(((133.1 + 100) / 200) ** (1 / 3) - 1)
    assert found.whole["gdp_per_head"] == pytest.approx(233.1 / 1500, abs=1e-6)
    assert (found.year, found.since) == (2025, 2022)


def ask(tmp_path, rows, *, scope=None, industry=(), **options):
    publish(tmp_path, region_economy=rows, region_industry=industry, customers=[customer(1, month="2025-06-01")])
    with open_book(tmp_path) as book:
        return economy.answer(book.reader(scope or Scope()), **options)


# laws


@settings(max_examples=20)
@given(TABLES)
def test_the_three_parts_add_up_to_the_change_and_competition_nets_to_nothing(rows):
    table = industries(*rows)
    found = shift_share(table)
    np.testing.assert_allclose(found["national"] + found["mix"] + found["competitive"], found["change"], atol=1e-9)
    assert found["change"].sum() == table["size"].sum() - table["size_before"].sum()
    grown = found[found.groupby("industry")["size_before"].transform("sum") > 0]
    np.testing.assert_allclose(grown.groupby("industry")["competitive"].sum(), 0, atol=1e-6)


@settings(max_examples=20)
@given(TABLES)
def test_the_quotients_of_an_industry_average_to_one(rows):
    found = location_quotients(industries(*rows))
    size = found.groupby("region_id")["size"].transform("sum")
    weighted = (size / (found["size"].sum() or np.nan) * found["quotient"]).groupby(found["industry"]).sum()
    present = found.groupby("industry")["region_id"].apply(set)
    regions = set(found.loc[size > 0, "region_id"])
    for industry, total in weighted.items():
        if found.loc[found["industry"] == industry, "size"].sum() > 0:
            assert total <= 1 + 1e-9
            if regions <= present[industry]:
                assert total == pytest.approx(1)


# oracle


@settings(max_examples=25)
@given(TABLES)
def test_a_plain_loop_agrees_on_shift_share(rows):
    before, after = sum(row[2] for row in rows), sum(row[3] for row in rows)
    growth = after / before - 1 if before else 0.0
    sums = defaultdict(lambda: [0, 0])
    for _, industry, was, now in rows:
        sums[industry][0] += was
        sums[industry][1] += now
    found = shift_share(industries(*rows))
    for (_, industry, was, now), row in zip(rows, found.itertuples(), strict=True):
        own = sums[industry][1] / sums[industry][0] - 1 if sums[industry][0] else growth
        assert row.national == pytest.approx(was * growth)
        assert row.mix == pytest.approx(was * (own - growth), abs=1e-9)
        assert row.competitive == pytest.approx(now - was * (1 + own), abs=1e-9)


# through a book, edges and messages


@pytest.fixture(scope="module")
def two_regions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    publish(
        folder, customers=[customer(1, month="2025-06-01"), customer(2, month="2024-06-01")],
        regions=[{"region_id": "N", "name": "Norte"}, {"region_id": "S", "name": "Sur"}],
        region_economy=[
            year("N", 2024, gdp=100, population=50, mean_income=10, unemployment_rate=0.08, businesses=2),
            year("N", 2025, gdp=110, population=50, mean_income=12, unemployment_rate=0.06, businesses=3),
            year("S", 2024, gdp=100, population=150, mean_income=8, unemployment_rate=0.10, businesses=2),
            year("S", 2025, gdp=101, population=150, mean_income=8, unemployment_rate=0.12, businesses=2),
            year("S", 2030, gdp=999, population=1, mean_income=9, unemployment_rate=0.5, businesses=9)],
        region_industry=[{"region_id": region, "year": of, "industry": industry, "employment": jobs} for
                         region, of, industry, jobs in [
                             ("N", 2024, "ports", 30), ("N", 2024, "shops", 70), ("N", 2025, "ports", 45),
                             ("N", 2025, "shops", 65), ("S", 2024, "ports", 30), ("S", 2024, "shops", 70),
                             ("S", 2025, "ports", 23), ("S", 2025, "shops", 77)]],
    )
    with open_book(folder) as book:
        yield book


def test_what_a_manager_reads_of_all_regions(two_regions):
    found = economy.answer(two_regions.reader())
    assert found.year == 2025
    said = economy.say(found, EUR, by="unemployment_rate")
    assert said.headline == ("Unemployment is lowest in Norte (6%) and highest in Sur (12%). "
                             "All regions together: 10.5%.")
    assert said.so_what == ("Between 2024 and 2025, Norte gained most from local performance (+5% of employment) and "
                            "Sur lost most (−5%).")
    assert found.ranked("businesses_per_thousand")["value"].tolist() == [60.0, pytest.approx(2000 / 150)]


def test_what_a_manager_reads_of_one_region(two_regions):
    found = economy.answer(two_regions.reader(Scope(regions=("N",))))
    assert found.ranked("mean_income")["region"].tolist() == ["Norte", "Sur"], "ranks are among all regions"
    said = economy.say(found, EUR)
    assert said.headline == ("Annual GDP growth in Norte was +10% from 2024 to 2025, rank 1 of 2. "
                             "All regions together: +5.5%.")
    assert said.so_what == ("Norte is specialised in ports (1.3 times its share in all regions). Since 2024, local "
                            "performance has raised employment there by 5%, beyond what all regions and its industry "
                            "mix explain.")


def test_the_cards_state_what_is_found(two_regions):
    found = economy.answer(two_regions.reader())
    assert economy.say_trend(found, EUR, by="gdp_growth_rate") == "GDP in Norte: +10% since 2024"
    assert economy.say_trend(found, EUR, by="unemployment_rate") == "Unemployment in Norte: 8% in 2024, 6% in 2025"
    assert economy.say_structure(found, "N") == "Norte is specialised in ports: 1.26 times its share in all regions"
    assert economy.say_shift(found) == "Norte gained most from local performance (+5%), Sur lost most (−5%)"


def test_of_chosen_regions_only_those_are_spoken_of(tmp_path):
    rows = [year(region, 2025, population=10, mean_income=income) for region, income in (("N", 9), ("S", 5), ("E", 6))]
    found = ask(tmp_path, rows, scope=Scope(regions=("S", "E")))
    assert economy.say(found, EUR).headline == (
        "Mean income among the selected regions is highest in E (€6) and lowest in S (€5). "
        "All regions together: €6.67.")


def test_an_undated_figure_has_no_course_to_draw(tmp_path):
    rows = [year(region, of, population=10, mean_income=income, unemployment_rate=0.1 + 0.01 * (of - 2024) * income)
            for of in (2024, 2025) for region, income in (("N", 5), ("S", 6))]
    found = ask(tmp_path, rows)
    assert not found.is_moving("mean_income")
    assert found.is_moving("unemployment_rate")


def test_last_year_knows_nothing_of_this_year(two_regions):
    found = economy.answer(two_regions.reader(Scope(years_ago=1)))
    assert (found.year, found.since) == (2024, 2024)
    assert "gdp_growth_rate" not in {each.name for each in found.said}


def test_every_picture_of_every_figure_can_be_drawn(two_regions):
    for scope in (Scope(), Scope(regions=("S",))):
        found = economy.answer(two_regions.reader(scope))
        for indicator in found.said:
            assert economy.draw(found, EUR, by=indicator.name).data
            assert len(economy.draw_trend(found, EUR, by=indicator.name).data) == 2
        assert economy.draw_shift(found).data
        assert economy.draw_structure(found, "N").data[0].x[0] == pytest.approx(65 / 110 / (142 / 210) - 1)


def test_trends_are_marked_by_round_values_in_the_figures_of_the_reader(two_regions):
    found = economy.answer(two_regions.reader())
    with in_language("es"):
        rates, growth, income = (list(economy.draw_trend(found, EUR, by=name).layout.yaxis.ticktext) for name in (
            "unemployment_rate", "gdp_growth_rate", "mean_income"))
    assert rates == ["6\xa0%", "8\xa0%", "10\xa0%", "12\xa0%"]
    assert growth == ["0\xa0%", "+2,5\xa0%", "+5\xa0%", "+7,5\xa0%", "+10\xa0%"]
    assert income == ["8\xa0€", "9\xa0€", "10\xa0€", "11\xa0€", "12\xa0€"]


def test_a_file_without_gdp_or_industries_says_less_not_wrong(tmp_path):
    rows = [year(region, of, population=10, mean_income=income, unemployment_rate=rate)
            for of, rate in ((2024, 0.1), (2025, 0.2)) for region, income in (("N", 5), ("S", 6))]
    found = ask(tmp_path, rows)
    assert [each.name for each in found.said] == ["mean_income"], "the same in all regions tells nothing apart"
    assert found.industry_years is None
    assert economy.say(found, EUR).so_what == ""
    with pytest.raises(KeyError):
        found.indicator("gdp_growth_rate")


def test_no_economy_names_the_file_to_add(tmp_path):
    with pytest.raises(CannotAnswer, match="a region_economy file"):
        ask(tmp_path, [])
    with pytest.raises(CannotAnswer, match=r"end in 2025, before 2031. Choose a year from 2025 on"):
        ask(tmp_path / "late", [year("N", 2025, population=1, mean_income=2)], since=2031)


def jobs(*rows) -> list[dict]:
    """(region, industry, jobs of 2024, jobs of 2025)"""
    return [{"region_id": region, "year": of, "industry": industry, "employment": many}
            for region, industry, *both in rows for of, many in zip((2024, 2025), both, strict=True)]


def test_rank_and_figure_are_of_one_unit(tmp_path):
    """Large L loses 20 of 1,000 jobs, small M 5 of 50: M lost most as a rate, and that rate is its figure."""
    rows = [year(region, 2025, population=people) for region, people in (("L", 1000), ("M", 50), ("N", 500))]
    found = ask(tmp_path, rows, industry=jobs(("L", "shops", 1000, 980), ("M", "shops", 50, 45),
                                              ("N", "shops", 500, 525)))
    assert found.growth["region_id"].tolist() == ["N", "L", "M"]
    assert found.growth["competitive_rate"].tolist() == pytest.approx([0.05, -0.02, -0.1])
    assert economy.say(found, EUR).so_what == (
        "Between 2024 and 2025, N gained most from local performance (+5% of employment) and M lost most (−10%).")
    drawn = economy.draw_shift(found).data[1]
    assert list(drawn.y) == ["M", "L", "N"], "the order of the figure is that of its bars"
    assert list(drawn.x) == pytest.approx([-0.1, -0.02, 0.05])


def test_two_regions_of_one_name_stay_two(tmp_path):
    publish(tmp_path, regions=[{"region_id": name, "name": "Centro"} for name in "LM"],
            region_economy=[year("L", 2025, population=9), year("M", 2025, population=8)],
            region_industry=jobs(("L", "shops", 100, 110), ("M", "shops", 100, 90)), customers=[customer(1)])
    with open_book(tmp_path) as book:
        assert economy.answer(book.reader()).growth["competitive_rate"].tolist() == pytest.approx([0.1, -0.1])


def test_gdp_of_one_year_is_shown_and_what_would_show_the_rest_is_named(tmp_path):
    found = ask(tmp_path, [year("N", 2025, gdp=300), year("S", 2025, gdp=100)])
    assert [each.name for each in found.said] == ["gdp"]
    assert economy.say(found, EUR).headline == "GDP is highest in N (€300) and lowest in S (€100)."
    assert economy.draw(found, EUR).data
    assert economy.say_missing(found) == (
        "The region_economy file could add population for GDP per capita; a second year of gdp for its growth, and "
        "four years for its volatility; mean_income for income per person; and unemployment_rate for unemployment.")


def test_a_file_of_regions_and_years_alone_is_told(tmp_path):
    with pytest.raises(CannotAnswer, match=r"no figures to compare. Add population, gdp"):
        ask(tmp_path, [year("N", 2025), year("S", 2025)])


def test_industries_by_output_alone_are_measured_in_output(tmp_path):
    rows = [{"region_id": region, "year": of, "industry": "ports", "output": amount}
            for region, of, amount in (("N", 2024, 10), ("N", 2025, 12), ("S", 2024, 10), ("S", 2025, 10))]
    found = ask(tmp_path, [year("N", 2025, gdp=300), year("S", 2025, gdp=100)], industry=rows)
    assert found.size == "output"
    assert found.growth["competitive_rate"].tolist() == pytest.approx([0.1, -0.1])
