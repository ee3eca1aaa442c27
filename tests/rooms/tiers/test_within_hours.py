"""As many customers in the best tier as the managers can serve, against a plain loop over the customers."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.question import Question
from crm_core.rooms import tiers
from crm_core.rooms.tiers.captions import cuts_notes
from crm_core.rooms.tiers.cutting.limiter import Limiter
from crm_core.rooms.tiers.scheme.group import types_of
from crm_core.rooms.tiers.scheme.service import Promise
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.rooms.tiers.by_hand import MIXED, score_by_hand

EUR = Money("EUR")
MINUTE = 1 / 60
LIMITS = ("bank", "branch", "manager")


def as_many(limit="bank", **options):
    """A scheme of as many as can be served; corporates are promised no more than a small bank has hours for."""
    scheme = starting_scheme(MIXED, how="staff", staff_limit=limit, **options)
    return replace(scheme, groups=tuple(replace(group, promises=tuple(
        replace(each, hours=round(each.hours / 8, 2)) for each in group.promises))
        if group.of == "corporate" else group for group in scheme.groups))


SCHEMES = {
    **{limit: as_many(limit) for limit in LIMITS},
    "money": as_many(by="contribution", tiers=2),
    "money by branch": as_many("branch", by="contribution"),
    "money by manager": as_many("manager", by="contribution", tiers=4),
    "by type": as_many(by_type=True),
    "money by type and manager": as_many("manager", by="contribution", by_type=True, tiers=2),
}
TABLED = ("branch", "money by branch", "money by type and manager")
"""Schemes whose table of capacity is looked at as well."""


@pytest.fixture(scope="module")
def hours(book):
    """Hours there are: of all, by branch, by manager; those that are not known are left out."""
    staff = book.read(Question("staff", "select manager_id, branch_id, capacity_hours from book_staff"))
    there = {("bank", ""): 0.0}
    for row in staff.dropna().to_dict("records"):
        for key in (("bank", ""), ("branch", row["branch_id"]), ("manager", row["manager_id"])):
            there[key] = there.get(key, 0.0) + row["capacity_hours"]
    return there


@pytest.fixture(scope="module")
def customers(years):
    """The customers with their scores, in whole tenths of a point."""
    return [{**row, "score": math.floor(score_by_hand(row, MIXED, "left_out") * 10) / 10} for row in years[0].values()]


def fits(rows, scheme, cuts, hours, limit):
    """Whether what all customers are promised at these cuts is there."""
    promised = defaultdict(float)
    for row in rows:
        group = scheme.group_of(row["customer_type"])
        tier = sum(row[group.by] < cut for cut in cuts[group.of])
        for key in (("bank", ""), (limit, row.get(f"{limit}_id"))):
            promised[key] += group.promises[tier].staffed_hours
    return all(promised[key] - there < MINUTE for key, there in hours.items() if key in promised)


def most_by_hand(rows, scheme, lower, hours):
    """The most customers in the best tier(s) that fit, every place of the threshold tried from the top."""
    limit, most = scheme.groups[0].staff_limit, 0
    queues = {group.of: sorted((row[group.by] for row in rows if row["customer_type"] in types_of(group)),
                               reverse=True) for group in scheme.groups}
    reached = {of: {value: len(queue) - bisect_left(queue[::-1], value) for value in set(queue)}
               for of, queue in queues.items()}
    shares = sorted({(at + 1) / len(queue) for queue in queues.values() for at in range(len(queue))})
    for share in shares:
        cuts, many = {}, 0
        for of, queue in queues.items():
            least = lower[of][0] if lower[of] else -math.inf
            within = [value for value, many in reached[of].items()
                      if value >= least and many <= share * len(queue) + 1e-9]
            cut = min(within, default=math.inf)
            cuts[of] = (cut, *lower[of])
            many += reached[of].get(cut, 0)
        if not fits(rows, scheme, cuts, hours, limit):
            return most
        most = many
    return most


@pytest.mark.parametrize("name", SCHEMES)
def test_the_best_tier_is_the_largest_that_fits_and_one_more_would_not(book, customers, hours, name):
    scheme = SCHEMES[name]
    result = tiers.tiering(book.reader(), scheme) if name in TABLED else tiers.outline(book.reader(), scheme)
    lower = {of: tuple(rows["at_least"])[1:] for of, rows in result.cuts.groupby("of")}
    most = most_by_hand(customers, scheme, lower, hours)
    assert result.tiers["customers"].iloc[0] == result.limiter.customers == most
    assert result.staffing.hours - result.staffing.capacity_hours < MINUTE
    if name in TABLED:
        assert not {"branch": result.capacity.overbooked_branches, "manager": result.capacity.overbooked}[
            scheme.groups[0].staff_limit], "the table of capacity agrees"


def test_a_stricter_limit_never_allows_more_and_the_second_threshold_stands(book):
    results = [tiers.outline(book.reader(), SCHEMES[limit]) for limit in LIMITS]
    by_share = tiers.outline(book.reader(), starting_scheme(MIXED))
    assert results[0].limiter.customers >= max(each.limiter.customers for each in results[1:])
    for each in results:
        assert each.cuts["at_least"].iloc[1] == by_share.cuts["at_least"].iloc[1]
        assert each.tiers["customers"].iloc[2] == by_share.tiers["customers"].iloc[2], "only the second tier gives way"
        assert each.tiers["customers"].sum() == by_share.tiers["customers"].sum()


@pytest.fixture(scope="module")
def two_managers(tmp_path_factory):
    """Twelve customers who contribute 1,200 down to 100; the first, the second and the fifth are Ana's, who has 20
    hours, the others Luis's, who has 100. Both are at one branch."""
    folder = tmp_path_factory.mktemp("two managers")
    with drafting(Shelf(folder), source="files", terms=Terms("Two managers")) as draft:
        run = draft.connection.execute
        run("insert into products values ('LOAN', 'Loan', 'loans')")
        run("insert into regions (region_id, name) values ('SUR', 'Sur')")
        run("insert into branches (branch_id, name, region_id) values ('B1', 'Sol', 'SUR')")
        run("insert into staff (manager_id, name, branch_id, region_id, capacity_hours) values"
            " ('M1', 'Ana Ruiz', 'B1', 'SUR', 20), ('M2', 'Luis', 'B1', 'SUR', 100)")
        run("insert into customers (customer_id, customer_type, region_id, joined_on, branch_id, manager_id) values "
            + ", ".join(f"('C{at}', 'individual', 'SUR', '2010-01-01', 'B1', 'M{1 if at in (1, 2, 5) else 2}')"
                        for at in range(1, 13)))
        run("insert into activity (customer_id, product_id, month, fee_income) values "
            + ", ".join(f"('C{at}', 'LOAN', '2026-03-01', {1300 - 100 * at})" for at in range(1, 13)))
        draft.finish("two managers")
    with open_book(folder) as opened:
        yield opened


