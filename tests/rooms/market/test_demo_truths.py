"""What is planted in the demo bank's market is found by the rooms that should find it."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core import open_book
from crm_core.intake.demo import build_demo
from crm_core.intake.demo.truth import truths
from crm_core.rooms import economy, market, outflows, potential
from crm_core.scope import Scope
from crm_core.warehouse import Shelf

NORTE = Scope(regions=("NORTE",))
pytestmark = pytest.mark.every_mart


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    build_demo(Shelf(folder), customers=5_000)
    with open_book(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def planted():
    return truths().planted


@pytest.mark.parametrize(("name", "who"), [("share_lost", "Banco Ribera (demo)"), ("share_gained", "Nexo Directo")])
def test_what_we_lose_in_norte_nexo_directo_gains(book, planted, name, who):
    trend = market.answer(book.reader(NORTE)).trend
    one = trend[trend["institution"] == who]
    years = (one["period"] - one["period"].min()).dt.days / 365.25
    slope = np.polyfit(years, one["share"], 1)[0]
    assert slope == pytest.approx(planted[name].value, abs=planted[name].tolerance)
    assert market.riser(market.answer(book.reader(NORTE))) == "Nexo Directo"


def test_levante_is_where_the_white_space_is(book, planted):
    regions = market.answer(book.reader()).regions
    assert regions["region_id"].iloc[-1] == "LEVANTE"
    share = planted["white_space"]
    assert regions["own_share"].iloc[-1] == pytest.approx(share.value, abs=share.tolerance)
    assert potential.answer(book.reader()).regions["region_id"].iloc[0] == "LEVANTE"
    found = economy.answer(book.reader())
    for indicator in ("unemployment_rate", "gdp_growth_rate"):
        assert found.ranked(indicator)["region_id"].iloc[0] == "LEVANTE", indicator


def test_nexo_directo_draws_most_beyond_its_part_in_norte(book):
    first = outflows.answer(book.reader()).pairs.iloc[0]
    assert (first["region_id"], first["counterpart"]) == ("NORTE", "Nexo Directo")
