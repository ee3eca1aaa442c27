"""A customer's profile in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.profit_and_loss import SIGNS
from crm_core.reading import Metric
from crm_core.rooms import customer
from crm_core.rooms.customer import captions
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
TIER = Metric("", "", "")
ALL = ("contribution", "balance", "turnover")


def profile(*amounts: float, known: tuple[str, ...] = ALL, left: dt.date | None = None, equals: int = 1,
            customers: int = 1_204, months: int = 12) -> customer.CustomerFile:
    """A customer with these `amounts`, latest first, of everything that is measured."""
    who = pd.DataFrame([{"customer_id": "C1", "name": "Ana Ruiz", "customer_type": "business", "region": "Norte",
                         "branch": None, "manager": "Inés", "industry": None, "credit_grade": "B",
                         "joined_on": dt.date(2015, 3, 1), "left_on": left}])
    years = pd.DataFrame([{**dict.fromkeys((*SIGNS, *ALL), amount), "years_ago": back, "is_complete": months == 12,
                           "last_month": pd.Timestamp(2026 - back, 9, 1), "months_with_activity": months,
                           "contribution_rank": 1_000 + back, "equal_customers": equals, "of_customers": customers,
                           "contribution_score": 12.5, "products_held": 2 - back % 2}
                          for back, amount in enumerate(amounts)])
    products = pd.DataFrame([{**dict.fromkeys((*SIGNS, *ALL), amount), "product_id": "P", "product": "Plan",
                              "family": "cards", "years_ago": back} for back, amount in enumerate(amounts)])
    dates = pd.date_range("2026-04-01", periods=6, freq="MS")
    by_month = pd.DataFrame({"month": dates[-min(6, months):], **dict.fromkeys(ALL, 1_500.5)})
    return customer.customer_file(who, years, products, by_month, known=known)


PROFILES = [
    profile(2_000.0, 1_000.0, 50.0), profile(-40.0, 5.0, left=dt.date(2026, 3, 9)), profile(7.0, 7.0, equals=3),
    profile(7.0, customers=1, months=1), profile(1_000.0, 2_000.0, known=("balance",)), profile(5.0, 0.1, equals=2),
    profile(9.5, 1.0, known=("turnover", "balance")), profile(0.0, -7.0, known=("turnover",), months=5),
    profile(3.0, 4.0, known=()),
]


def texts(result: customer.CustomerFile) -> list[str]:
    shown, table = captions.metrics(result, TIER, EUR), captions.year_table(result, EUR)
    return [str(customer.say(result, EUR)), *captions.months(result, EUR)[:2], *captions.years(result)[:2],
            *captions.products(result, EUR)[:2], *captions.against_the_median(result, -1_234.0, EUR)[:2],
            *captions.against_the_median(result, 12.0, EUR)[:2], *(each.label for each in shown),
            *(each.explain for each in shown), *table["what"],
            *(captions.break_even(lever, 0.125, EUR) for lever in ("fees", "margin", "cost to serve", "balance"))]


@pytest.mark.parametrize("result", PROFILES)
def test_the_figures_are_the_same_in_both_languages(result):
    english, spanish = figures_in_both(lambda: texts(result))
    assert spanish == english


@pytest.mark.parametrize("result", PROFILES)
def test_nothing_escapes_translation(result):
    assert left_in_english(lambda: texts(result)) == []


def test_a_profile_in_spanish():
    with in_language("es"):
        assert str(customer.say(PROFILES[0], EUR)) == (
            "Ana Ruiz aportó 2.000\u00a0€ en los doce meses hasta septiembre de 2026. Puesto 1.000 de 1.204 clientes. "
            "Tiene 2 productos. 1.000\u00a0€ más que el año anterior (+100\u00a0%).")
        assert captions.facts(PROFILES[0]) == (
            "ID de cliente: C1 · Tipo de cliente: Empresa · Región: Norte · Gestor: Inés · Calificación crediticia: B "
            "· Cliente desde: marzo de 2015")
        assert list(captions.year_table(PROFILES[7], EUR).columns) == [
            "what", "sept 2026, 5 meses con datos", "sept 2025, 5 meses con datos"]
        assert list(customer.draw(PROFILES[0], EUR).layout.xaxis.ticktext) == ["sept 2026"]
