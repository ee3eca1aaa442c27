"""A market through a real book: by hand, against a plain loop, and every way in which a report can fall short."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict

import pytest

from crm_core import CannotAnswer, open_book
from crm_core.amounts import NOTHING, Money, percent
from crm_core.rooms import market
from crm_core.rooms.market import captions
from crm_core.scope import Scope
from tests.tiny_markets import JUNE, JUNE_BEFORE, bank, customer, publish

EUR = Money("EUR")


def told(story: str, *rows) -> list:
    """The rows of one story, in a region of its own: one book tells them all."""
    return [{**row, "region_id": story} for row in rows]


YEAR = [bank("We", 30), bank("Alpha", 50), bank("Beta", 20),
        bank("We", 40, period=JUNE_BEFORE), bank("Alpha", 40, period=JUNE_BEFORE), bank("Beta", 20, period=JUNE_BEFORE)]
STORIES = [
    *told("year", *YEAR),
    *told("alone", bank("We", 7)),
    *told("names", bank("We", 15), {**bank("We online", 15), "is_own": True}, bank("Alpha", 70)),
    *told("stops", *(row for row in YEAR if not (row["institution"] == "Beta" and row["period"] == JUNE))),
    *told("new", *YEAR, bank("Gamma", 100)),
    *told("merged", *YEAR[:1], bank("Alpha", 70), *YEAR[3:]),
    *told("beyond", *YEAR[:1], bank("Alpha", 170), *YEAR[3:]),
    *told("part", *YEAR, bank("Beta", 30, family="deposits", period=JUNE_BEFORE),
          bank("Alpha", 40, family="deposits", period=JUNE_BEFORE), bank("Alpha", 70, family="deposits")),
    *told("once", *YEAR, bank("Alpha", 500, family="deposits")),
    *told("without us", bank("Alpha", 60), bank("Beta", 40)),
    *told("overfull", bank("We", 5), bank("Alpha", 5)),
    *told("zeros", bank("We", 0), bank("Alpha", 0)),
    *told("headquarters", bank("We", 1, booked_at="headquarters"), bank("Alpha", 1, booked_at="headquarters")),
    *told("branch", bank("We", 1, booked_at="branch"), bank("Alpha", 1, booked_at="branch")),
]


@pytest.fixture(scope="module")
def tell(tmp_path_factory):
    """`tell(story, **options)` → the market of one story."""
    folder = tmp_path_factory.mktemp("stories")
    publish(folder, market=STORIES, customers=[
        customer(1), customer(2, month="2024-06-01"), customer(3, region="overfull", balance=99)])
    with open_book(folder) as book:
        def ask(story: str, *, years_ago: int = 0, **options):
            return market.answer(book.reader(Scope(years_ago, (story,))), **options)

        yield ask


# by hand


def test_we_lost_ten_points_to_alpha(tell):
    found = tell("year")
    assert (found.own.share, found.own.rank, found.own.of) == (0.3, 2, 3)
    assert found.own.share_change == pytest.approx(-0.1)
    assert found.own.peers_mean_share == pytest.approx(0.35)
    assert (found.own.leader, found.own.leader_share) == ("Alpha", 0.5)
    assert (found.hhi, found.hhi_before) == (pytest.approx(3800), pytest.approx(3600))
    assert market.riser(found) == "Alpha"
    said = market.say(found, EUR)
    assert said.headline == "We hold 30% of the market, rank 2 of 3. Our share is 10 points lower than a year before."
    assert said.so_what == "Alpha gained most (+10 points). The market totals €100; its HHI is 3,800."
    assert market.caveats(found) == ()


def test_families_and_regions_have_their_own_shares_and_ranks(tmp_path):
    publish(tmp_path, market=[
        bank("We", 10), bank("Alpha", 30), bank("We", 40, family="deposits"), bank("Alpha", 20, family="deposits"),
        bank("We", 5, region="S"), bank("Alpha", 3, region="S")])
    with open_book(tmp_path) as book:
        found, only = (market.answer(book.reader(), family=family) for family in ("all", "deposits"))
    families = found.families.set_index("family")
    assert families["own_share"].to_dict() == {"deposits": pytest.approx(2 / 3), "loans": pytest.approx(15 / 48)}
    assert families["own_rank"].to_dict() == {"deposits": 1, "loans": 2}
    assert families.loc["loans", "peers_mean_share"] == pytest.approx(33 / 48)
    regions = found.regions.set_index("region_id")
    assert found.regions["region_id"].tolist() == ["S", "N"]
    assert regions.loc["N", "relative_share"] == pytest.approx(1)
    assert regions.loc["S", "leader"] == "We"
    assert only.own.share == pytest.approx(2 / 3)
    assert market.say(only, EUR).headline.startswith("We hold 66.7% of the market for deposits, rank 1 of 2")


def test_a_one_bank_region_is_ten_thousand_and_has_no_peers(tell):
    found = tell("alone")
    assert found.hhi == 10_000
    assert found.own.peers_mean_share is None
    assert market.say(found, EUR).headline == "We hold 100% of the market, as its only bank."


def test_our_several_names_are_one_bank(tell):
    found = tell("names")
    assert (found.own.institution, found.own.share, found.own.of) == ("We", 0.3, 2)
    assert found.hhi == pytest.approx(5800)


def test_an_earlier_report_can_be_asked_for(tell):
    found = tell("year", period=JUNE_BEFORE)
    assert (found.period, found.before) == (dt.date(2024, 6, 30), None)
    assert found.own.share == 0.4
    assert found.trend["period"].nunique() == 1


def test_last_year_does_not_see_this_years_reports(tell):
    found = tell("year", years_ago=1)
    assert (found.period, found.own.share) == (dt.date(2024, 6, 30), 0.4)


# reports that fall short


def test_a_bank_that_stops_reporting_is_named_and_not_called_a_loser(tell):
    found = tell("stops")
    assert (found.missing, found.missing_share) == (("Beta",), 0.2)
    said = market.say(found, EUR)
    assert said.headline == ("We hold 37.5% of the market, rank 2 of 2. Among the banks in both reports, our share is "
                             "12.5 points lower than a year before."), "30 of 80 now, 40 of 80 then"
    assert said.so_what.startswith("Beta, with 20% of the market a year before, does not report all of it now: it may "
                                   "have stopped reporting or merged into another bank")
    assert market.riser(found) == "", "Alpha's 12.5 points may be Beta's"
    assert captions.trend(found).title == "Share of each bank by report"
    assert "gained" not in said.so_what.partition(". ")[2]


@pytest.mark.parametrize(("story", "now", "both", "before"), [
    ("year", 3800, 3800, 3600), ("stops", 5312.5, 5312.5, 5000), ("new", 3450, 3800, 3600),
    ("merged", 5800, 5800, 5000)])
def test_concentration_is_set_beside_that_of_the_same_banks(tell, story, now, both, before):
    """By hand, "stops": 30 and 50 now, 40 and 40 then; with Beta's 20 then it would have been 3,600."""
    found = tell(story)
    assert (found.hhi, found.hhi_of_both, found.hhi_before) == pytest.approx((now, both, before))
    note = captions.metrics(found)[-1].explain
    assert note.endswith("A year before: 3,600." if story == "year" else
                         f"Among the banks in both reports: {both:,.0f}, a year before {before:,}.")


