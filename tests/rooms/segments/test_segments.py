"""Segments: who is in which, through a book; nothing lost under any scope; what is said and what is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book, segmentation
from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import segments
from crm_core.rooms.segments import captions
from crm_core.rooms.segments.reading import in_words, sized, steadiness_words
from crm_core.scope import Scope
from crm_core.segmentation import proposed_names, segment_customers
from tests.tiny_books import Customer, publish

EUR = Money("EUR")


def who(book, way: str, scope: Scope | None = None, clusters: int = 0) -> pd.DataFrame:
    read = book.reader(scope)
    found = segment_customers(read, way, clusters)
    return segments.members(read, found, proposed_names(found)).set_index("customer_id")


def test_the_life_cycle_of_eight_customers(book):
    assert who(book, "life_cycle")["segment"].to_dict() == {
        "C1": "Established", "C2": "Growing", "C3": "Leaving", "C4": "Quiet", "C5": "New", "C6": "Leaving",
        "C7": "Established", "C8": "Established"}


def test_where_they_were_a_year_before_by_the_same_limits(book):
    assert who(book, "life_cycle")["segment_before"].to_dict() == {
        "C1": "Established", "C2": "Established", "C3": "Established", "C4": "Established", "C5": "",
        "C6": "Established", "C7": "Growing", "C8": "Established"}
    result = segments.answer(book.reader(), way="life_cycle")
    assert (result.compared, result.changed) == (7, 5)
    assert result.moves["customers"].sum() == 5


def test_a_year_without_one_before_it_shows_no_changes(book):
    result = segments.answer(book.reader(Scope(2)), way="life_cycle")
    assert (result.compared, result.changed, len(result.moves)) == (0, 0, 0)
    assert captions.changes(result).title == "Changes cannot be shown"
    assert set(result.segments["name"]) == {"Established"}


def test_the_channel_of_more_than_half_of_the_contacts(book):
    assert who(book, "channel")["segment"].to_dict() == {
        "C1": "App", "C2": "Several channels", "C7": "Branch",
        **dict.fromkeys(("C3", "C4", "C5", "C6", "C8"), "No contact")}


@pytest.mark.parametrize("way", ["life_cycle", "recency", "channel", "needs"])
@pytest.mark.parametrize("scope", [Scope(), Scope(1), Scope(regions=("N",)), Scope(customer_types=("individual",))],
                         ids=str)
def test_nobody_is_lost_and_the_shares_add_up(book, way, scope):
    if way == "channel" and scope.years_ago:
        with pytest.raises(CannotAnswer, match="contacts file"):
            segments.answer(book.reader(scope), way=way)
        return
    result = segments.answer(book.reader(scope), way=way)
    members = who(book, way, scope)
    assert result.segments["customers"].sum() == result.customers == len(members)
    assert result.segments["customer_share"].sum() == pytest.approx(1)
    assert result.segments["contribution"].sum() == pytest.approx(result.contribution)
    by_name = members.groupby("segment")["contribution"].agg(["size", "sum"])
    for row in result.segments.itertuples():
        assert tuple(by_name.loc[row.name]) == (row.customers, pytest.approx(row.contribution))


def test_limits_and_clusters_are_the_banks_whatever_the_scope(book):
    whole, north = who(book, "needs"), who(book, "needs", Scope(regions=("N",)))
    pd.testing.assert_series_equal(north["segment"], whole.loc[north.index, "segment"])


def test_the_answer_in_a_sentence_and_in_spanish(book):
    result = segments.answer(book.reader())
    assert str(segments.say(result, EUR)) == (
        "Of 5 segments, Established contributes most: 37.5% of 8 customers generate 36.4% of contribution. "
        "5 of 7 customers are in another segment than a year before.")
    with in_language("es"):
        assert segments.say(result, EUR).headline.startswith("De 5 segmentos, ")


def test_a_profile_says_what_marks_a_segment_and_what_it_brings(book):
    rows = {row.name: row for row in segments.answer(book.reader(), way="life_cycle").segments.itertuples()}
    assert in_words(rows["New"]) == "Often active; recent customers"
    assert in_words(rows["Established"]).startswith("Served mostly by") or in_words(rows["Established"])
    assert sized(rows["New"]) == "1 customer, 12.5% of all, 9.1% of contribution"
    assert steadiness_words(rows["New"]) == "By rule"


def test_a_small_bank_says_that_its_profiles_say_little(book):
    result = segments.answer(book.reader(), way="needs")
    assert result.segments["is_few"].all()
    assert "Fewer than 30 customers" in captions.profiles(result).note


def test_the_tiers_of_each_segment_add_up_to_its_customers(book):
    read = book.reader()
    found = segment_customers(read, "life_cycle")
    tiers = pd.DataFrame({"customer_id": ["C1", "C7", "C8", "C2"], "tier": ["Gold", "Base", "Base", "Gold"]})
    spread = segments.over_tiers(read, found, tiers, ["Gold", "Base"])
    assert spread.set_index(["code", "tier"])["customers"].to_dict() == {
        ("growing", "Gold"): 1, ("growing", "Base"): 0, ("established", "Gold"): 1, ("established", "Base"): 2}
    assert spread.groupby("code")["share"].sum().tolist() == pytest.approx([1, 1])
    assert len(segments.draw_tiers(spread, {"growing": "A", "established": "<i>"}, ["Gold", "Base"]).data) == 2


def test_what_is_out_of_range_is_refused(book):
    with pytest.raises(ValueError, match="'mood'"):
        segments.answer(book.reader(), way="mood")
    with pytest.raises(ValueError, match="choose from 3 to 8"):
        segments.answer(book.reader(), way="needs", clusters=9)
    with pytest.raises(NobodyInScope):
        segments.answer(book.reader(Scope(regions=("S",), customer_types=("business",))))


def test_names_are_text_in_every_figure(book):
    read = book.reader()
    found = segment_customers(read, "life_cycle")
    result = segments.answer_of(read, found, ["<b>A</b>", "B", "C", "D", "E"])
    figure = segments.draw(result, EUR)
    assert not any("<b>A</b>" in text for text in figure.layout.yaxis.ticktext)


def test_a_book_of_balances_alone_says_what_would_bring_an_answer(tmp_path):
    publish(tmp_path, [Customer(0, balance=100.0), Customer(0, balance=5.0)])
    with open_book(tmp_path) as book:
        assert segmentation.ways(book.reader()) == ()
        with pytest.raises(CannotAnswer, match="no transactions, no turnover, no contacts"):
            segments.answer(book.reader())