def test_the_manager_whose_hours_are_full_is_named_and_what_there_would_be_without(two_managers):
    result = tiers.answer(two_managers.reader(), how="staff", staff_limit="manager", by="contribution", tiers=2)
    assert result.tiers["customers"].tolist() == [4, 8], "7.6 hours for each of the best: Ana has none for a third"
    assert result.limiter == Limiter("manager", "Ana Ruiz", 4, 12, pytest.approx(2 * 7.6 + 0.06), 20)
    assert not result.capacity.overbooked
    sentence = ("Premium has 4 customers in the whole bank, limited by the hours of Ana Ruiz; without that limit 12.")
    assert sentence in str(tiers.say(result, EUR)).replace("\u202f", " ")
    assert sentence in cuts_notes(result, EUR)
    together = tiers.answer(two_managers.reader(), how="staff", by="contribution", tiers=2)
    assert together.tiers["customers"].tolist() == [12, 0]
    assert "The hours of the staff are enough to have all 12 customers of the bank in Premium." in cuts_notes(
        together, EUR)


def test_more_hours_serve_more_and_the_scope_changes_nothing(book):
    scheme = SCHEMES["bank"]
    light = replace(scheme.groups[0].promises[0], hours=4.0)
    lighter = replace(scheme, groups=(replace(scheme.groups[0], promises=(light, *scheme.groups[0].promises[1:])),))
    usual, more = (tiers.outline(book.reader(), each) for each in (scheme, lighter))
    assert more.limiter.customers > usual.limiter.customers
    part = tiers.outline(book.reader(Scope(0, regions=("NORTE",))), scheme)
    assert part.limiter == usual.limiter
    assert part.cuts["at_least"].tolist() == usual.cuts["at_least"].tolist()