def test_a_bank_missing_a_year_before_is_named_and_not_called_a_winner(tell):
    found = tell("new")
    changes = found.banks.set_index("institution")["share_change"]
    assert changes["Gamma"] != changes["Gamma"], "who entered, and who was missing then, look the same"
    assert (changes["We"], changes["Alpha"]) == pytest.approx((-0.1, 0.1)), "among the banks of both reports"
    assert market.riser(found) == "Alpha"
    assert "Gamma reports balances that it did not report a year before" in market.say(found, EUR).so_what


@pytest.mark.parametrize(("story", "riser"), [("merged", ""), ("beyond", "Alpha"), ("part", "")])
def test_who_took_over_another_is_a_winner_only_beyond_what_that_bank_held(tell, story, riser):
    found = tell(story)
    assert market.riser(found) == riser
    assert found.missing == ("Beta",)
    assert "Beta, " in market.say(found, EUR).so_what
    gained = found.banks.set_index("institution")["share_change"]
    assert gained["We"] <= 0 or gained["We"] != gained["We"]


def test_a_total_in_one_region_is_left_out_and_said(tmp_path):
    publish(tmp_path, market=[bank("We", 200), bank("Alpha", 300), bank("Beta", 500), bank("Total", 1000)])
    with open_book(tmp_path) as book:
        said = market.say(market.answer(book.reader()), EUR)
    assert said.headline == "We hold 20% of the market, rank 3 of 3."
    assert said.so_what.startswith("Total is treated as a total and left out.")


