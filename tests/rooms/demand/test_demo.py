"""The demo bank: what is planted in it is found, and the ranges of its record hold as often as they say."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.intake.demo import build_demo
from crm_core.intake.demo.truth import truths
from crm_core.rooms import demand
from crm_core.rooms.demand.cells.bank_cells import forecast_cells
from crm_core.rooms.demand.cells.request import complete_months, read_cells
from crm_core.rooms.demand.selection.period import months_ahead
from crm_core.rooms.demand.selection.record import coverage_today
from crm_core.rooms.demand.selection.widening import past_errors, widening_of
from crm_core.scope import Scope
from crm_core.warehouse import Shelf


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    build_demo(Shelf(folder), customers=5_000)
    with open_book(folder) as book:
        yield book


@pytest.fixture(scope="module")
def read(bank):
    return bank.reader()


@pytest.mark.parametrize(("truth", "by", "what", "kind"), [
    ("term_shift", "balance", "Term deposit", "level shift"),
    ("card_outlier", "turnover", "Credit card", "outlier"),
])
def test_the_planted_change_is_found_with_its_month_and_size(read, truth, by, what, kind):
    planted = truths()[truth]
    changes = demand.answer(read, by=by).changes
    changes = changes[(changes["what"] == what) & (changes["where"] == "in most parts") & (changes["kind"] == kind)]
    assert changes["month"].tolist() == [pd.Timestamp(planted.where["month"])]
    assert changes["size_share"].iloc[0] == pytest.approx(planted.value, abs=2 * planted.tolerance)
    assert changes["certainty_share"].iloc[0] > 0.99


@pytest.mark.parametrize("seed", [5, 14])
def test_a_small_bank_says_nothing_of_most_parts_but_what_was_planted(tmp_path, seed):
    """In the bank of seed 5 one corporate joined Ribera and made its turnover grow by more than half: that is told of
    the sum. In each of these two, one customer or two once passed for most parts."""
    build_demo(Shelf(tmp_path), customers=3_000, seed=seed)
    with open_book(tmp_path) as book:
        for truth, by in (("term_shift", "balance"), ("card_outlier", "turnover")):
            changes = demand.answer(book.reader(), by=by).changes
            spread = changes[changes["where"] == "in most parts"]
            assert set(spread["month"]) == {pd.Timestamp(truths()[truth].where["month"])}
            assert seed != 5 or by != "turnover" or "Ribera" in set(changes.loc[changes["where"] == "in sum", "what"])


def test_ranges_made_from_what_was_known_then_held_as_often_as_they_say(read):
    tests = held_80 = held_95 = 0
    for product in ("all", "deposits", "loans", "CARD", "TRANSFERS", "FUNDS"):
        result = demand.answer(read, by="turnover", product=product)
        tests, held_80, held_95 = tests + result.held_80.n, held_80 + result.held_80.held, held_95 + result.held_95.held
    assert tests > 400
    assert held_80 / tests == pytest.approx(0.80, abs=0.08)
    assert held_95 / tests == pytest.approx(0.95, abs=0.05)


@pytest.mark.parametrize("by", ["balance", "turnover", "holdings"])
def test_the_range_of_every_region_and_type_is_one_that_its_own_record_does_not_refute(read, by):
    """Among them sums of few large cells, where loans of millions come and go."""
    months, _ = complete_months(read)
    cells = read_cells(read, by, months, "all")
    joint = forecast_cells(cells, 12)
    for (region, kind), rows in cells.labels.groupby(["region_id", "customer_type"]):
        weight = cells.weight(region_id={region}, customer_type={kind})
        errors, paths = past_errors(joint, weight), joint.paths_of(weight)
        ahead = months_ahead(joint, weight, cells.months, paths=paths, widening=widening_of(errors, paths))
        held = coverage_today(errors, ahead, lowest=joint.lowest_of(weight))
        assert held.high >= 0.80, f"{region}, {kind}: held {held.held} of {held.n}"
        assert held.n == 78, f"{len(rows)} cells"


def test_a_statement_whose_record_refutes_its_range_begins_with_the_record(bank, read):
    """Every region's balance: either the record fits, or it is the first thing said; either way it is said."""
    result = demand.answer(read)
    for region in result.parts.query("kind == 'region'")["id"]:
        with_region = demand.answer(bank.reader(Scope(regions=(region,))))
        reading = demand.say(with_region, Money("EUR"))
        held = with_region.held_80
        assert reading.headline.startswith("Earlier ranges contained the actual value in only") == (held.high < 0.80)
        assert f"{held.held} of {held.n} months" in str(reading)
        assert "For planning" not in str(reading), "one year is one episode"


def test_making_it_add_up_costs_little_and_equal_weights_would_cost_much(read):
    by_level = demand.answer(read).coherence.set_index("level")
    assert by_level["chosen"].max() < 1.25
    assert by_level.loc["region × product × customer type", "equal"] > 1.5
