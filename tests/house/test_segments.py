"""What a scope narrows to a region is narrowed to a segment too, or says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlglot import exp

from crm_core.chapters import PAGES, ROOMS
from crm_core.macros import expanded
from crm_core.macros.cubes import APART, CUBES
from tests.house.test_cubes import by_customer
from tests.house.test_portable_sql import PORTABLE, ROOT, complaints, parsed, text_of

KEEPING = [name for name, page in ROOMS.items() if page.keeps_to_segment]
QUESTIONS = [path for path in PORTABLE if path.parent.name != "marts" and any(
    name in path.relative_to(ROOT).parts for name in KEEPING)]
OF_THE_BANK = {
    "book_groups": "where a group is counted, whoever of it is in the segment",
    "contact_years": "by customer",
    "leaver_years": "who left is among what a segment is told by: refused", "life_months": "the same",
    "outcome_years": "the same", "tenure_years": "the same",
    "market_changes": "our balances beside other banks'", "market_rows": "the same", "market_standings": "the same",
    "one_off_fees": "by customer: what is far beyond the usual is told of the bank's fees",
    "outflow_years": "its page shows all customers: the months that its file covers are the bank's",
    "region_resources": "staff and branches are there for all customers",
    "reference_years": "by customer, at the unit costs and rates of the bank",
    "type_medians": "the median customer of the bank",
}
"""Marts of customers, or of regions, that a segment leaves as they are, and why."""
NO_CUSTOMERS = {"largest_groups": "a group's customers are of several segments: refused", "group_leaders": "the same",
                "units": "groups are not offered under a segment; the other units are of cubes",
                "labels": "the names of all regions and types", "staff": "not counted under a segment",
                "lives": "who left is among what a segment is told by: refused", "outcomes": "the same",
                "tenures": "the same", "why_left": "the same",
                "served": "of demand: not counted under a segment", "resources": "regions of the book"}
"""Questions of which a part is narrowed to regions and not to the segment, and why."""


def tables(path: Path, *, by_segment: bool) -> set[str]:
    (tree,) = parsed(text_of(path, by_segment=by_segment))
    return {each.name for each in tree.find_all(exp.Table)} - {each.alias for each in tree.find_all(exp.CTE)}


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_question_that_narrows_to_regions_narrows_to_a_segment(path):
    whole, narrowed = expanded(path), expanded(path, by_segment=True)
    is_scoped = any(each in whole for each in (":every_region", ":every_type", ":cube_regions"))
    assert path.stem in NO_CUSTOMERS or not is_scoped or narrowed != whole
    customers = tables(path, by_segment=True) & (by_customer() - {"customer_changes"})
    if is_scoped and customers - {"customers"} and path.stem not in NO_CUSTOMERS:
        assert "segment_members" in narrowed or "in_segment = 1" in narrowed, "customer_in_scope in place of in_scope"


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_question_of_a_segment_stays_in_the_portable_subset(path):
    assert complaints(text_of(path, by_segment=True)) == []
    asked, made = tables(path, by_segment=False), tables(path, by_segment=True)
    assert {each.removeprefix("segment_") for each in made - {"segment_members"}} == asked, "a step has a cube's name"


def test_every_mart_of_customers_is_made_of_a_segments_or_says_why_not():
    marts = {path.stem: path.read_text("utf-8") for path in (ROOT / "crm_core" / "marts").glob("*.sql")}
    added_up = {name for name, text in marts.items() if "customer_type" in text or "region_id" in text}
    calendar = {name for name in added_up if name.startswith("book_")} - {"book_groups"}
    made = calendar | CUBES | APART | by_customer() | {"activity_money", "valued_holdings", "held_months"}
    assert added_up - made <= set(OF_THE_BANK)
    assert CUBES | APART | set(OF_THE_BANK) <= set(marts)


def test_pages_of_customers_keep_to_a_segment():
    assert {"overview", "changes", "pareto", "causes", "dependence", "priorities", "tiers", "tier_changes", "demand",
            "resources"} <= {name for name, page in PAGES.items() if page.keeps_to_segment}
    for page in PAGES.values():
        assert page.keeps_to_segment or not page.english_of_all
