"""The Overview in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import overview
from crm_core.rooms.overview import captions
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
RESULTS = [*WHOLE, dataclasses.replace(WHOLE[0], before=None, months_held=5),
           dataclasses.replace(WHOLE[0], months=WHOLE[0].months.assign(amount=1.0))]


def texts(result: overview.Overview) -> list[str]:
    metrics = captions.metrics(result, EUR)
    parts = overview.draw_parts(result.customer_types, captions.type_names(result), EUR)
    return [str(overview.say(result, EUR)), *captions.months(result), captions.months_in_words(result),
            *captions.regions(result), captions.regions_in_words(result), *captions.customer_types(result),
            captions.types_in_words(result), *(each.label for each in metrics), *(each.explain for each in metrics),
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
