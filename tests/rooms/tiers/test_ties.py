"""Customers who tie: at a cut they stand on one side, which is said; in a criterion they share the tie's middle."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.question import Question
from crm_core.rooms import tiers
from crm_core.rooms.tiers.answer import proposed
from crm_core.rooms.tiers.answers.tiering import rules_of
from crm_core.rooms.tiers.captions import lacking_note
from crm_core.rooms.tiers.cutting.ties import Tie
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.rooms.tiers.scheme.weights import Weights
from tests.drawn_cases import cases
from tests.intake.own_files import build, write
from tests.rooms.tiers.by_hand import midrank
from tests.tiny_books import Customer
from tests.tiny_books import publish as publish_tiny

EUR = Money("EUR")
FEW_RICH = [*range(100, 85, -1), *[0] * 85]
SIX_ALIKE = [50, 40, *[30] * 6, 1, 1]


def asked(folder, amounts, **options):
    """The answer for customers who contribute these amounts a year, and its words."""
    publish_tiny(folder, amounts)
    with open_book(folder) as book:
        result = tiers.answer(book.reader(), **options)
        listed = tiers.assignment(book.reader(), result.scheme)
    by_name = listed["tier"].value_counts()
    assert [by_name.get(name, 0) for name in result.scheme.names] == result.tiers["customers"].tolist()
    return result, str(tiers.say(result, EUR)).replace("\u202f", " ").replace("\u00a0", " ")


# at a cut


def test_whoever_contributes_nothing_is_in_no_better_tier_by_a_tie(tmp_path):
    result, words = asked(tmp_path, FEW_RICH, by="contribution")
    assert result.tiers["customers"].tolist() == [15, 0, 85]
    assert "Premium is 15% of customers and generates 100% of contribution." in words
    assert ("85 customers tie at €0.00, where the Premium and Preferred thresholds would fall: all are below them, in "
            "Basic. This puts 15% of customers above, instead of 20% and 45%.") in words
    first, second = result.cuts.itertuples()
    assert (first.at_least, first.tied_customers, first.tie_is_above) == (86, 85, False)
    assert (first.asked_customers, first.met_customers, first.of_customers) == (20, 15, 100)
    assert second.at_least == 86, "the tier between is empty"


@pytest.mark.parametrize(("top", "above", "words"), [
    (0.4, 2, "6 customers tie at €30.00, where the Premium and Preferred thresholds would fall: all are below them, "
             "in Basic. This puts 20% of customers above, instead of 40% and 50%."),
    (0.6, 8, "6 customers tie at €30.00, where the Premium and Preferred thresholds would fall: all are above them, "
             "in Premium. This puts 80% of customers above, instead of 60% and 70%."),
    (0.8, 8, ""),
    (0.2, 2, ""),
])
def test_a_tie_stands_on_the_side_that_is_nearer_to_the_share(tmp_path, top, above, words):
    result, told = asked(tmp_path, SIX_ALIKE, by="contribution", top=top, values=f"{100 * top},10")
    assert result.tiers["customers"].iloc[0] == above
    assert words in told
    assert bool(result.cuts["tied_customers"].iloc[0]) == bool(words)


def test_the_fewest_who_bring_a_part_take_all_who_tie_with_the_last(tmp_path):
    result, words = asked(tmp_path, SIX_ALIKE, how="cover", values="50,100")
    assert result.tiers["customers"].tolist() == [8, 2, 0]
    assert "6 customers tie at €30.00, where the Premium threshold would fall: all are above it, in Premium" in words
    assert (result.cuts["asked_customers"].iloc[0], result.cuts["met_customers"].iloc[0]) == (4, 8), "50 + 40 + 2 × 30"


def test_where_everybody_ties_nobody_is_better(tmp_path):
    result, words = asked(tmp_path, [300.0] * 20, by="contribution")
    assert result.tiers["customers"].tolist() == [0, 0, 20]
    assert "None of the 20 customers reaches Premium." in words
    assert "20 customers tie at €300.00" in words
    assert tiers.draw(result, EUR).layout.xaxis.ticktext, "all between two round amounts: the axis has one of its own"


@pytest.mark.parametrize(("idle", "best"), [(0, 8), (1, 2)])
def test_a_tie_of_scores_stands_below_when_somebody_in_it_contributes_nothing(tmp_path, idle, best):
    people = [Customer(1, balance=balance) for balance in (50, 40)]
    people += [Customer(float(at >= idle), balance=30) for at in range(6)]
    people += [Customer(1, balance=1), Customer(1, balance=2)]
    result, words = asked(tmp_path, people, weights="balance=100", values="60,20")
    assert result.tiers["customers"].tolist()[0] == best
    assert "6 customers tie at 50.0 points" in words
    assert ("are above it, in Premium." in words or "are above them, in Premium." in words) == (best == 8)


@pytest.mark.parametrize("how", ["cuts", "share", "natural", "budget", "cover"])
def test_cuts_to_start_from_never_begin_with_those_who_contribute_nothing(tmp_path, how):
    publish_tiny(tmp_path, FEW_RICH)
    with open_book(tmp_path) as book:
        scheme = proposed(book.reader(), by="contribution", how=how, tiers=3, top=0.2)
        result = tiers.tiering(book.reader(), scheme)
    assert result.tiers["customers"].iloc[:2].sum() <= 15


def test_moves_and_the_hold_rule_cut_ties_of_each_year_alike(tmp_path):
    amounts = [(f"C{at:03d}", 100 - at if at < 15 else 0) for at in range(100)]
    rows = "".join(f"{who},SAV,{year}-{month:02d},{amount},1,1\n" for year in (2023, 2024, 2025)
                   for month in range(1, 13) for who, amount in amounts)
    people = "".join(f"{who},individual,N,2020-01-01\n" for who, _ in amounts)
    built = build(write(
        tmp_path / "bank", products="product_id,name,family\nSAV,Savings,deposits\n",
        customers=f"customer_id,customer_type,region_id,joined_on\n{people}",
        activity=f"customer_id,product_id,month,fee_income,balance,cost_to_serve\n{rows.replace(',1,1', ',1,0')}"))
    with built.shelf.open() as book:
        read = book.reader()
        scheme = proposed(read, by="contribution", how="share", tiers=3, top=0.2, hold=Hold(5.0, 2))
        found = tiers.tiering(read, scheme)
    assert found.moves.moved_share == 0
    assert (found.hold.changes, found.hold.waiting) == (0, 0)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.integers(1, 30))
def test_no_other_side_of_a_tie_is_nearer(values, rank):
    ranked = sorted(values, reverse=True)
    rank = min(rank, len(ranked))
    above, down_to = (sum(value > ranked[rank - 1] for value in ranked), sum(value >= ranked[rank - 1]
                                                                             for value in ranked))
    tie = Tie.at(rank, above, down_to, ranked[rank - 1], can_be_above=ranked[rank - 1] > 0)
    if rank == down_to:
        assert tie is None
    else:
        assert tie.met == (down_to if tie.is_above else above)
        assert tie.customers == down_to - above > 1
        assert not (tie.is_above and ranked[rank - 1] == 0)
        other = above if tie.is_above else down_to
        assert abs(tie.met - rank) <= abs(other - rank) or ranked[rank - 1] == 0


# in a criterion


def graded(folder, grades, *, size=None):
    """A bank whose customers hold 10, 20, … with these grades; an empty one is unknown."""
    ids = [f"C{at:03d}" for at in range(len(grades))]
    people = "".join(f"{who},individual,N,2020-01-01,{grade},{size(at) if size else ''}\n"
                     for at, (who, grade) in enumerate(zip(ids, grades, strict=True)))
    rows = "".join(f"{who},SAV,2026-01,{10 * (at + 1)},{at + 1}\n" for at, who in enumerate(ids))
    built = build(write(
        folder / "bank", products="product_id,name,family\nSAV,Savings,deposits\n",
        customers=f"customer_id,customer_type,region_id,joined_on,credit_grade,size_amount\n{people}",
        activity=f"customer_id,product_id,month,balance,fee_income\n{rows}"), into=folder / "books")
    return built.shelf.open()


def scores(book, weights, missing="left_out"):
    with book:
        read = book.reader()
        scheme = tiers.starting_scheme(weights, missing=missing)
        listed = tiers.assignment(read, scheme).set_index("customer_id")
        rows = book.read(Question("scores", "select * from tier_years where years_ago = 0"))
        rules = rules_of(read, scheme)
        exact = dict(zip(rows["customer_id"], rules.values(rows, scheme.groups[0]), strict=True))
    return exact, listed["tier"].map({name: at for at, name in enumerate(scheme.names)})


@pytest.fixture(scope="module")
def mostly_a(tmp_path_factory):
    """A hundred customers, A for 95 of them: one of the A unknown, by whose it is, and all known under None."""
    folder = tmp_path_factory.mktemp("mostly_a")
    grades = ["B" if at % 20 == 7 else "A" for at in range(100)]
    folders = {None: folder / "known"} | {at: folder / str(at) for at in (3, 81, 99)}
    for at, own in folders.items():
        graded(own, grades if at is None else [*grades[:at], "", *grades[at + 1:]]).close()
    return {at: own / "books" for at, own in folders.items()}


@pytest.mark.parametrize(("share", "missing"), [(10, "left_out"), (60, "left_out"), (60, "lowest"), (60, "middle")])
def test_to_know_that_a_grade_is_the_best_never_lowers_a_score_or_a_tier(mostly_a, share, missing):
    weights = Weights(0, 100 - share, 0, 0, 0, share)
    found = {at: scores(open_book(folder), weights, missing) for at, folder in mostly_a.items()}
    known = found.pop(None)
    for at, unknown in found.items():
        who = f"C{at:03d}"
        assert known[0][who] >= unknown[0][who] - 1e-9
        assert known[1][who] <= unknown[1][who], "0 is the best tier"


@settings(max_examples=cases(3), derandomize=True)
@given(grades=st.lists(st.sampled_from(["A", "A", "C", ""]), min_size=6, max_size=14),
       sizes=st.lists(st.sampled_from(["", 5, 9, 9]), min_size=14, max_size=14),
       at=st.integers(0, 5), parts=st.sampled_from([(20, 40, 40), (60, 30, 10), (40, 0, 60), (0, 50, 50)]))
def test_with_gaps_everywhere_to_know_the_best_never_lowers_a_score(tmp_path_factory, grades, sizes, at, parts):
    balance, scale, reputation = parts
    weights = Weights(0, balance, 0, 0, scale, reputation)
    before = scores(graded(tmp_path_factory.mktemp("a"), [*grades[:at], "", *grades[at + 1:], "A"],
                           size=lambda each: sizes[min(each, 13)]), weights)[0]
    after = scores(graded(tmp_path_factory.mktemp("b"), [*grades[:at], "A", *grades[at + 1:], "A"],
                          size=lambda each: sizes[min(each, 13)]), weights)[0]
    assert after[f"C{at:03d}"] >= before[f"C{at:03d}"] - 0.011, "ranks are hundredths of a point"


def test_who_ties_has_the_middle_of_the_tie_in_every_criterion(book, years):
    columns = {"contribution": "contribution", "balance": "balance", "turnover": "turnover",
               "tenure": "tenure_months", "scale": "size_amount", "reputation": "credit_grade"}
    for rows in years.values():
        for criterion, column in columns.items():
            values = [row[column] for row in rows.values() if row[column] is not None and row[column] == row[column]]
            values = [-ord(each) for each in values] if criterion == "reputation" else values
            ranks = sorted(round(row[f"{criterion}_midrank"], 3) for row in rows.values()
                           if row[f"{criterion}_midrank"] == row[f"{criterion}_midrank"])
            assert ranks == pytest.approx(sorted(float(100 * midrank(each, values)) for each in values), abs=1e-3)
            assert sum(map(Fraction, ranks)) / len(ranks) == pytest.approx(50, abs=1e-2), "the mean rank is the middle"


# what the whole book lacks


def test_what_the_whole_book_lacks_has_no_weight_and_scores_reach_a_hundred(tmp_path):
    """Balances and years only: neither contribution, turnover, size nor grade."""
    people = "".join(f"C{at:03d},individual,N,{2025 - at // 12}-{12 - at % 12:02d}-01\n" for at in range(100))
    rows = "".join(f"C{at:03d},SAV,2026-01,{10 * (at + 1)}\n" for at in range(100))
    built = build(write(
        tmp_path / "bank", products="product_id,name,family\nSAV,Savings,deposits\n",
        customers=f"customer_id,customer_type,region_id,joined_on\n{people}",
        activity=f"customer_id,product_id,month,balance\n{rows}"))
    with built.shelf.open() as book:
        result = tiers.answer(book.reader())
        listed = tiers.assignment(book.reader(), result.scheme)
        with pytest.raises(CannotAnswer, match="are not in the data: contribution and turnover"):
            tiers.answer(book.reader(), weights="contribution=60,turnover=40")
    assert listed["score"].max() == 99.5, "the best of a hundred: 99 below, and half of itself"
    assert listed["score"].min() == 0.5
    assert result.unknown == ("contribution", "turnover", "scale", "reputation")
    assert lacking_note(result) == ("The data does not include contribution, turnover, size and credit grade: the "
                                    "other criteria take their weight.")
