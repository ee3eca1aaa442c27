"""The Overview in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.periods import Period
from crm_core.rooms import overview
from crm_core.rooms.overview import captions
from crm_core.rooms.overview.aims import aims
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
MONTHS = pd.date_range("2024-04-01", periods=24, freq="MS")


def result(now: list[float], before: list[float], *, by: str = "contribution", losses: float = 0.0,
           makers: int = 2) -> overview.Overview:
    """Regions R0, R1, … of two customers each, who had `before` and have `now`."""
    rows = [{"years_before": back, "region_id": f"R{place}", "region": "Norte" if place < 2 else "Sur",
             "customer_type": "individual" if place % 2 else "business", "customers": 2,
             "loss_makers": makers * (place == 0), "taken_back": losses * (place == 0),
             **dict.fromkeys(("contribution", "revenue", "balance", "turnover"), amount)}
            for back, amounts in enumerate((now, before)) for place, amount in enumerate(amounts)]
    months = pd.DataFrame({"month": MONTHS, "is_asked": [False] * 12 + [True] * 12,
                           **{name: range(24) for name in ("contribution", "revenue", "balance", "turnover")}})
    span = pd.DataFrame({"years_before": [0, 1], "first_month": [MONTHS[12], MONTHS[0]],
                         "last_month": [MONTHS[-1], MONTHS[11]], "is_complete": True, "months_with_activity": 12,
                         "has_revenue": True, "has_balance": True, "has_turnover": True})
    return overview.overview(pd.DataFrame(rows), months, span, by=by)


WHOLE = [
    result([60.0, 40.0], [50.0, 45.0], losses=7.0), result([60.0, 40.0], [90.0, 45.0], by="balance"),
    result([60.0, 40.0], [60.0, 40.0], by="turnover"), result([-60.0], [-20.0], losses=60.0, makers=1),
    result([60.0, 60.0, 60.0], [-5.0, 2.0, 1.0], by="revenue"), result([5.0], [-5.0], by="revenue"),
    result([1.0] * 14, [2.0] * 14), result([-9.0, -9.0], [-5.0, -20.0], by="balance"),
]
MONTHLY = pd.DataFrame({
    "month": MONTHS, "customers_before": [float("nan")] * 12 + [100.0] * 12, "customers_kept": 90.0,
    "new_customers": 20.0, "has_money": True, "had_money": [False] * 12 + [True] * 12, "contribution_before": 50.0,
    "contribution_kept": 48.0, "contribution_of_kept": 60.0, "new_contribution": 5.0, "revenue": 10.0,
    "cost_to_serve": 3.0})
FILE = pd.DataFrame({"column_name": ["complete", "credit_grade"], "business": 10.0, "filled_business": [7.0, 8.0]})
TOLD = [aims(MONTHLY, FILE, first_month=MONTHS[12].date(), last_month=MONTHS[-1].date(), is_comparable=True,
             states_joining=is_told, states_leaving=is_told) for is_told in (True, False)]
QUARTER = Period("quarter", MONTHS[21].date(), MONTHS[-1].date(), 3)
RESULTS = [*WHOLE, *(dataclasses.replace(WHOLE[0], aims=each, period=period) for each in TOLD
                     for period in (None, QUARTER)), dataclasses.replace(WHOLE[0], before=None, months_held=5),
           dataclasses.replace(WHOLE[0], months=WHOLE[0].months.assign(amount=1.0))]


def texts(result: overview.Overview) -> list[str]:
    shown = overview.tiles(result, EUR)
    parts = overview.draw_parts(result.customer_types, captions.type_names(result), EUR)
    return [str(overview.say(result, EUR)), *captions.months(result)[:2], captions.months_in_words(result),
            *captions.regions(result)[:2], captions.regions_in_words(result), *captions.customer_types(result)[:2],
            captions.types_in_words(result), *(text for each in shown for text in (
                each.heading, each.metric.label, each.metric.explain, each.detail, each.trend_in_words)),
            *parts.data[0].text, *parts.layout.yaxis.ticktext]


@pytest.mark.parametrize("result", RESULTS)
def test_the_figures_are_the_same_in_both_languages(result):
    english, spanish = figures_in_both(lambda: texts(result))
    assert spanish == english


@pytest.mark.parametrize("result", RESULTS)
def test_nothing_escapes_translation(result):
    assert left_in_english(lambda: texts(result), names=("Norte", "Sur", "R0", "R1", "R2")) == []


def test_the_others_are_drawn_together_in_spanish():
    many = RESULTS[6].regions
    with in_language("es"):
        drawn = overview.draw_parts(many, many["region"].tolist(), EUR)
        assert drawn.data[0].y[0] == "3 más"
        assert "−50\u00a0% respecto al año anterior" in drawn.data[0].text[-1]


def test_the_change_in_spanish():
    with in_language("es"):
        assert overview.say(RESULTS[0], EUR).headline.endswith("Es un 5,3\u00a0% más que el año anterior.")
        assert overview.say(RESULTS[1], EUR).headline.endswith("Es un 25,9\u00a0% menos que el año anterior.")


def test_what_is_to_be_done_is_said_in_both_languages():
    def said() -> list[str]:
        every = [overview.Opportunity(name, 10.0, "lost", "regions", count=count, place="Norte", is_clear=count > 1)
                 for name in ("restore", "retain", "region", "potential", "outflows", "service") for count in (1, 7)]
        outlooks = [overview.Outlook("contribution", 12, MONTHS[-1].date(), is_flow, 9.0, 8.0, 10.0, 7.0, 5, 9, 0.02,
                                     is_refuted=is_flow) for is_flow in (True, False)]
        tiles = [overview.tiles(RESULTS[0], EUR, each)[0] for each in outlooks]
        return [*(text for rank, each in enumerate(every)
                  for text in overview.say_opportunity(each, rank, EUR, 12)[:2]),
                overview.say_ranking(every), overview.say_ranking(every[:1]),
                *(text for tile in tiles for text in (tile.metric.label, tile.metric.explain, tile.detail))]

    english, spanish = figures_in_both(said)
    assert spanish == english
    assert left_in_english(said, names=("Norte",)) == []
