"""Every figure of the Pareto, Causes, Dependence, Priorities and Customer pages, derived once more on whole books.

The demo bank and the real Czech bank are read row by row from the priced activity; everything after that is
plain Python over dictionaries, without a mart, a cube or a room.
"""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections import defaultdict

import pandas as pd
import pytest

from crm_core import CannotAnswer, open_book
from crm_core.profit_and_loss import SIGNS
from crm_core.question import Question
from crm_core.rooms import causes, customer, dependence, pareto, priorities, tiers
from crm_core.scope import Scope

SCOPES = {
    "everything": Scope(),
    "two regions": Scope(regions=("NORTE", "SUR", "1", "5")),
    "individuals a year ago": Scope(years_ago=1, customer_types=("individual",)),
}


class ByHand:
    """A book's customers over its trailing years, from the rows, by plain loops."""

    def __init__(self, book) -> None:
        self.people = {row["customer_id"]: row for row in rows(book, "select * from customers")}
        activity = rows(book, "select * from activity_money")
        self.last = max(row["month"].date() for row in activity)
        self.years = {back: defaultdict(lambda: defaultdict(float)) for back in range(3)}
        self.products = {back: defaultdict(float) for back in range(3)}
        months = {back: set() for back in range(3)}
        held: dict[tuple[int, str, str], list[float]] = defaultdict(list)
        for row in activity:
            back = self.months_ago(row["month"].date()) // 12
            if back > 2:
                continue
            months[back].add(row["month"])
            into = self.years[back][row["customer_id"]]
            is_known = not pd.isna(row["turnover"])
            for name in (*SIGNS, *(["turnover"] if is_known else [])):
                into[name] += row[name]
            held[back, row["customer_id"], row["product_id"]].append(row["balance"])
            into["contribution"] += sum(sign * row[line] for line, sign in SIGNS.items())
            into["revenue"] += row["net_interest_income"] + row["fee_income"]
            if is_known:
                self.products[back][row["customer_id"], row["product_id"]] += row["turnover"]
        for back, year in self.years.items():
            last_day = self.last_day(back)
            for person, facts in self.people.items():
                left = facts["left_on"]
                stayed = not isinstance(left, dt.date) or pd.isna(left) or left.date() >= self.first_day(back)
                if months[back] and facts["joined_on"].date() <= last_day and stayed:
                    _ = year[person]["contribution"]
        for (back, person, _), balances in held.items():  # the mean of the months, without those that are unknown
            known = [balance for balance in balances if not pd.isna(balance)]
            span = len(months[back]) - len(balances) + len(known)
            self.years[back][person]["balance"] += sum(known) / span if span else 0.0
        self.whole = {back for back in range(3) if len(months[back]) == 12}

    def months_ago(self, month: dt.date) -> int:
        return (self.last.year - month.year) * 12 + self.last.month - month.month

    def first_day(self, back: int) -> dt.date:
        whole = self.last.year * 12 + self.last.month - 1 - 12 * back - 11
        return dt.date(whole // 12, whole % 12 + 1, 1)

    def last_day(self, back: int) -> dt.date:
        whole = self.last.year * 12 + self.last.month - 12 * back
        return dt.date(whole // 12, whole % 12 + 1, 1) - dt.timedelta(days=1)

    def within(self, scope: Scope, back: int = 0) -> dict[str, dict[str, float]]:
        return {
            person: facts for person, facts in self.years[scope.years_ago + back].items()
            if (not scope.regions or self.people[person]["region_id"] in scope.regions)
            and (not scope.customer_types or self.people[person]["customer_type"] in scope.customer_types)
        }


def rows(book, sql: str) -> list[dict]:
    return book.read(Question("rows", sql), seconds=120).to_dict("records")


@pytest.fixture(scope="module", params=["demo", "berka"])
def bank(request):
    with open_book(request.getfixturevalue(request.param)) as book:
        yield book, ByHand(book)


def best_first(amounts: dict[str, float]) -> list[float]:
    return sorted((round(amount, 2) for amount in amounts.values()), reverse=True)


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
@pytest.mark.parametrize("by", ["contribution", "revenue", "balance", "turnover"])
def test_pareto(bank, scope, by):
    book, hand = bank
    amounts = best_first({person: facts[by] for person, facts in hand.within(scope).items()})
    found = pareto.curve(book.reader(scope), by=by, top=0.2, cover=0.8)
    total, wanted = sum(amounts), 0.2 * len(amounts)
    whole = int(wanted - 1e-9)  # the last of the top is at the threshold, also where all of it counts
    top = sum(amounts[:whole]) + (wanted - whole) * amounts[whole]
    rounding = 0.006 * len(amounts) if by == "balance" else 0.01
    assert found.customers == len(amounts)
    assert found.total == pytest.approx(total, abs=rounding)
    assert found.top_amount == pytest.approx(top, abs=rounding)
    assert found.cut == pytest.approx(amounts[whole], abs=0.011)
    assert found.profitable_customers == pytest.approx(sum(amount > 0 for amount in amounts), abs=1)
    assert found.loss_making_customers == sum(amount < 0 for amount in amounts)
    assert found.peak_amount == pytest.approx(sum(amount for amount in amounts if amount > 0), abs=rounding)
    assert found.destroyed_amount == pytest.approx(-sum(amount for amount in amounts if amount < 0), abs=0.01)
    if total > 0:
        running = fewest = 0.0
        for amount in amounts:
            if running + amount >= 0.8 * total:
                fewest += (0.8 * total - running) / amount
                break
            running, fewest = running + amount, fewest + 1
        assert found.cover_customers == pytest.approx(fewest, rel=1e-3)
    pairs = sum((len(amounts) - 1 - 2 * place) * amount for place, amount in enumerate(amounts))
    size = sum(map(abs, amounts))
    if size:
        n = len(amounts)
        assert found.gini == pytest.approx(pairs / (size * (n - 1 if min(amounts) < 0 else n)), abs=2e-4)


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_what_moved(bank, scope):
    book, hand = bank
    found = pareto.answer(book.reader(scope))
    if scope.years_ago + 1 not in hand.whole:
        assert found.stability is None
        return
    now, before = ({person: round(facts["contribution"], 2) for person, facts in hand.within(scope, back).items()}
                   for back in (0, 1))
    cut, cut_before = (best_first(year)[int(0.2 * len(year) - 1e-9)] for year in (now, before))
    is_top = {person for person, amount in now.items() if amount >= cut and amount > 0}
    was_top = {person for person, amount in before.items() if amount >= cut_before and amount > 0}
    moved = found.stability
    assert (moved.stayed, moved.entered, moved.left) == (
        len(is_top & was_top), len(is_top - was_top), len(was_top - is_top))
    assert moved.left_amount_before == pytest.approx(sum(before[each] for each in was_top - is_top), abs=0.01)
    assert moved.left_amount == pytest.approx(sum(now.get(each, 0) for each in was_top - is_top), abs=0.01)


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
@pytest.mark.parametrize("by", ["contribution", "revenue", "balance", "turnover"])
def test_who_entered_and_who_left(bank, scope, by):
    book, hand = bank
    read = book.reader(scope)
    lists = {move: pareto.movers(read, by=by, move=move, rows=pareto.MAX_LISTED) for move in ("entered", "left")}
    if scope.years_ago + 1 not in hand.whole:
        assert all(each.empty for each in lists.values())
        return
    now, before = ({person: round(facts[by], 2) for person, facts in hand.within(scope, back).items()}
                   for back in (0, 1))
    cut, cut_before = (best_first(year)[int(0.2 * len(year) - 1e-9)] for year in (now, before))
    is_top = {person for person, amount in now.items() if amount >= cut and amount > 0}
    was_top = {person for person, amount in before.items() if amount >= cut_before and amount > 0}
    exact = 0.011 if by == "balance" else 1e-6  # an average is rounded once more
    for move, people in (("entered", is_top - was_top), ("left", was_top - is_top)):
        table = lists[move].set_index("id")
        assert set(table.index) == people
        assert table["change"].abs().is_monotonic_decreasing
        for year, amount, rank in ((now, "amount", "rank"), (before, "amount_before", "rank_before")):
            ordered = sorted(year.values(), reverse=True)
            for person in people:
                if person not in year:
                    assert pd.isna(table.loc[person, amount])
                    assert pd.isna(table.loc[person, rank])
                    continue
                assert table.loc[person, amount] == pytest.approx(year[person], abs=exact)
                better = sum(each > year[person] + exact for each in ordered)
                as_good = sum(each >= year[person] - exact for each in ordered)
                assert better < table.loc[person, rank] <= as_good
                if as_good == better + 1:
                    assert table.loc[person, rank] == as_good


COLUMNS = {"branches": "branch_id", "managers": "manager_id", "regions": "region_id", "types": "customer_type"}


@pytest.mark.parametrize("unit", COLUMNS)
def test_groups_and_the_years_before_them(bank, unit):
    book, hand = bank
    sums = {back: defaultdict(float) for back in range(3)}
    for back, year in sums.items():
        for person, facts in hand.within(Scope(), back).items():
            key = hand.people[person][COLUMNS[unit]]
            year[key if isinstance(key, str) else ""] += facts["contribution"]
    assigned = {back: {key: amount for key, amount in year.items() if key} for back, year in sums.items()}
    if not assigned[0]:
        with pytest.raises(CannotAnswer):
            pareto.answer(book.reader(), rank=unit)
        return
    found = pareto.answer(book.reader(), rank=unit)
    table = found.table.set_index("id")
    whole = sum(sums[0].values())
    assert found.total == pytest.approx(sum(assigned[0].values()), abs=0.5)
    assert found.whole == pytest.approx(whole, abs=0.5)
    assert table["share"].to_dict() == pytest.approx({key: amount / whole for key, amount in sums[0].items()}, abs=1e-6)
    for back, column in ((1, "amount_before"), (2, "amount_two_before")):
        if back in hand.whole:
            then = {key: amount for key, amount in sums[back].items() if key in sums[0]}
            assert table[column].dropna().to_dict() == pytest.approx(then, abs=0.5)
    if 1 in hand.whole:
        tops = []
        for back in (0, 1):
            best = sorted(assigned[back], key=lambda key: -assigned[back][key])[: math.ceil(0.2 * len(assigned[back]))]
            tops.append({key for key in best if assigned[back][key] > 0})
        assert found.stability.stayed == len(tops[0] & tops[1])
        assert set(found.moving.loc[found.moving["move"] == "entered", "id"]) == tops[0] - tops[1]
        assert set(found.moving.loc[found.moving["move"] == "left", "id"]) == tops[1] - tops[0]
        assert found.stability.left_amount == pytest.approx(sum(assigned[0].get(key, 0) for key in tops[1] - tops[0]),
                                                            abs=0.5)


@pytest.mark.parametrize("unit", ["branches", "managers", "regions", "types", "products"])
def test_groups(bank, unit):
    book, hand = bank
    if unit != "products" and not any(isinstance(each[COLUMNS[unit]], str) for each in hand.people.values()):
        return
    found = pareto.answer(book.reader(), by="turnover", rank=unit)
    sums: dict[str, float] = defaultdict(float)
    if unit == "products":
        for (_, product), amount in hand.products[0].items():
            sums[product] += amount
    else:
        for person, facts in hand.within(Scope()).items():
            key = hand.people[person][COLUMNS[unit]]
            sums[key if isinstance(key, str) else ""] += facts["turnover"]
    listed = dict(zip(found.table["id"], found.table["amount"], strict=True))
    assert listed == pytest.approx(dict(sums), abs=0.01)


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_causes(bank, scope):
    book, hand = bank
    losing = {person: facts for person, facts in hand.within(scope).items() if round(facts["contribution"], 2) < 0}
    if not losing:
        return
    everyone = hand.years[scope.years_ago]
    typical = {
        (kind, line): round(statistics.median(
            facts[line] for person, facts in everyone.items() if hand.people[person]["customer_type"] == kind), 2)
        for kind in {hand.people[person]["customer_type"] for person in losing} for line in SIGNS
    }
    found = causes.answer(book.reader(scope))
    differences = {
        line: sign * sum(facts[line] - typical[hand.people[person]["customer_type"], line]
                         for person, facts in losing.items())
        for line, sign in SIGNS.items()
    }
    assert found.customers == len(losing)
    listed = found.lines.set_index("line")["difference"].to_dict()
    assert listed == pytest.approx(differences, abs=0.0101 * len(losing))
    assert sum(listed.values()) == pytest.approx(found.gap, abs=1e-6)
    assert found.main_cause == min(differences, key=differences.get)


def test_dependence(bank):
    book, hand = bank
    amounts = {person: round(facts["contribution"], 2) for person, facts in hand.within(Scope()).items()}
    found = dependence.answer(book.reader())
    ranked = best_first(amounts)
    assert found.leavers["amount"].tolist() == pytest.approx([sum(ranked[:many]) for many in (1, 5, 10)])
    gains = [amount for amount in ranked if amount > 0]
    assert found.single_name_index == pytest.approx(sum((100 * each / sum(gains)) ** 2 for each in gains), rel=1e-4)
    carried: dict[str, float] = defaultdict(float)
    for person, amount in amounts.items():
        manager = hand.people[person]["manager_id"]
        if isinstance(manager, str):
            carried[manager] += amount
    listed = dict(zip(found.managers["manager_id"], found.managers["contribution"], strict=True))
    assert listed == pytest.approx(dict(carried), abs=0.01)


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_who_is_known_to_one_manager_only_and_who_of_the_largest_has_left(bank, scope):
    book, hand = bank
    amounts = {person: round(facts["contribution"], 2) for person, facts in hand.within(scope).items()}
    found = dependence.answer(book.reader(scope))
    met: dict[str, list[str]] = defaultdict(list)
    for contact in rows(book, "select * from contacts"):
        met[contact["customer_id"]].append(contact["channel"])
    known = {person for person, channels in met.items() if person in amounts
             and isinstance(hand.people[person]["manager_id"], str)
             and len(channels) > 1 and all(channel in ("visit", "meeting", "manager") for channel in channels)}
    assert found.known_customers == len(known)
    assert found.known_amount == pytest.approx(sum(amounts[person] for person in known), abs=0.01)
    assert found.managers["known_only"].sum() == len(known)
    if known:
        assert set(found.known["customer_id"]) <= known
        assert found.known["contacts"].tolist() == [len(met[person]) for person in found.known["customer_id"]]
    ten = sorted(amounts, key=lambda person: (-amounts[person], person))[:10]
    assert set(found.gone["customer_id"]) == {person for person in ten if not pd.isna(hand.people[person]["left_on"])}
    total = sum(amounts.values())
    for row in found.leavers.itertuples():
        lost = sum(sorted(amounts.values(), reverse=True)[: row.largest])
        assert row.remaining == pytest.approx(total - lost, abs=0.01)
        assert row.share == pytest.approx(lost / total, abs=1e-6)


@pytest.mark.parametrize("who", ["loss_makers", "everybody"])
def test_causes_and_levers_of_one_branch(bank, who):
    book, hand = bank
    branches = {each["branch_id"] for each in hand.people.values() if isinstance(each["branch_id"], str)}
    for branch in sorted(branches)[:5]:
        theirs = [facts for person, facts in hand.within(Scope()).items()
                  if hand.people[person]["branch_id"] == branch
                  and (who == "everybody" or round(facts["contribution"], 2) < 0)]
        if not theirs:
            continue
        found = causes.answer(book.reader(), who=who, branch=branch)
        brought = sum(facts["contribution"] for facts in theirs)
        assert found.customers == len(theirs)
        assert found.contribution == pytest.approx(brought, abs=0.01 * len(theirs))
        needed = found.levers.set_index("lever")["needed"].to_dict()
        if brought < 0:
            sums = {name: sum(facts[name] for facts in theirs) for name in (*SIGNS, "balance")}
            assert needed["fees"] == pytest.approx(-brought / len(theirs), abs=0.02)
            assert needed["cost to serve"] == pytest.approx(-brought / sums["cost_to_serve"], rel=1e-3)
            assert needed["margin"] == pytest.approx(-brought / sums["balance"], rel=1e-3)


def test_repair(bank):
    book, hand = bank
    now = hand.within(Scope())
    at_units = {row["customer_id"]: row for row in rows(book, "select * from reference_years where years_ago = 0")}
    mended, doubtful = set(), set()
    for person, facts in now.items():
        loss, own = -round(facts["contribution"], 2), at_units.get(person)
        if own is None or loss <= 0 or not pd.isna(hand.people[person]["left_on"]):
            continue
        gains = [SIGNS[line] * (float(own[line]) - facts[line]) for line in SIGNS if line != "capital_charge"]
        if abs(max(gains) - loss) < 0.02:
            doubtful.add(person)  # a cent of rounding decides
        elif max(gains) > loss:
            mended.add(person)
    found = priorities.answer(book.reader(), todo="repair", rows=priorities.MAX_LISTED)
    listed = set(found.table["customer_id"])
    assert mended <= listed <= mended | doubtful
    assert found.money == pytest.approx(sum(-round(now[person]["contribution"], 2) for person in listed), abs=0.01)


def test_a_tier_is_the_one_a_loop_over_everybody_gives(bank):
    book, hand = bank
    read = book.reader()
    now = {person: round(facts["contribution"], 2) for person, facts in hand.within(Scope()).items()}
    ranked = sorted(now.values(), reverse=True)
    cuts = [ranked[int(share * len(ranked)) - 1] for share in (0.05, 0.08)]
    scheme = tiers.starting_scheme(tiers.book_weights(read), by="contribution", values=(0.05, 0.03))
    placer = tiers.Placer.of(read, scheme)
    people = sorted(now, key=lambda person: -now[person])
    for person in (*people[:3], *people[100:400:7], *people[-3:]):
        above = sum(now[person] < cut for cut in cuts)
        assert tiers.tier_of(read, placer, person).tier == scheme.tiers[above].name


def test_priorities(bank):
    book, hand = bank
    now = {person: round(facts["contribution"], 2) for person, facts in hand.within(Scope()).items()}
    ranked = sorted(now, key=lambda person: (-now[person], person))
    top = int(0.2 * len(ranked))
    cut = now[ranked[top - 1]]
    here = {person for person in now if not isinstance(hand.people[person]["left_on"], dt.date)
            or pd.isna(hand.people[person]["left_on"])}
    grow = {person for person in ranked[top:] if cut > 0 and now[person] >= 0.75 * cut and person in here}
    found = priorities.answer(book.reader(), todo="grow", rows=priorities.MAX_LISTED)
    assert found.cut == cut
    assert set(found.table["customer_id"]) == grow
    assert found.money == pytest.approx(sum(cut - now[person] for person in grow), abs=0.01)
    if 1 in hand.whole:
        before = {person: round(facts["contribution"], 2) for person, facts in hand.years[1].items()}
        were = set(sorted(before, key=lambda person: (-before[person], person))[: int(0.2 * len(before))])
        fallen = {person for person in (were | set(ranked[:top])) & set(now) & set(before)
                  if person in here and before[person] > 0 and now[person] < before[person] * 0.9}
        assert set(priorities.answer(book.reader(), rows=priorities.MAX_LISTED).table["customer_id"]) == fallen


def test_customers(bank):
    book, hand = bank
    now = hand.years[0]
    for person in sorted(now, key=lambda each: -now[each]["contribution"])[:3]:
        found = customer.answer(book.reader(), customer=person)
        assert found.latest["contribution"] == pytest.approx(now[person]["contribution"], abs=0.011)
        assert found.products.loc[found.products["years_ago"] == 0, "turnover"].sum() == pytest.approx(
            now[person]["turnover"], abs=0.01)
        better = sum(round(facts["contribution"], 2) > round(now[person]["contribution"], 2) for facts in now.values())
        assert found.latest["contribution_rank"] == better + 1