def test_our_own_balances_under_another_name_are_left_out_and_said(tmp_path):
    publish(tmp_path, market=[bank("We", 21_341), bank("Alpha", 30_173), bank("Beta", 50_982), bank("We 2", 21_341)])
    with open_book(tmp_path) as book:
        found = market.answer(book.reader())
    said = market.say(found, EUR)
    assert said.headline == "We hold 20.8% of the market, rank 3 of 3.", "21,341 of 102,496"
    assert said.so_what.startswith("We 2 repeats our own balances and is left out.")
    assert market.caveats(found) == ("1 doubtful balance is left out: our own balances under another name. "
                                     "The Data page lists it.",)


def test_a_family_reported_on_one_day_only_makes_no_change(tell):
    found = tell("once")
    assert (found.before, found.own.share_change, found.hhi_before) == (None, None, None)
    assert found.regions["share_change"].isna().all()
    changes = found.families.set_index("family")["share_change"]
    assert changes["loans"] == pytest.approx(-0.1)
    assert changes.isna()["deposits"]
    assert "no report of the same regions and families a year before" in market.caveats(found)[0]
    assert market.say(found, EUR).headline == "We hold 5% of the market, rank 2 of 3."


def test_a_market_without_us_says_who_leads(tell):
    found = tell("without us")
    assert found.own is None
    assert market.say(found, EUR).headline == "We do not report in the market; Alpha leads with 60%."
    market.draw(found, EUR)
    market.draw_families(found)


def test_doubtful_balances_are_left_out_and_said(tmp_path, tell):
    publish(tmp_path, market=[*YEAR, bank("Alpha", 20.16, region="S"),
                              bank("Alpha", 50.25, region="T"), bank("Alpha", 120.41, region="HQ")])
    with open_book(tmp_path) as book:
        found = market.answer(book.reader())
    assert found.own.share == pytest.approx(30 / 170.41)
    assert any("1 doubtful balance is left out: a main office" in said for said in market.caveats(found))
    with pytest.raises(CannotAnswer, match="are doubtful and left out; the Data page says why"):
        tell("overfull")


@pytest.mark.parametrize(
    ("place", "said"), [("headquarters", "say nothing about"), ("branch", "to the branch that keeps"), ("alone", "")]
)
def test_the_page_can_say_where_balances_are_booked(tell, place, said):
    found = tell(place)
    assert found.booked_at == ((place,) if said else ())
    assert said in " ".join(market.caveats(found))


@pytest.mark.parametrize("story", ["zeros", "nowhere"])
def test_a_market_of_zeros_and_no_market_are_the_same_to_a_reader(tell, story):
    with pytest.raises(CannotAnswer, match="a market file with what every bank holds"):
        tell(story)