def test_where_the_hours_are_enough_the_whole_second_tier_is_raised(book):
    def generous(scheme):
        return replace(scheme, groups=tuple(replace(group, promises=tuple(
            replace(each, hours=0.0) for each in group.promises)) for group in scheme.groups))

    result = tiers.outline(book.reader(), generous(as_many()))
    assert result.limiter.by == "tier"
    assert result.tiers["customers"].iloc[1] == 0
    assert "down to the Preferred threshold; the hours of the staff would allow more." in cuts_notes(result, EUR)[0]


def test_what_cannot_be_is_said_with_its_remedy(book, two_managers):
    def with_hours(hours, scheme):
        promises = tuple(replace(each, hours=many) for each, many in zip(scheme.groups[0].promises, hours, strict=True))
        return replace(scheme, groups=(replace(scheme.groups[0], promises=promises),))

    for limit, each, sentence in (
            ("bank", (40, 40), "take 480 staff hours a year; the managers have 120. Reduce the commitments"),
            ("branch", (40, 40), "take 480 staff hours a year; the managers have 120. Reduce the commitments"),
            ("manager", (8, 8), "1 manager is over capacity: Ana Ruiz, with 24 of 20 staff hours a year. Reduce the "
                                "commitments to the other tiers, or limit by all staff together.")):
        scheme = as_many(limit, tiers=2, by="contribution")
        promises = tuple(Promise(hours, {"phone": 1.0}, 2) for hours in each)
        with pytest.raises(CannotAnswer, match=sentence):
            tiers.outline(two_managers.reader(), replace(scheme, groups=(replace(scheme.groups[0],
                                                                                 promises=promises),)))
    with pytest.raises(CannotAnswer, match="Preferred is entitled to more staff hours than Premium"):
        tiers.outline(book.reader(), with_hours((0.1, 1.0, 0.0), as_many()))
    types = as_many(by_type=True)
    needs = replace(types, groups=(replace(types.groups[0], how="needs", values=()), *types.groups[1:]))
    with pytest.raises(CannotAnswer, match="Choose one method for all customer types"):
        tiers.outline(book.reader(), needs)


def test_a_scheme_comes_back_whole_and_is_told_in_words(book):
    scheme = as_many("manager", values=(0.4,))
    assert tiers.from_json(tiers.to_json(scheme)) == scheme
    words = tiers.scheme_in_words(scheme, EUR)
    assert words["Threshold method"] == "As many as our managers can serve"
    assert words["Limited by"] == "No manager over capacity"
    assert words["Preferred and above, share of customers"] == "40%"
    parts = tiers.difference(book.reader(), scheme, SCHEMES["bank"]).parts
    assert parts["input"].tolist() == ["cuts"]
    with pytest.raises(tiers.SchemeRefused, match="they must rise, from above 0% to below 100%"):
        as_many(tiers=4, values=(0.5, 0.4))
    with pytest.raises(tiers.SchemeRefused, match="'staff_limit' for all customers is region; choose one of bank"):
        as_many("region")


def test_beside_a_type_cut_otherwise_only_the_hours_that_are_left_count(book):
    scheme = SCHEMES["by type"]
    by_share = replace(scheme.groups[0], how="share", values=(0.2, 0.25))
    mixed = replace(scheme, groups=(by_share, *scheme.groups[1:]))
    result = tiers.outline(book.reader(), mixed)
    assert result.staffing.hours - result.staffing.capacity_hours < MINUTE
    corporates = result.groups[result.groups["tier"].eq(1) & ~result.groups["customer_type"].eq(by_share.of)]
    assert corporates["customers"].sum() == result.limiter.customers
    assert np.isfinite(result.cuts["at_least"]).all()
