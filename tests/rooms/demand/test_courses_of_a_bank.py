"""Banks whose months are exact: three customers with 1, 2 and 3 times the same series, as a real book."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from crm_core import CannotAnswer
from crm_core.amounts import Money
from crm_core.rooms import demand
from crm_core.rooms.demand import Demand, captions
from tests.intake.own_files import bring

EUR = Money("EUR")
T = np.arange(48.0)
AHEAD = np.arange(48.0, 60.0)
SERIES = {
    "falling": lambda t: 1000 - 10 * t,
    "rising": lambda t: 100 + t,
    "growing": lambda t: 100 * 1.01**t,
    "constant": lambda t: np.full(len(t), 100.0),
    "constant loss": lambda t: np.full(len(t), -70.1),
}


@dataclass(frozen=True)
class Answer:
    result: Demand
    truth: np.ndarray

    @property
    def words(self) -> str:
        return str(demand.say(self.result, EUR))


def files(values, *, times=(1, 2, 3), **names: str) -> dict[str, str]:
    """The activity and customers of a bank in which customer i has `times[i]` times the values, one region each."""
    months = pd.date_range(end="2026-10-01", periods=len(values), freq="MS")
    rows = [f"C{who},LOAN,{month:%Y-%m},{value * each:.2f}" for who, each in enumerate(times)
            for month, value in zip(months, values, strict=True)]
    people = [f"C{who},individual,{'NSE'[who % 3]},2020-01-01" for who in range(len(times))]
    return {"activity": "\n".join(["customer_id,product_id,month,net_interest_income", *rows, ""]),
            "customers": "\n".join(["customer_id,customer_type,region_id,joined_on", *people, ""]), **names}


@pytest.fixture(scope="module", params=SERIES)
def answered(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    with bring(folder, **files(SERIES[request.param](T))).shelf.open() as book:
        result = demand.answer(book.reader(), by="contribution")
    return Answer(result, 6 * SERIES[request.param](AHEAD))


def test_an_exact_course_is_continued_and_its_range_holds_it(answered):
    ahead = answered.result.ahead
    np.testing.assert_allclose(ahead["point"], answered.truth, rtol=1e-4)
    assert (ahead["low_80"] <= answered.truth + 1e-6).all()
    assert (ahead["high_80"] >= answered.truth - 1e-6).all()


def test_its_record_does_not_refute_its_range(answered):
    held = answered.result.held_80
    assert (held.held, held.n) == (132, 132)
    assert not answered.result.is_refuted
    assert "132 of 132 months" in answered.words


def test_it_is_told_as_what_it_is(answered):
    course = answered.result.course
    assert "within rounding" not in answered.words
    if course == "constant":
        assert "It has been the same in all 48 months so far." in answered.words
        assert "It has never changed, so there is no range and no grade" in answered.words
        assert answered.result.grade is None
        assert captions.metrics(answered.result, EUR)[1].value == "–"
    else:
        assert f"It has {'fallen' if answered.truth[-1] < answered.truth[0] else 'risen'} by" in answered.words
        assert answered.result.period.low_80 < answered.result.period.point < answered.result.period.high_80
        assert answered.result.grade.letter == "A"


def test_its_parts_add_up_and_their_titles_claim_nothing_that_does_not_stand_out(answered):
    tracks = answered.result.tracks
    whole = tracks[tracks["kind"] == "region"].dropna(subset="point").groupby("month")["point"].sum()
    np.testing.assert_allclose(whole, answered.truth, rtol=1e-4)
    assert captions.season(answered.result).title == "No significant season"
    if answered.result.course == "constant":
        assert captions.gains(answered.result, "region").title == "No region is expected to change"
        assert captions.parts(answered.result, "region").title == \
            "Each of the 3 regions is expected at the level of the year before"
        assert captions.reach(answered.result).title == "Nothing has ever changed, so the forecast missed nothing"


def test_every_figure_of_it_is_drawn(answered):
    result = answered.result
    for figure in (demand.draw(result, EUR), demand.draw_record(result, EUR), demand.draw_trend(result, EUR),
                   demand.draw_steps(result), demand.draw_season(result, EUR), demand.draw_gains(result, "region", EUR),
                   demand.draw_parts(result, "region", EUR)):
        assert figure.data
        for value_axis in figure.select_yaxes():
            assert not value_axis.tickformat or "s" not in value_axis.tickformat, "no SI letters on an axis"


def test_where_nobody_joined_the_file_that_says_who_did_is_named(tmp_path):
    with bring(tmp_path, **files(np.full(30, 10.0))).shelf.open() as book, \
            pytest.raises(CannotAnswer, match=r"No customer joined in the months of this data.*joined_on"):
        demand.answer(book.reader(), by="new_customers")


def test_one_customer_a_gain_and_a_loss_make_no_rate(tmp_path):
    """The months before came to 20 of 2,000 that were earned and lost: in money, not in percent."""
    values = np.where(T % 2 == 0, 100.0, -100.0) + np.random.default_rng(4).normal(0, 5, 48)
    with bring(tmp_path, **files(values, times=(1,))).shelf.open() as book:
        result = demand.answer(book.reader(), by="contribution")
    assert result.period.change is None
    assert result.parts.empty
    assert "%" not in str(demand.say(result, EUR)).split("(80% range")[1].split(".")[0].split(")")[1]


def test_less_than_a_year_speaks_of_no_year(tmp_path):
    with bring(tmp_path, **files(100 + 3 * T[:7] + np.array([0, 5, 1, 4, 2, 0, 3]))).shelf.open() as book:
        result = demand.answer(book.reader(), by="contribution", horizon=3)
    reading = str(demand.say(result, EUR))
    assert result.period.year_before is None
    assert "year before" not in reading
    assert "No earlier range could be tested" in reading
    assert captions.season(result).title == "Two years of data are needed to show a season"
    assert captions.trend(result).title == "The trend, seasonally adjusted"


def test_namesakes_are_told_apart_by_id(tmp_path):
    months = pd.date_range(end="2026-10-01", periods=30, freq="MS")
    rows = [f"C{who},P{who % 3 + 1},{month:%Y-%m},{10 + who}" for who in range(6) for month in months]
    people = [f"C{who},individual,R{who % 3},2020-01-01" for who in range(6)]
    with bring(tmp_path, activity="\n".join(["customer_id,product_id,month,net_interest_income", *rows, ""]),
               customers="\n".join(["customer_id,customer_type,region_id,joined_on", *people, ""]),
               products="product_id,name,family\nP1,Cuenta,deposits\nP2,Cuenta,deposits\nP3,Ahorro,deposits\n",
               regions="region_id,name\nR0,Centro\nR1,Centro\nR2,Norte\n").shelf.open() as book:
        reader = book.reader()
        result = demand.answer(reader, by="contribution", horizon=3)
        products = demand.products(reader)
        one = demand.answer(reader, by="contribution", product="P2", horizon=3)
    regions = result.parts.query("kind == 'region'").set_index("id")["name"].to_dict()
    assert regions == {"R0": "Centro (R0)", "R1": "Centro (R1)", "R2": "Norte"}
    assert (products["P1"], products["P2"], products["P3"]) == ("Cuenta (P1)", "Cuenta (P2)", "Ahorro")
    assert "“Cuenta (P2)”" in demand.say(one, EUR).headline
    np.testing.assert_allclose(one.months["amount"], 11 + 14)
    for kind in ("product", "region"):
        gains, parts = demand.draw_gains(result, kind, EUR), demand.draw_parts(result, kind, EUR)
        assert len(set(gains.data[0].y)) == 3
        assert len(parts.data) == 9, "a band and two lines for each of three parts"
        for trace in parts.data[1::3]:
            assert len(trace.x) == len(set(trace.x)), "one value a month: no zigzag"