def test_a_period_shows_its_last_report_and_which_one_that_is(tell):
    then, now = tell("year", period="2024-06"), tell("year", period="month")
    assert (then.period, then.months.name) == (dt.date(2024, 6, 30), "2024-06")
    assert market.caveats(then)[0] == "Shares are those of the report of 30 June 2024, the last within June 2024."
    assert market.caveats(now)[0] == ("Shares are those of the report of 30 June 2025, the last within June 2025; "
                                      "changes are against the report of 30 June 2024.")
    for usual in ("", "trailing"):
        assert (tell("year", period=usual).period, tell("year", period=usual).months) == (now.period, None)
    with pytest.raises(CannotAnswer, match="does not hold May 2024: it goes from June 2024 to June 2025"):
        tell("year", period="2024-05")


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"period": "June"}, ValueError, "period is 'June'; enter the day of a report, such as 2025-06-30"),
        ({"period": "2023-06-30"}, CannotAnswer, "No bank reports on 2023-06-30. Days with reports: 2024-06-30"),
        ({"family": "cards"}, CannotAnswer, "no balances of the market for cards"),
        ({"first": "Alpha"}, ValueError, "A merger needs two banks: Alpha and another one"),
        ({"first": "Alpha", "second": "Beta", "without": "Beta"}, ValueError, "either a merger or the exit"),
        ({"jurisdiction": "Mars"}, ValueError, "no merger thresholds for 'Mars'"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(tell, options, error, told):
    with pytest.raises(error, match=told):
        tell("year", **options)


# what-if through the book


def test_a_merger_against_the_screens_of_a_place(tell):
    found = tell("year", first="Alpha", second="Beta", jurisdiction="US")
    said = str(market.say_what_if(found))
    assert "Alpha + Beta would hold 70% of the market; the HHI would go from 3,800 to 5,800." in said
    assert ("Bank regulators (US; HHI above 1,800 and up by more than 200): threshold exceeded in 1 of 1 region."
            in said)
    nowhere = tell("year", first="Alpha", second="Beta")
    assert "threshold" not in str(market.say_what_if(nowhere))
    drawn = market.draw_what_if(found.what_if, found.screens)
    assert drawn.data[2].x[0] == pytest.approx(5800)


def test_an_exit_states_its_rule(tell):
    said = market.say_what_if(tell("year", without="Beta"))
    assert said.headline == "Without Beta, our share would change by +7.5 points; the HHI would go from 3,800 to 5,312."
    assert "in proportion to what they hold" in said.so_what
    assert market.say_what_if(tell("year")) is None


# against a plain loop


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    rng = random.Random(8)
    rows = [
        bank(name, rng.randint(0, 9999), region=region, family=family, period=period)
        for period in (JUNE_BEFORE, JUNE) for region in "NSE" for family in ("loans", "deposits", "cards")
        for name in ("We", "Alpha", "Beta", "Gamma", "Delta") if rng.random() < 0.9
    ]
    folder = tmp_path_factory.mktemp("crowded")
    publish(folder, market=rows)
    with open_book(folder) as book:
        yield rows, book


@pytest.mark.parametrize("scope", [Scope(), Scope(regions=("N",)), Scope(regions=("E", "S"))])
@pytest.mark.parametrize("family", ["all", "loans"])
def test_a_plain_loop_over_the_rows_agrees(crowded, scope, family):
    rows, book = crowded
    wanted = [row for row in rows if family in ("all", row["family"]) and
              (not scope.regions or row["region_id"] in scope.regions)]
    sums, parts = defaultdict(float), defaultdict(lambda: defaultdict(float))
    for row in wanted:
        if row["period"] == JUNE:
            sums[row["institution"]] += row["balance"]
            parts[row["region_id"]][row["institution"]] += row["balance"]
    found = market.answer(book.reader(scope), family=family)
    assert found.banks.set_index("institution")["balance"].to_dict() == pytest.approx(sums)
    assert found.own.rank == 1 + sum(amount > sums["We"] for amount in sums.values())
    for region in found.regions.itertuples():
        held = parts[region.region_id]
        total = sum(held.values())
        assert region.own_share == pytest.approx(held["We"] / total)
        assert region.hhi == pytest.approx(sum((100 * amount / total) ** 2 for amount in held.values()))
        others = [amount for name, amount in held.items() if name != "We" and amount > 0]
        assert region.peers_mean_share == pytest.approx(sum(others) / len(others) / total)
        if held["We"] > 0:
            assert region.own_rank == 1 + sum(amount > held["We"] for amount in held.values())


def test_shares_add_up_to_the_whole_on_every_day(crowded):
    _, book = crowded
    found = market.answer(book.reader())
    assert found.trend.groupby("period")["share"].sum().tolist() == pytest.approx([1, 1])
    assert found.banks["share"].sum() == pytest.approx(1)
    assert found.regions["own_balance"].sum() == pytest.approx(found.own.balance)
    assert found.families["own_balance"].sum() == pytest.approx(found.own.balance)


def test_the_cards_of_an_only_bank_and_of_a_market_without_us(tell):
    alone, others = tell("alone"), tell("without us")
    assert [metric.value for metric in captions.metrics(alone)][::2] == [percent(1), "1 of 1"]
    assert captions.trend(alone).title == "Share of each bank by report"
    assert [metric.value for metric in captions.metrics(others)][:3] == [NOTHING] * 3
    assert captions.banks(others).title == "Alpha leads"
    assert captions.trend(tell("year")).title == "Alpha gained most in a year"
