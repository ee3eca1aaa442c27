"""Tiers of a segment: everybody stands where they stand in the bank, and only the segment's customers are counted."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Hold
from crm_core.scope import Scope
from tests.of_segment.two_banks import CUSTOMERS, IDS, segment

OTHERS = tuple(each for each in (f"C{number:04d}" for number in range(CUSTOMERS)) if each not in IDS)
BY_SCORE = {"by": "score", "how": "share"}


def proposed(banks, **options):
    return tiers.proposed(banks.whole.reader(), tiers=3, top=0.2, **options)


@pytest.mark.parametrize("options", [{"by": "contribution", "how": "cover"}, {"by": "score", "how": "staff"}],
                         ids=lambda options: options["how"])
def test_a_segment_has_those_of_its_customers_whom_the_bank_places_in_a_tier(banks, options):
    scheme = proposed(banks, **options)
    everybody = tiers.assignment(banks.whole.reader(), scheme)
    mine, alone = everybody[everybody["customer_id"].isin(IDS)], tiers.assignment(banks.narrowed, scheme)
    pd.testing.assert_frame_equal(alone, mine.reset_index(drop=True))
    narrowed, whole = tiers.outline(banks.narrowed, scheme), tiers.outline(banks.whole.reader(), scheme)
    pd.testing.assert_series_equal(narrowed.cuts["at_least"], whole.cuts["at_least"])
    assert narrowed.tiers["customers"].tolist() == [int((mine["tier"] == name).sum()) for name in scheme.names]
    assert narrowed.tiers["contribution"].tolist() == pytest.approx(
        [mine.loc[mine["tier"] == name, "contribution"].sum() for name in scheme.names])


def test_two_segments_that_are_the_bank_together_add_up_to_it(banks):
    scheme = proposed(banks, cut="by_type", hold=Hold(1.0, 2), **BY_SCORE)
    rest = banks.whole.reader(Scope(segment=segment(*OTHERS)))
    *parts, whole = [tiers.tiering(read, scheme) for read in (banks.narrowed, rest, banks.whole.reader())]
    for column in ("customers", "contribution", "balance"):
        assert sum(part.tiers[column] for part in parts).tolist() == pytest.approx(whole.tiers[column].tolist())
    for direction in ("up", "down", "left"):
        assert sum(part.moves.customers(direction) for part in parts) == whole.moves.customers(direction)
    for part in parts:
        assert repr(part.staffing) == repr(whole.staffing), "hours are there for all customers of the regions"
        assert part.capacity.managers["hours"].tolist() == pytest.approx(whole.capacity.managers["hours"].tolist())


def test_the_cost_of_a_segment_is_not_told_as_if_it_took_the_hours_of_all_customers(banks):
    scheme = proposed(banks, **BY_SCORE)
    whole, mine = (str(tiers.say(tiers.tiering(read, scheme), Money("EUR")))
                   for read in (banks.whole.reader(), banks.narrowed))
    assert "those to all whom the same staff serves would use" in mine
    assert "a year and use " in whole


def test_movers_of_a_segment_are_those_of_the_bank_in_it(banks):
    scheme = proposed(banks, **BY_SCORE)
    whole, mine = (tiers.movers(read, scheme)["customer_id"].tolist()
                   for read in (banks.whole.reader(), banks.narrowed))
    assert mine == [each for each in whole if each in IDS]
    assert 0 < len(mine) < len(whole)
