"""What changed, asked of a book: totals against its rows, parts, customers, one-offs, and what it refuses."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.language import in_language
from crm_core.periods import Period
from crm_core.question import Question
from crm_core.rooms import changes
from crm_core.rooms.changes import captions
from crm_core.rooms.changes.answer import MOVERS
from crm_core.rooms.changes.months import Months
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.many_rows import insert

EUR = Money("EUR")
MONTHS = [dt.date(2023 + (9 + back) // 12, (9 + back) % 12 + 1, 1) for back in range(36)]
"""October 2023 to September 2026."""
PRODUCTS = {"SAVE": "deposits", "LOAN": "loans", "PAY": "payments"}


def customers() -> list[dict]:
    """24 customers: every eighth joined in the last year, C5 and C13 left in it; two branches with a manager each."""
    people = []
    for number in range(24):
        joined = dt.date(2026, 2, 10) if number % 8 == 7 else dt.date(2019, 1, 1)
        left = dt.date(2026, 3, 20) if number in (5, 13) else None
        people.append({"customer_id": f"C{number}", "customer_type": ("individual", "business")[number % 3 == 0],
                       "region_id": ("NORTE", "SUR")[number % 4 == 1], "joined_on": joined, "left_on": left,
                       "branch_id": f"B{number % 2}", "manager_id": None if number == 6 else f"M{number % 2}"})
    return people


def rows_of(person: dict) -> list[dict]:
    """Balances grow a little, the margin on loans falls in the last year; C2 pays a fee of 9,000 once; the income of
    payments is not known in the second year."""
    number, rows = int(person["customer_id"][1:]), []
    for place, month in enumerate(MONTHS):
        if month < person["joined_on"].replace(day=1) or (person["left_on"] and month > person["left_on"]):
            continue
        for product in PRODUCTS:
            balance = Decimal(1000 * (number + 1) + 7 * place * (number % 5)) if product != "PAY" else None
            margin = {"SAVE": Decimal("0.01"), "LOAN": Decimal("0.03") if place < 24 else Decimal("0.02")}.get(product)
            rows.append({
                "customer_id": person["customer_id"], "product_id": product, "month": month, "balance": balance,
                "net_interest_income": None if margin is None else round(balance * margin / 12, 2),
                "fee_income": fee(number, product, place), "cost_to_serve": Decimal("1.25")})
    return rows


def fee(number: int, product: str, place: int) -> Decimal | None:
    if product == "PAY":
        return None if 12 <= place < 24 else Decimal("2.00")
    return Decimal(9000) if (number, product, place) == (2, "SAVE", 30) else Decimal("0.50")


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    return [row for person in customers() for row in rows_of(person)]


@pytest.fixture(scope="module")
def book(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("changed")
    with drafting(Shelf(folder), source="files", terms=Terms("Changed")) as draft:
        insert(draft.connection, "products", [
            {"product_id": each, "name": each.title(), "family": family} for each, family in PRODUCTS.items()])
        insert(draft.connection, "branches", [
            {"branch_id": "B0", "name": "Plaza", "region_id": "NORTE"}, {"branch_id": "B1", "name": "Puerto",
                                                                         "region_id": "NORTE"}])
        insert(draft.connection, "staff", [{"manager_id": "M0", "name": "Inés"}, {"manager_id": "M1", "name": None}])
        insert(draft.connection, "customers", customers())
        insert(draft.connection, "activity", rows)
        draft.finish("changed")
    with open_book(folder) as opened:
        yield opened


def revenue(rows: list[dict], first: int, last: int, fits=lambda person: True) -> Decimal:
    """The income of savings and loans in the months `first` to `last`, a row at a time."""
    fitting = {person["customer_id"] for person in customers() if fits(person)}
    return sum((row["net_interest_income"] + row["fee_income"] for row in rows if row["product_id"] != "PAY"
                and row["customer_id"] in fitting and MONTHS[first] <= row["month"] <= MONTHS[last]), Decimal(0))


def test_a_year_of_revenue_is_explained_to_the_cent(book, rows):
    result = changes.answer(book.reader(), by="revenue")
    now, before = revenue(rows, 24, 35), revenue(rows, 12, 23)
    assert (result.now, result.before, result.change) == (float(now), float(before), pytest.approx(float(now - before)))
    steps = {row.step: row.amount for row in result.steps.itertuples() if row.amount}
    assert round(sum(steps.values()), 2) == result.change
    assert steps["margin"] < 0 < steps["volume"], "loans earn less on more"
    assert steps["one_offs"] == 8999.5
    assert result.left_out == ("Pay",), "its income is known in one of the two years only"
    assert "Left out of both periods, as more is known of it in one of them: Pay." in captions.steps(result, EUR).note


@pytest.mark.parametrize(("period", "first", "last"), [("2026-Q3", 33, 35), ("2026-07", 33, 33), ("2025", 15, 26)])
def test_every_period_is_a_sum_of_its_months(book, rows, period, first, last):
    result = changes.answer(book.reader(), by="revenue", period=period)
    assert result.now == float(revenue(rows, first, last))
    assert result.before == float(revenue(rows, first - 12, last - 12))
    assert round(result.steps["amount"].sum(), 2) == pytest.approx(result.change)
    assert result.movers.empty
    assert "over twelve months only" in captions.no_movers(result)


@pytest.mark.parametrize(("options", "fits"), [
    ({"branch": "B1"}, lambda person: person["branch_id"] == "B1"),
    ({"manager": "M0"}, lambda person: person["manager_id"] == "M0")])
def test_a_branch_or_a_manager_has_a_bridge_of_its_own(book, rows, options, fits):
    result = changes.answer(book.reader(), by="revenue", **options)
    assert result.now == float(revenue(rows, 24, 35, fits))
    assert round(result.steps["amount"].sum(), 2) == pytest.approx(result.change)
    assert changes.say(result, EUR).headline.startswith(
        "Revenue of Puerto in" if "branch" in options else "Revenue of Inés in")


@pytest.mark.parametrize("parts", changes.PARTS)
def test_the_parts_add_up_to_the_whole(book, parts):
    result = changes.answer(book.reader(), by="revenue", parts=parts)
    assert result.parts["change"].sum() == pytest.approx(result.change, abs=0.005)
    assert list(result.parts["change"].abs()) == sorted(result.parts["change"].abs(), reverse=True)
    if parts == "managers":
        assert dict(zip(result.parts["part"], result.parts["name"], strict=True)) == {
            "M0": "Inés", "M1": "Manager M1", "": "Without a manager"}


def test_customers_are_counted_at_the_end_and_named_who_joined_and_left(book):
    result = changes.answer(book.reader(), by="customers", parts="branches")
    assert (result.before, result.now, result.joined, result.left) == (21, 22, 3, 2)
    assert dict(zip(result.steps["step"], result.steps["amount"], strict=True)) == {"new": 3, "left": -2}
    assert dict(zip(result.parts["part"], result.parts["change"], strict=True)) == {"B1": 1.0, "B0": 0.0}
    assert str(changes.say(result, EUR)) == (
        "Customers in September 2026: 22, 1 (+4.8%) more than a year before. This is not significant: about as many "
        "joined as left. Within the year 3 customers joined and 2 left; the difference is not significant.")
    with in_language("es"):
        assert changes.say(result, EUR).headline == (
            "Clientes en septiembre de 2026: 22, 1 (+4,8\u00a0%) más que un año antes.")


def test_who_joined_is_held_against_the_year_before():
    """Two joined in the year to the last month, one in the year before; in none of the months between."""
    months = pd.date_range("2023-10-01", periods=36, freq="MS")
    series = pd.DataFrame({"month": months, "part": "", "amount": 1.0, "joined": 9, "left_since": 0,
                           "has_before": [place >= 12 for place in range(36)]})
    series.loc[[23, 35], "joined"] = [1, 2]
    period = Period("trailing", dt.date(2025, 10, 1), dt.date(2026, 9, 1), 12)
    assert Months.of(series, period).counts() == (2, 0, 1)
    assert Months.of(series[series["month"] > "2023-10-01"].assign(has_before=False), period).counts() == (2, 0, None)
    gap = Months.of(series[series["month"] != "2025-01-01"], period).amounts()
    assert len(gap) == 36
    assert np.flatnonzero(np.isnan(gap)).tolist() == [15]


def test_loans_are_those_of_the_last_month_and_no_deposits(book, rows):
    result = changes.answer(book.reader(), by="loans", parts="products")
    held = {month: sum(row["balance"] for row in rows if row["month"] == month and row["product_id"] == "LOAN")
            for month in (MONTHS[35], MONTHS[23])}
    assert (result.now, result.before) == (float(held[MONTHS[35]]), float(held[MONTHS[23]]))
    assert list(result.parts["part"]) == ["LOAN"]
    assert result.movers.empty
    assert captions.no_movers(result) == ""


def test_the_customers_who_changed_most_are_those_of_a_loop_over_all(book):
    moves = book.read(Question("m", "select customer_id, coalesce(contribution, 0) - coalesce(contribution_before, 0)"
                                    " as change from customer_moves where years_ago = 0"))
    largest = moves.loc[moves["change"].abs().sort_values(ascending=False).index].head(10)
    listed = book.reader()(MOVERS, by="contribution", most=10, branch="", manager="")
    assert list(listed["id"]) == list(largest["customer_id"])
    assert list(listed["change"]) == pytest.approx(list(largest["change"]))
    of_branch = book.reader()(MOVERS, by="contribution", most=10, branch="B0", manager="")
    assert list(of_branch["id"]) == [each for each in moves.loc[
        moves["change"].abs().sort_values(ascending=False).index, "customer_id"] if int(each[1:]) % 2 == 0][:10]
    result = changes.answer(book.reader())
    assert result.movers.empty, "they are compared over all products, of which one is left out"
    assert "all their products" in captions.no_movers(result)


def test_one_off_fees_are_named(book):
    result = changes.answer(book.reader(), by="revenue")
    assert result.one_offs_listed == 1
    fee = result.one_offs.iloc[0]
    assert (fee["id"], fee["product"], fee["fee_income"], fee["one_off"], fee["is_now"]) == (
        "C2", "Save", 9000, 8999.5, 1)
    assert captions.one_offs(result, EUR).title == "1 one-off fee: +€9.0K of the change"


def test_the_figures_have_a_bar_a_step_and_a_part(book):
    result = changes.answer(book.reader(), by="revenue", parts="managers")
    drawn = changes.draw(result, EUR).data[0]
    assert len(drawn.x) == 1 + int((result.steps["amount"] != 0).sum())
    assert drawn.x[0] == pytest.approx(result.change)
    ends = [base + length for base, length in zip(drawn.base, drawn.x, strict=True)]
    assert ends[1] == pytest.approx(result.change), "the last step ends at the change"
    assert set(changes.draw_parts(result, EUR).data[0].customdata) == set(result.parts["part"])
    exported = captions.export_steps(result)
    assert exported["amount"].iloc[:-1].sum() == pytest.approx(exported["amount"].iloc[-1])


def test_a_product_says_nothing_of_customers_who_need_not_hold_it(book):
    of_all, of_one = (changes.answer(book.reader(), by="revenue", product=each) for each in ("", "SAVE"))
    assert "joined and 2 left" in changes.say(of_all, EUR).so_what
    assert "joined" not in changes.say(of_one, EUR).so_what
    assert [each.label for each in captions.metrics(of_one, EUR)] == ["Revenue", "A year before"]
    assert len(captions.metrics(of_all, EUR)) == 4


def test_an_only_part_is_the_whole_change_and_no_thick_bar(book):
    alone = changes.answer(book.reader(Scope(regions=("SUR",))), by="revenue")
    assert "beyond chance" in captions.parts(changes.answer(book.reader(), by="customers"), EUR).note
    assert "than its months vary" in captions.parts(alone, EUR).note
    assert captions.parts(alone, EUR).title == f"All of it in {alone.parts['name'].iloc[0]}"
    whole = changes.answer(book.reader(), by="revenue", parts="managers")
    gaps = [changes.draw_parts(each, EUR).layout.bargap for each in (alone, whole)]
    assert gaps[0] > gaps[1] > 0.34


@pytest.mark.parametrize(("asked", "scope", "told"), [
    ({"period": "2024-09"}, Scope(), "September 2023, of which the data holds 0 months of 1"),
    ({"period": "2024"}, Scope(), "January to December 2023, of which the data holds 3 months of 12"),
    ({"by": "customers", "parts": "products"}, Scope(), "Customers are counted once"),
    ({"by": "revenue", "product": "PAY"}, Scope(), "More is known of Revenue in one of the two periods"),
])
def test_what_it_cannot_compare_it_says_with_what_would_help(book, asked, scope, told):
    with pytest.raises(CannotAnswer, match=told):
        changes.answer(book.reader(scope), **asked)


def test_nobody_and_nonsense_are_refused(book):
    with pytest.raises(NobodyInScope):
        changes.answer(book.reader(), branch="B9")
    with pytest.raises(ValueError, match="'profit'"):
        changes.answer(book.reader(), by="profit")


def test_half_the_accounts_of_those_who_stayed_asks_after_the_data(book):
    result = changes.answer(book.reader(), by="deposits")
    assert result.gaps.empty
    halved = pd.DataFrame({"family": ["deposits", "loans"], "accounts_before": [90, 40], "accounts": [45, 80]})
    told = str(changes.say(type(result)(**{**vars(result), "gaps": halved}), EUR))
    assert "hold at most half the accounts of a year before (deposits)" in told
    assert "hold at least twice the accounts of a year before (loans)" in told
