"""The demand page: its controls, its assumptions, and what it says when the book is too young."""

from __future__ import annotations

import pytest

from tests.pages.test_pages import link_of, words


@pytest.fixture
def demand(visit):
    return visit("demand")


def test_a_book_of_two_years_has_no_grade_and_says_why(demand):
    assert "It has no grade" in words(demand)
    assert "Nothing to grade it by yet" in words(demand)
    assert [metric.value for metric in demand.metric][-1] == "–"


def test_customers_are_not_asked_by_product(demand):
    assert demand.selectbox(key="demand.product").options[:1] == ["All products"]
    demand.selectbox(key="demand.by").set_value("customers").run()
    assert not demand.exception
    assert "A customer counts once" in words(demand)
    assert "demand.product" not in {box.key for box in demand.selectbox}
    assert "Customers on the books will stand at about" in demand.header[0].value


def test_the_horizon_changes_the_headline_and_the_link(demand):
    demand.selectbox(key="demand.by").set_value("turnover").run()
    demand.slider(key="demand.horizon").set_value(3).run()
    assert "over the 3 months to June 2026" in demand.header[0].value
    assert link_of(demand).controls["horizon"] == 3


def test_an_assumption_is_laid_over_the_forecast_and_taken_away_again(demand):
    demand.selectbox(key="demand.by").set_value("turnover").run()
    before = demand.header[0].value
    form = {box.label: box for box in [*demand.selectbox, *demand.number_input, *demand.text_input]}
    form["Kind"].set_value("one_off")
    form["Size"].set_value(500.0)
    form["Author"].set_value("Inés Vidal")
    next(button for button in demand.button if button.label == "Lay it over").click().run()
    assert not demand.exception
    assert "With 1 assumption: +€500 over the months ahead" in words(demand)
    assert demand.header[0].value == before, "the forecast itself has changed"
    next(button for button in demand.button if button.label == "Take all away").click().run()
    assert "assumption:" not in words(demand)


def test_an_assumption_without_an_author_is_refused_in_a_sentence(demand):
    next(box for box in demand.number_input if box.label == "Size").set_value(5.0)
    next(button for button in demand.button if button.label == "Lay it over").click().run()
    assert "An assumption needs an author" in words(demand)
    assert not demand.exception
