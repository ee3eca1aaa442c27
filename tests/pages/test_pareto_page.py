"""The Pareto page leads on: its cut becomes the studio's best tier, its rows open files that say the tier."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from urllib.parse import parse_qs

import pandas as pd
import pytest

import crm_core.rooms.causes
import crm_core.rooms.customer
import crm_core.rooms.dependence
from crm_core import open_book
from crm_core.amounts import Money, number, percent
from crm_core.question import Question
from crm_core.rooms import pareto
from crm_core.rooms.tiers import starting_scheme, to_json
from crm_core.scope import Scope
from crm_core.workspace import Workspace
from pages.frame.showing import show as frame_show
from pages.parts.tiers import as_tier_cut
from tests import tiny_books as tiny
from tests.pages.test_pages import address, words
from tests.rooms.tiers.bank import publish
from tests.rooms.tiers.schemes import EQUAL, by_cuts
from tests.workspace.approving import approve

EUR = Money("EUR")
IN_SCOPE = Question("in_scope", "select contribution from customer_years where years_ago = :years_ago"
                                " and (:every_region = 1 or region_id in (:regions))"
                                " and (:every_type = 1 or customer_type in (:customer_types))")


@pytest.fixture(scope="module")
def bank_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bank")
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def same_book(tmp_path_factory):
    """The same bank in a file of its own: the app holds the other one open."""
    folder = tmp_path_factory.mktemp("same")
    publish(folder)
    with open_book(folder) as book:
        yield book


@pytest.fixture
def open_page(visit, bank_folder, monkeypatch):
    monkeypatch.setenv("CLIENTELA_DATA", str(bank_folder))
    return visit


def leads_to(app, page: str) -> str | None:
    """The link of the page's link to another page, None when it has none."""
    for each in app.get("page_link"):
        if each.proto.page.rpartition("/")[2] in (page, f"{page}.py"):
            return parse_qs(each.proto.query_string.lstrip("?"))["link"][0]
    return None


def value_of(app, label: str) -> str:
    return next(each.value for each in app.metric if each.label == label)


@pytest.mark.parametrize("narrowed", [{}, {"regions": ["SUR"]}, {"types": ["individual"]},
                                      {"regions": ["NORTE", "SUR"], "types": ["business", "corporate"]}])
@pytest.mark.parametrize("top", [7, 20, 33, 42])
def test_the_studio_opens_with_exactly_the_cut_of_the_page(open_page, same_book, narrowed, top):
    link = json.loads(address(open_page("pareto")))
    here = open_page("pareto", link=json.dumps(link | narrowed | {"set": {"top": top}}))
    carried = leads_to(here, "tiers")
    studio = open_page("tiers", link=carried)
    assert not studio.info, words(studio)
    scope = Scope(0, tuple(narrowed.get("regions", ())), tuple(narrowed.get("types", ())))
    found = pareto.curve(same_book.reader(scope), top=top / 100)
    mine = same_book.read(IN_SCOPE, scope)["contribution"]
    wanted = math.ceil(found.top_customers) if narrowed else math.floor(found.top_customers)
    assert customers_in_premium(studio) == number(wanted)
    assert (mine >= mine.nlargest(wanted).min()).sum() == wanted, "nobody stands on the same amount as the last"
    assert f"{number(wanted)}" in words(here)


def customers_in_premium(studio):
    """As the table beside the controls has them."""
    table = " ".join(re.sub("<[^>]+>", " ", each.proto.body) for each in studio.get("html"))
    return re.search(r"Premium\s+([\d,]+)", table).group(1)


@pytest.mark.parametrize("by", ["balance", "turnover"])
def test_another_measure_is_carried_as_the_only_weight(open_page, same_book, by):
    link = json.loads(address(open_page("pareto")))
    here = open_page("pareto", link=json.dumps(link | {"set": {"top": 20, "by": by}}))
    studio = open_page("tiers", link=leads_to(here, "tiers"))
    assert not studio.info, words(studio)
    assert json.loads(address(studio))["set"]["weights"] == f"{by}=100"
    asked = pareto.curve(same_book.reader(), by=by, top=0.2).top_customers
    assert abs(int(customers_in_premium(studio)) - asked) <= 1
    assert "nearest tenth of a point" in words(here)


