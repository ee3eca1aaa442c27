"""One verdict on a region: profit, share, their changes, the cause and the position, and where they pull apart."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.profit_and_loss import SIGNS
from crm_core.rooms import regions
from crm_core.rooms.regions import captions
from crm_core.rooms.regions.scorecard import scorecard
from crm_core.rooms.regions.scorecard_reading import say_account, say_against, say_apart, say_weakest

EUR = Money("EUR")
NAN = float("nan")
NORTE, SUR, ISLAS = (100, 20, 40, 10, 5), (60, 10, 30, 5, 5), (90, 10, 20, 5, 5)
"""Net interest income, fees, cost to serve, expected loss, cost of capital: a year of three regions in thousands."""


def facts(**columns) -> pd.DataFrame:
    rows = {"region_id": ["N", "S", "I"], "region": ["Norte", "Sur", "Islas"], "is_asked": True,
            "position": ["build", "harvest", "hold"], "position_share": [0.96, 0.7, 0.5],
            "own_share": [0.15, 0.10, NAN], "share_change": [-0.011, 0.0, NAN], "gdp_growth": [0.02, 0.01, 0.03],
            "attractiveness": [0.9, 0.2, 0.5], "strength": [0.6, 0.1, 0.5]}
    return pd.DataFrame(rows | columns)


def years(now, before, *, is_complete: bool = True, has_revenue: bool = True) -> pd.DataFrame:
    rows = [{"region_id": region, "years_before": back, "is_complete": is_complete, "has_revenue": has_revenue,
             "customers": 100, **{line: 1000.0 * amount for line, amount in zip(SIGNS, lines, strict=True)},
             "contribution": 1000.0 * sum(sign * amount for sign, amount in zip(SIGNS.values(), lines, strict=True))}
            for back, year in ((0, now), (1, before))
            for region, lines in zip(("N", "S", "I"), year, strict=False) if lines]
    return pd.DataFrame(rows)


def moves(customers: int = 100, *, spread: float = 1.0) -> pd.DataFrame:
    """Every region changed by sums of `customers` changes of `spread` each."""
    return pd.DataFrame({"region_id": ["N", "S", "I"], "customers": customers,
                         "change_squares": float(customers) * spread**2})


FALLEN = years((NORTE, SUR, ISLAS), ((130, 20, 40, 10, 5), SUR, (60, 10, 20, 5, 5)))
"""Norte lost 30 of its 95 thousand in net interest income, Sur is as it was, Islas gained 30."""


def result(rows: pd.DataFrame, described: pd.DataFrame) -> regions.Regions:
    empty = pd.DataFrame()
    return regions.Regions(family="all", period=None, economy_year=2025, criteria=(), weights={}, lacking=(),
                           by_chance=(), too_small=(), regions=described, scores=empty, points=empty, draws=1, seed=1,
                           scorecard=rows)


def test_norte_is_to_be_invested_in_though_it_loses_share_and_contribution_fell_by_a_third():
    rows = scorecard(facts(), FALLEN, moves())
    first = rows.iloc[0]
    assert (first["contribution"], first["contribution_before"], first["rank"]) == (65_000, 95_000, 2)
    assert (first["cause"], first["cause_change"]) == ("net_interest_income", -30_000)
    assert first["speaks_against"] == ("contribution_fell", "share_fell")
    assert say_against(first, EUR) == (
        "contribution fell by 31.6% in a year and we lose 1.1 points of market share a year")
    found = result(rows, facts())
    assert say_apart(found, EUR).startswith("Norte: invest, though contribution fell by 31.6% in a year and we lose")
    assert say_account(found, "N", EUR) == (
        "It contributes €65.0K, rank 2 of 3; that is 31.6% less than the year before, mainly through net interest "
        "income (−€30.0K). Our market share is 15%, 1.1 points lower than a year before.")


def test_nothing_moved_has_no_cause_and_nothing_said_against_it():
    rows = scorecard(facts(), FALLEN, moves())
    assert rows.loc[1, ["cause", "speaks_against", "is_clear"]].tolist() == ["", (), False]
    assert say_account(result(rows, facts()), "S", EUR) == (
        "It contributes €30.0K, rank 3 of 3. Our market share is 10%, the same as a year before.")


def test_a_region_without_a_market_says_so_and_is_judged_by_the_rest():
    found = result(scorecard(facts(), FALLEN, moves()), facts())
    assert say_account(found, "I", EUR) == (
        "It contributes €70.0K, rank 1 of 3; that is 75% more than the year before, mainly through net interest income "
        "(+€30.0K). The data does not say our market share there.")
    read = regions.scorecard_to_read(found, EUR)[["points", "speaks_against"]].fillna("")
    assert read["points"].tolist() == ["−1.1 points", "0 points", ""]
    assert read["speaks_against"].tolist() == ["Contribution fell; market share fell", "", ""]


def test_a_fall_that_one_customer_makes_is_not_significant():
    """The square of the whole fall: as if a single customer had made it."""
    one = moves().assign(change_squares=30_000.0**2)
    rows = scorecard(facts(), FALLEN, one)
    assert not rows["is_clear"].any()
    assert rows.loc[0, "speaks_against"] == ("share_fell",)
    assert "31.6% less than the year before (not significant), mainly" in say_account(result(rows, facts()), "N", EUR)
    assert regions.scorecard_to_read(result(rows, facts()), EUR)["change"][0] == "−31.6% n.s."


def test_fewer_than_thirty_customers_are_no_evidence():
    assert not scorecard(facts(), FALLEN, moves(29))["is_clear"].any()
    assert scorecard(facts(), FALLEN, moves(30))["is_clear"].tolist() == [True, False, True]


def test_a_region_to_reduce_that_gains_and_contributes_most_is_said_to():
    swapped = facts(position=["harvest"] * 3, share_change=[0.011, 0.0, NAN])
    rows = scorecard(swapped, years((ISLAS, SUR, NORTE), ((60, 10, 20, 5, 5), SUR, NORTE)), moves())
    assert rows["speaks_against"].tolist() == [("most", "contribution_rose", "share_rose"), (), ()]
    assert say_against(rows.iloc[0], EUR) == (
        "no other region contributes more, contribution rose by 75% in a year and we gain 1.1 points of market share "
        "a year")


def test_a_loss_speaks_against_keeping_a_region():
    rows = scorecard(facts(), years(((10, 0, 30, 0, 0), SUR, ISLAS), (NORTE, SUR, ISLAS)), moves(spread=1e9))
    assert rows.loc[0, "speaks_against"] == ("loss", "share_fell")
    assert say_against(rows.iloc[0], EUR).startswith("it makes a loss of €20.0K and")
    said = say_account(result(rows, facts()), "N", EUR)
    assert "that is €85.0K less than the year before" in said, "not 130.8% less"


@pytest.mark.parametrize("missing", [{"has_revenue": False}, {"is_complete": False}])
def test_what_is_unknown_is_no_zero(missing):
    rows = scorecard(facts(), years((NORTE, SUR, ISLAS), (NORTE, SUR, ISLAS), **missing), moves())
    assert rows["contribution_change"].isna().all()
    assert rows["contribution"].isna().all() == ("has_revenue" in missing)
    assert set(rows["cause"]) == {""}


def test_a_region_without_customers_contributes_nothing_and_has_no_rank():
    rows = scorecard(facts(), years((NORTE, SUR), (NORTE, SUR)), moves())
    assert np.isnan(rows.loc[2, "rank"])
    assert rows.loc[2, "contribution"] == 0


def test_each_respect_names_its_weakest_and_a_tie_names_none():
    found = result(scorecard(facts(), FALLEN, moves()), facts())
    assert say_weakest(found, EUR) == (
        "Weakest regions: Sur by contribution (€30.0K), Norte by its change (−€30.0K), Norte by change in market share "
        "(−1.1 points), Sur by GDP growth (+1%) and Sur by market and strength together.")
    level = facts(gdp_growth=[0.01] * 3, share_change=[0.0] * 3)
    tied = result(scorecard(level, years((SUR, SUR, ISLAS), (SUR, SUR, ISLAS)), moves()), level)
    assert say_weakest(tied, EUR) == "Weakest regions: Sur by market and strength together."


def test_of_chosen_regions_only_those_are_spoken_of():
    asked = facts(is_asked=[False, True, True])
    found = result(scorecard(asked, FALLEN, moves()), asked)
    assert "Norte" not in say_weakest(found, EUR) + say_apart(found, EUR)
    assert captions.scorecard(found, EUR).title == "In no region does the last year speak against the position"
    whole = dataclasses.replace(found, scorecard=scorecard(facts(), FALLEN, moves()))
    assert captions.scorecard(whole, EUR).title == "The last year speaks against the position in Norte"


def test_the_order_of_the_rows_does_not_matter_and_inputs_stay():
    described, profit, changed = facts(), FALLEN.copy(), moves()
    one = scorecard(described, profit, changed)
    other = scorecard(described, profit.sample(frac=1, random_state=3), changed.iloc[::-1])
    pd.testing.assert_frame_equal(one, other)
    pd.testing.assert_frame_equal(profit, FALLEN)
    pd.testing.assert_frame_equal(described, facts())
