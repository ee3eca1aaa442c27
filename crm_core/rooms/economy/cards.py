"""What a board should see of our regions' economies: their order, their years, why they grew."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card, Unit
from crm_core.reading import Caption
from crm_core.rooms.economy import captions
from crm_core.rooms.economy.figure import draw, draw_shift, draw_trend
from crm_core.rooms.economy.measure import Economy
from crm_core.rooms.economy.reading import say, say_shift, say_trend


def cards(result: Economy, money: Money) -> tuple[Card, ...]:
    """The cards of the page, by the first indicator that the book knows."""
    by = result.said[0].name
    indicator = result.indicator(by)
    unit: Unit = "money" if indicator.unit == "money" else "number" if indicator.unit == "number" else "share"
    ranked = result.ranked(by).rename(columns={"value": by})
    reading = say(result, money, by=by)
    found = [Card(Caption(reading.headline, captions.region_bars(result, by, money).note), draw(result, money, by=by),
                  ranked[["region", by, "rank"]], str(reading), unit=unit)]
    if result.is_moving(by):
        column = indicator.yearly or by
        found.append(Card(captions.trend(result, by, money), draw_trend(result, money, by=by),
                          result.trend[["region", "year", column]].dropna(), say_trend(result, money, by=by),
                          unit="share" if indicator.yearly else unit))
    if result.industry_years:
        found.append(Card(captions.shift(result, result.size), draw_shift(result),
                          result.growth[["region", "mix_rate", "competitive_rate"]], say_shift(result), unit="share"))
    return tuple(found)