def test_a_cut_that_no_tier_can_have_is_not_offered():
    some = pareto.concentration(pd.DataFrame({"customers": 1, "amount": [50, 30, 0, 0, -5]}), top=0.2)

    def said(is_whole_bank: bool = True, **changes) -> tuple[str, bool]:
        carried = as_tier_cut(dataclasses.replace(some, **changes), EUR, is_whole_bank=is_whole_bank)
        return carried.sentence, bool(carried.controls)

    assert said() == ("The best tier would be the top 20% of the bank's customers by contribution: 1 customer of 5, "
                      "each contributing €50.00 or more.", True)
    assert said(cut=0.0) == ("In the top 20%, the contribution of the last customer is not above zero: a threshold "
                             "there would include all customers at zero. Choose a smaller top.", False)
    assert said(by="revenue") == ("The Tiers page cannot set thresholds by revenue. Rank by contribution, balance or "
                                  "turnover.", False)
    assert said(is_whole_bank=False, by="balance") == (
        "The Tiers page cannot set thresholds for part of the bank by balance. Clear the filters, or rank by "
        "contribution.", False)


def test_a_cut_that_is_carried_stands_in_the_approved_scheme():
    some = pareto.concentration(pd.DataFrame({"customers": 1, "amount": [50, 30, 20, 10, 5]}), top=0.2)
    approved = starting_scheme(EQUAL, tiers=4, values=(0.1, 0.2, 0.4))
    carried = as_tier_cut(some, EUR, is_whole_bank=True, approved=approved)
    assert carried.sentence.endswith(f"The approved scheme has {percent(0.1)} there.")
    assert {name: carried.controls[name] for name in ("tiers", "top", "second", "third")} == {
        "tiers": 4, "top": 20, "second": 20, "third": 40}
    by_needs = as_tier_cut(some, EUR, is_whole_bank=True, approved=starting_scheme(EQUAL, how="needs"))
    assert by_needs == as_tier_cut(some, EUR, is_whole_bank=True)


def test_every_rank_is_shown_with_its_years_and_what_moved(open_page):
    app = open_page("pareto")
    [each for each in app.button if each.label == "Show the table"][1].click().run()  # of the groups
    for unit in ("regions", "types", "products", "branches", "managers"):
        app.selectbox(key="pareto.rank").set_value(unit).run()
        assert not app.exception
        assert not app.error, words(app)
        tables = [list(each.value.columns) for each in app.dataframe]
        ranked = next(columns for columns in tables if "rank_before" in columns and "customers" in columns)
        assert {"amount", "change", "amount_before", "amount_two_before"} <= set(ranked)
        assert "previous year" in words(app)


def test_who_left_and_who_entered_are_listed_by_name(open_page, same_book):
    app = open_page("pareto")
    moving = pareto.answer(same_book.reader()).moving
    for move in ("left", "entered"):
        app.segmented_control(key="pareto.move").set_value(move).run()
        listed = next(each.value for each in app.dataframe if "region" in each.value.columns)
        assert listed["name"].tolist() == moving.loc[moving["move"] == move, "name"].tolist()


def test_a_file_says_the_tier_of_the_scheme_in_force_or_of_the_starting_one(open_page, bank_folder):
    app = open_page("customer")
    assert "No approved scheme; the default is applied. Tier: Premium. " in words(app)
    assert value_of(app, "Tier") == "Premium"
    kept = Workspace()
    scheme = dataclasses.replace(by_cuts(1e9, 1e8, by="contribution"))
    approve(kept, kept.scenarios.save("tiers", "Plan A", to_json(scheme), author="Ana").id)
    app = open_page("customer")
    assert "By the approved scheme “Plan A”. Tier: Basic. Contribution " in words(app)
    assert value_of(app, "Tier") == "Basic"


def test_a_young_book_never_speaks_of_a_year(visit, tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path))
    tiny.publish(tmp_path, [50, 30, 10, 5, 0, -5, tiny.Customer(-10, region="SUR", kind="business")])
    for page in ("pareto", "causes", "dependence", "customer"):
        app = visit(page)
        assert not app.error, words(app)
        told = [part for part in words(app).split("\n") if part] + [each.proto.help for each in app.metric]
        told = [part for part in told if not part.startswith("Opens this page with the same year")
                and "There is no full year before" not in part]
        method = set(frame_show.method_text(getattr(crm_core.rooms, page)).split("\n"))
        assert not [part for part in told if re.search(r"\byears?\b", part) and part not in method]


def test_the_steps_of_a_share_are_sent_anew_when_the_language_changes(visit, monkeypatch):
    """A browser sends the words that it shows: "10 %" is no step of "10%", and the slider would go back to its default
    at the next press (seen in one)."""
    monkeypatch.setattr(pareto, "tops", lambda read, *, by: (0.1, 0.2, 0.5))
    app = visit("pareto")
    assert not app.select_slider(key="pareto.top").proto.set_value
    app.session_state["language"] = "es"
    app.run()
    assert app.select_slider(key="pareto.top").proto.set_value
