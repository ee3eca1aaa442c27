"""The tier studio: every way of cutting, weights that make 100, promises, links, and scenarios that come back."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest
import streamlit as st

from crm_core import CannotAnswer, ask
from crm_core.amounts import Money
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Hold, Promise, captions, from_json, to_json
from crm_core.rooms.tiers.cutting.roll import Roll
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.scope import Scope
from crm_core.workspace import Workspace
from pages.frame.saving.sharing import MENU
from pages.frame.visit import books, library
from pages.parts import tiers as room
from pages.parts.tiers import load_scheme, promises
from pages.parts.tiers.controls import HOW
from tests.pages.test_pages import address, link_of, words
from tests.rooms.tiers.bank import publish
from tests.rooms.tiers.schemes import EQUAL, by_cuts
from tests.workspace.approving import approve, withdraw


def scheme_on(app) -> tiers.Scheme:
    """The scheme that the page's link and controls say, as its export would."""
    return from_json(app.session_state["seen"])


@pytest.fixture(scope="module")
def bank_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bank")
    publish(folder)
    return folder


@pytest.fixture
def studio(visit, bank_folder, monkeypatch):
    """The page on a bank of three years, which writes the scheme it shows into session state as it goes."""
    monkeypatch.setenv("CLIENTELA_DATA", str(bank_folder))
    drawn = room.chosen_scheme

    def noted(read):
        scheme = drawn(read)
        st.session_state["seen"] = to_json(scheme)
        return scheme

    monkeypatch.setattr(room, "chosen_scheme", noted)
    return lambda **query: visit("tiers", **query)


@pytest.fixture(scope="module")
def links():
    return {}


@pytest.fixture
def plain_link(studio, links):
    """What the address says when nothing is set; asked of the page once."""
    if not links:
        links.update(json.loads(address(studio())))
    return links


@pytest.mark.parametrize("cut", ["together", "by_type"])
@pytest.mark.parametrize("how", HOW)
def test_every_way_of_cutting_gives_an_answer(studio, how, cut):
    app = studio()
    app.segmented_control(key="tiers.cut").set_value(cut)
    app.selectbox(key="tiers.how").set_value(how).run()
    assert not app.exception
    if (how, cut) == ("staff", "by_type"):
        assert "Even with no customer in Premium, the service commitments take" in app.warning[0].value
        assert "the thresholds are those of before: Share of customers." in app.warning[0].value
        assert "Premium is" in words(app), "the page goes on with the last way that could be answered"
        assert {"Excel workbook", "CSV"} <= {button.label for button in app.get("download_button")}
        return
    assert not app.error, words(app)
    assert scheme_on(app).groups[0].how == how
    assert not app.info, words(app)
    assert not app.warning, words(app)
    assert ("Serving all customers cost" in words(app)) == (how == "budget")
    if how in ("share", "cuts", "natural", "budget"):
        app.segmented_control(key="tiers.by").set_value("contribution").run()
        assert not app.error, words(app)
        assert not app.info, words(app)
        assert scheme_on(app).groups[-1].by == "contribution"


@pytest.fixture(scope="module")
def individuals_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("individuals")
    publish(folder, customers=60, types=("individual",))
    return folder


@pytest.mark.parametrize("how", HOW)
def test_a_type_that_nobody_is_of_is_said_to_be_empty(studio, individuals_folder, monkeypatch, how):
    monkeypatch.setenv("CLIENTELA_DATA", str(individuals_folder))
    app = studio()
    app.segmented_control(key="tiers.cut").set_value("by_type")
    app.selectbox(key="tiers.how").set_value(how).run()
    assert not app.error, words(app)
    app.segmented_control(key="tiers.shown").set_value("corporate").run()
    assert not app.error, words(app)
    assert "There are no corporates here." in words(app)


@pytest.mark.parametrize("many", [2, 4, 6])
def test_any_number_of_tiers(studio, many):
    app = studio()
    app.slider(key="tiers.tiers").set_value(many).run()
    assert not app.error, words(app)
    assert len(scheme_on(app).tiers) == many
    assert "Premium" in "".join(each.proto.body for each in app.get("html"))


def test_a_link_from_the_pareto_page_sets_the_best_tiers_share(studio, visit):
    link = json.loads(address(visit("pareto")))
    app = studio(link=json.dumps(link | {"page": "tiers", "set": {"top": 35, "by": "contribution"}}))
    assert not app.info
    assert (scheme_on(app).groups[0].values[0], scheme_on(app).groups[0].by) == (0.35, "contribution")


@pytest.mark.parametrize("many", [2, 3, 6])
def test_a_share_gives_way_to_those_above_it_and_somebody_is_left_for_the_last_tier(studio, many):
    app = studio()
    app.slider(key="tiers.tiers").set_value(many)
    app.number_input(key="tiers.top").set_value(90.0).run()
    shares = scheme_on(app).groups[0].values
    assert shares[0] == 0.9
    assert sum(shares) < 1
    if many > 2:
        app.number_input(key="tiers.second").set_value(40.0).run()
        assert scheme_on(app).groups[0].values[:2] == (0.9, round(0.1 - 0.0001 * (many - 2), 4))
    assert not app.info


@pytest.mark.parametrize(("how", "key", "to", "found"), [
    ("cover", "top_part", 100.0, (0.9999, 1.0)), ("cover", "second_part", 40.0, (0.8, 0.8001)),
    ("count", "top_count", 500, (140, 1)), ("count", "second_count", 0, (28, 1)),
    ("cuts", "top_score", 0.0, (0.1, 0.0)), ("cuts", "second_score", 100.0, None),
])
def test_no_place_of_the_sliders_is_one_that_no_scheme_can_have(studio, how, key, to, found):
    app = studio()
    app.selectbox(key="tiers.how").set_value(how).run()
    app.number_input(key=f"tiers.{key}").set_value(to).run()
    assert not app.info, words(app)
    first, second = scheme_on(app).groups[0].values
    if found:
        assert (first, second) == found
    else:
        assert second == pytest.approx(first - 0.1)


@pytest.mark.parametrize("amount", [3_000, 40.55, 0, -250.5])
@pytest.mark.parametrize("many", [None, 2, 6])
def test_a_link_with_one_amount_for_the_best_tier_is_followed_whatever_the_number_of_tiers(
        studio, plain_link, amount, many):
    """As the Pareto page sends it: the other cuts find a place below."""
    chosen = {"how": "cuts", "by": "contribution", "top_money": amount} | ({"tiers": many} if many else {})
    app = studio(link=json.dumps(plain_link | {"set": chosen}))
    assert not app.info, words(app)
    values = scheme_on(app).groups[0].values
    assert values[0] == amount
    assert len(values) == (many or 3) - 1
    assert list(values) == sorted(set(values), reverse=True)
    if amount == 40.55 and len(values) > 1:
        assert values[1] < 0.9 * amount, "as far below as is usual, not a cent"


LINKED = {
    "how": ("share", "count", "staff", "cuts", "cover", "natural", "budget", "needs"), "by": ("contribution",),
    "cut": ("by_type",),
    "tiers": (2, 6), "missing": ("lowest", "middle"), "margin": (4,), "waits": ("yes",), "near": (2.5,),
    "weights": ("contribution=60,balance=40",), "top": (35, 2.35), "second": (12,), "moved": ("balance",),
    "service": ('{"tiers 3":[["Gold","#112233"],["Silver",""],["Rest",""]]}',),
}
LINKED_WITH = [
    {"by": "contribution", "near_part": 8}, {"how": "cuts", "top_score": 80.5, "second_score": 20.0},
    {"how": "cuts", "by": "contribution", "top_money": 900.0, "second_money": -20.5},
    {"how": "count", "top_count": 30, "second_count": 17}, {"how": "staff", "second_down_to": 40.5},
    {"how": "staff", "staff_limit": "branch", "tiers": 2}, {"cut": "by_type", "how": "count", "corporate_top_count": 2},
    {"how": "cover", "top_part": 70, "second_part": 90}, {"how": "cover", "by": "contribution"},
    {"how": "budget", "cost": 9000.0}, {"how": "budget", "budget_in": "hours", "hours": 300.0},
    {"cut": "by_type", "business_top": 30, "corporate_second": 11, "shown": "business", "promised": "corporate"},
    {"cut": "by_type", "how": "cuts", "individual_top_score": 90.0},
    {"cut": "by_type", "how": "budget", "individual_cost": 7000.0},
]


@pytest.mark.parametrize("chosen", [*({name: value} for name, values in LINKED.items() for value in values),
                                    *LINKED_WITH], ids=str)
def test_every_control_can_be_set_by_a_link(studio, plain_link, chosen):
    app = studio(link=json.dumps(plain_link | {"set": chosen}))
    assert not app.info, words(app)
    assert not app.error, words(app)
    assert {name: link_of(app).controls.get(name) for name in chosen} == chosen


def test_the_page_draws_no_control_that_no_test_sets_by_a_link(studio, plain_link):
    known = set(LINKED).union(*LINKED_WITH) | {"against", "saved", "from", "to", "exceptions"}
    for cut in ("together", "by_type"):
        for how in HOW:
            for by in ({},) if how in ("cover", "needs") else ({"by": "score"}, {"by": "contribution"}):
                app = studio(link=json.dumps(plain_link | {"set": {"how": how, "cut": cut} | by}))
                own = {name.removeprefix("individual_").removeprefix("business_").removeprefix("corporate_")
                       for name in link_of(app).controls}
                assert own <= known


def test_moving_one_weight_moves_the_others(studio):
    app = studio()
    app.slider(key="tiers.weights.contribution").set_value(80).run()
    weights = vars(scheme_on(app).weights)
    assert weights["contribution"] == 80
    assert sum(weights.values()) == 100
    app.slider(key="tiers.weights.contribution").set_value(100).run()
    assert link_of(app).controls["weights"] == "contribution=100"
    app.slider(key="tiers.weights.scale").set_value(30).run()
    assert vars(scheme_on(app).weights) == {"contribution": 70, "balance": 0, "turnover": 0, "tenure": 0, "scale": 30,
                                            "reputation": 0}


def test_the_page_of_a_link_is_the_page_that_was_left(studio):
    app = studio()
    app.selectbox(key="tiers.how").set_value("cuts").run()
    app.number_input(key="tiers.top_score").set_value(71.5).run()
    app.slider(key="tiers.weights.balance").set_value(60).run()
    app.selectbox(key="tiers.missing").set_value("lowest").run()
    app.slider(key="tiers.margin").set_value(4).run()
    link, seen = address(app), app.session_state["seen"]
    again = studio(link=link)
    assert not again.info
    assert again.session_state["seen"] == seen
    assert again.header[0].value == app.header[0].value


@pytest.mark.parametrize(("name", "value"), [
    ("weights", "contribution=60"), ("weights", "luck=100"), ("weights", 5), ("service", "{"),
    ("service", '{"tiers 3":1}'), ("service", '{"everybody 3":[[1,{"app":0.5},1,""]]}'), ("top", 100),
    ("top_score", "x"), ("tiers", 7), ("weights", "contribution=²"),
    pytest.param("weights", "contribution=" + "9" * 3000, id="weights-many digits"),
    *(pytest.param("service", text, id=f"service-{about}") for about, text in {
        "cost in words": '{"costs":{"visit":"12"}}', "endless cost": '{"costs":{"visit":1e400}}',
        "no number": '{"costs":{"visit":NaN}}', "long cost": f'{{"costs":{{"visit":1{"0" * 400}}}}}',
        "long hours": '{"everybody 3":[' + ",".join(['[1' + "0" * 400 + ',{"app":1},1,""]'] * 3) + "]}",
        "unknown channel": '{"everybody 3":[' + ",".join(['[1,{"fax":1},1,""]'] * 3) + '],"costs":{"fax":1}}',
        "depth": "[" * 1800, "a name in numbers": '{"tiers 2":[[1,""],[2,""]]}',
    }.items()),
])
def test_a_link_that_asks_for_what_cannot_be_is_told_so(studio, plain_link, name, value):
    again = studio(link=json.dumps(plain_link | {"set": {"how": "cuts", name: value}}))
    assert not again.error
    assert "not offered here" in again.info[0].value or "does not have" in again.info[0].value


def test_nothing_stays_of_a_link_that_asked_for_what_cannot_be(studio, plain_link):
    for name, value in (("weights", "luck=100"), ("service", "{"), ("top_score", "x")):
        studio(link=json.dumps(plain_link | {"set": {"how": "cuts", name: value}}))
    again = studio()
    assert not again.error
    assert not again.info


# promises


def rows_of(**changes) -> pd.DataFrame:
    rows = promises._promised_rows(starting_scheme(EQUAL), "everybody")
    for column, value in changes.items():
        rows.loc[0, column] = value
    return rows


def test_an_edited_promise_is_the_promise():
    edits = promises._promises_of(rows_of(hours=9.5, visit=50, app=15, tier="Gold", colour="#112233"), "everybody", 3)
    assert promises.fits(json.dumps(edits))
    service = promises.Service(3, edits)
    before = starting_scheme(EQUAL).groups[0].promises[0]
    assert service.promises("everybody")[0] == Promise(
        9.5, {"visit": 0.5, "phone": 0.2, "e-mail": 0.15, "app": 0.15}, before.response_hours, before.offer)
    assert (service.named[0].name, service.named[0].colour) == ("Gold", "#112233")
    assert service.promises("business") == tiers.starting_promises("business", 3), "others are as they were"
    assert promises.Service(4, edits).named[0].name == "Premium", "another number of tiers has its own"


@pytest.mark.parametrize(("changes", "said"), [
    ({"visit": 10}, "The channels of a tier add up to 50%"), ({"tier": ""}, "The name of a tier is “”"),
    ({"tier": "Basic"}, "Two tiers share a name: Basic, Preferred, Basic"),
])
def test_an_edit_that_cannot_be_is_refused(changes, said):
    with pytest.raises(tiers.SchemeRefused, match=said):
        promises._promises_of(rows_of(**changes), "everybody", 3)


def test_edited_costs_are_the_costs():
    costs = pd.DataFrame([dict.fromkeys(promises.CHANNELS, 10.0)])
    assert promises.Service(3, promises._costs_of(costs)).costs == dict.fromkeys(promises.CHANNELS, 10.0)


# scenarios


SCHEMES = {
    "shares": starting_scheme(EQUAL, tiers=4, values=(0.1, 0.2, 0.3), hold=Hold(3, 2)),
    "by type": starting_scheme(EQUAL, by_type=True, values={"business": (0.05, 0.5)}, missing="middle"),
    "exact shares": starting_scheme(EQUAL, values=(0.0235, 0.29)),
    "numbers": starting_scheme(EQUAL, how="count", values=(30.0, 41.0)),
    "as many": starting_scheme(EQUAL, how="staff", values=(0.405,), staff_limit="branch"),
    "as many of two": starting_scheme(EQUAL, how="staff", tiers=2, by="contribution"),
    "scores": by_cuts(71.5, 40),
    "money": by_cuts(120, -30, by="contribution"),
    "parts": starting_scheme(EQUAL, how="cover", by="contribution", values=(0.7, 0.95)),
    "natural": starting_scheme(EQUAL, how="natural", tiers=2),
    "budget": starting_scheme(EQUAL, how="budget", values=(2_000.0,)),
    "hours": starting_scheme(EQUAL, how="budget", values=(40.0,), budget_in="hours", by="contribution"),
    "needs": starting_scheme(EQUAL, how="needs", tiers=2),
}


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scenario_sets_the_controls_to_say_the_same_scheme(studio, name):
    app = studio()
    for control, value in load_scheme.controls_of(SCHEMES[name]).items():
        app.session_state[f"tiers.{control}"] = value
    app.run()
    assert not app.error, words(app)
    assert scheme_on(app) == SCHEMES[name]


def test_a_scheme_that_the_sliders_cannot_say_is_refused_whole():
    with pytest.raises(CannotAnswer, match="finer than the whole points"):
        load_scheme.controls_of(starting_scheme(EQUAL, hold=Hold(2.5)))


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A workspace with two scenarios, `Shares` (20 and 25%) and `By type`."""
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    workspace = Workspace()
    for name, scheme in (("Shares", starting_scheme(EQUAL)), ("By type", SCHEMES["by type"])):
        workspace.scenarios.save("tiers", name, to_json(scheme), author="Ana")
    return workspace


def compared(app, *names: str):
    """The page with these scenarios chosen to be compared."""
    chosen = app.multiselect(key="tiers.scenarios.compared")
    return chosen.set_value([number for number, name in ((1, "Shares"), (2, "By type")) if name in names]).run()


def table(app, alt: str) -> pd.DataFrame:
    return next(each.value for each in app.dataframe if alt in each.proto.alt)


def test_settings_are_compared_in_words(studio, kept):
    app = studio()
    app.number_input(key="tiers.top").set_value(30.0).run()
    rows = table(compared(app, "Shares", "By type"), "Settings in which").set_index("setting")
    assert rows.loc["Premium, share of customers"].tolist()[:2] == ["30%", "20%"]
    assert rows.loc["Customer types"].tolist() == ["all together", "all together", "each separately"]
    assert rows.loc["Missing size or grade"].tolist()[-1] == "counted as the middle rank"
    assert "groups" not in " ".join(rows.index)


def test_the_difference_between_any_two_is_explained_and_adds_up(studio, kept):
    app = compared(studio(), "Shares", "By type")
    app.number_input(key="tiers.top").set_value(30.0).run()
    seen = {}
    for first, last in (("1", "screen"), ("screen", "1"), ("1", "2"), ("2", "1")):
        app.segmented_control(key="tiers.from").set_value(first)
        app.segmented_control(key="tiers.to").set_value(last).run()
        assert not app.error, words(app)
        rows = table(app, "The parts of the difference")
        figures = rows[["top_customers", "top_contribution", "service_cost", "staffed_hours"]].astype(float)
        assert figures.iloc[:-1].sum().to_numpy() == pytest.approx(figures.iloc[-1].to_numpy(), abs=0.05)
        assert "This difference in words and as one slide" in [each.label for each in app.expander]
        assert "(Shapley)" in words(app) or len(rows) == 2, "in words, a part for each setting"
        seen[first, last] = figures.iloc[-1].to_numpy()
    assert seen["1", "screen"] == pytest.approx(-seen["screen", "1"])
    assert seen["1", "2"] == pytest.approx(-seen["2", "1"])
    outcomes = table(app, "The schemes' outcomes").set_index("scheme")
    assert outcomes.loc["By type", "top_customers"] - outcomes.loc["Shares", "top_customers"] == seen["1", "2"][0]
    app.segmented_control(key="tiers.to").set_value("1").run()
    app.segmented_control(key="tiers.from").set_value("1").run()
    assert "No setting that changes these figures." in words(app)


def test_a_difference_is_explained_from_the_approved_scheme(studio, kept):
    approve(kept, 2)
    app = compared(studio(), "Shares", "By type")
    assert app.segmented_control(key="tiers.from").value == "2"
    assert app.segmented_control(key="tiers.to").value == "screen"


def test_a_scenario_that_is_compared_no_more_is_explained_no_more(studio, kept):
    app = compared(studio(), "Shares", "By type")
    app.segmented_control(key="tiers.from").set_value("2").run()
    app = compared(app, "Shares")
    assert not app.exception
    assert app.segmented_control(key="tiers.from").value == "1"


def test_what_is_in_force_is_compared_with_and_taken_out_again(studio, kept):
    approve(kept, 1)
    app = studio()
    assert "compared with the year before" in words(app), "what is approved is not compared with itself"
    app.slider(key="tiers.margin").set_value(4).run()
    assert "No customer changes tier compared with the current scheme." in words(app).replace("\\", "")
    app.segmented_control(key="tiers.against").set_value("year").run()
    assert "compared with the year before" in words(app)
    link = json.loads(address(app))
    app.segmented_control(key="tiers.against").set_value("force").run()
    in_force = json.loads(address(app))
    withdraw(kept)
    assert not studio(link=json.dumps(link)).info, "a year earlier is always offered"
    assert "not offered here" in studio(link=json.dumps(in_force)).info[0].value


def headline(app) -> str:
    return plain(app.header[0].value)


def plain(text: str) -> str:
    """Without colours, escapes and narrow spaces."""
    return re.sub(r":blue\[([^]]*)\]", r"\1", text).replace("\\", "").replace("\u202f", " ").replace("\u00a0", " ")


def test_the_approved_scheme_is_the_scheme_on_every_page(studio, visit, kept):
    top = replace(starting_scheme(EQUAL, values=(0.1, 0.3)), tiers=(tiers.Tier("Gold"), *map(tiers.Tier, "BC")))
    assert "Premium is" in words(visit("overview"))
    approve(kept, kept.scenarios.save("tiers", "Top 10%", to_json(top), author="Ana").id)
    app, overview = studio(), plain(words(visit("overview")))
    assert scheme_on(app) == top
    assert headline(app).startswith("Gold is 9.9% of customers")
    assert headline(app) in overview
    assert "Premium is" not in overview
    said = ask.ask("tiers", books.opened().book, Scope(), approved=to_json(top))["reading"]
    assert plain(said).startswith(headline(app))
    app.number_input(key="tiers.top").set_value(30.0).run()
    assert scheme_on(app).groups[0].values[0] == 0.3, "and what a visitor sets stands"
    link = studio(link=json.dumps(json.loads(address(app)) | {"set": {"top": 25, "tiers": 3}}))
    assert scheme_on(link).groups[0].values == (0.25, 0.3), "what a link does not set is that of the approved scheme"
    assert not link.info


def test_an_approved_scheme_without_controls_is_said_and_the_page_opens(studio, kept):
    fine = starting_scheme(EQUAL, values=(0.125, 0.3), hold=Hold(2.5))
    approve(kept, kept.scenarios.save("tiers", "Eighth", to_json(fine), author="Ana").id)
    app = studio()
    assert "does not open with the approved scheme “Eighth”. This scheme has a stability margin" in app.info[0].value
    assert scheme_on(app).groups[0].values == (0.2, 0.25)


def test_starting_values_are_an_example_until_somebody_saves_them(studio, visit, tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'own.sqlite'}")
    app = studio()
    for said in (headline(app), plain(words(visit("overview")))):
        assert "These are default thresholds, not an approved scheme." in said
        assert "The service commitments to all tiers" not in said
    assert "defaults until a scheme is saved" in words(app)
    Workspace().scenarios.save("tiers", "Ours", app.session_state["seen"], author="Ana")
    app = studio()
    assert headline(app).startswith("Premium is")
    assert "The service commitments to all tiers cost" in headline(app)
    assert captions.DEFAULTS not in words(app)


def test_what_this_book_has_no_cuts_for_takes_nothing_else_with_it(studio, kept):
    poor = starting_scheme(EQUAL, how="budget", values=(1.0,))
    approve(kept, kept.scenarios.save("tiers", "Poor", to_json(poor), author="Ana").id)
    app = studio()
    assert "with the approved scheme “Poor”. The budget for all customers is 1 a year" in app.info[0].value
    assert "The approved scheme is not compared. The budget for all customers is 1 a year" in app.info[1].value
    app.slider(key="tiers.margin").set_value(4).run()
    assert "compared with the year before" in words(app)
    app.multiselect(key="tiers.scenarios.compared").set_value([3]).run()
    assert not app.error
    assert len(app.info) == 2, "said once more where it is compared"
    assert {"Excel workbook", "CSV", "Parquet"} <= {button.label for button in app.get("download_button")}


def test_a_link_carries_no_more_than_what_differs_from_the_start(studio):
    by_type = starting_scheme(EQUAL, tiers=6, by_type=True)
    assert load_scheme.controls_of(by_type)["service"] == ""
    dearer = replace(by_type, groups=tuple(replace(group, promises=tuple(
        replace(promise, hours=promise.hours + 1) for promise in group.promises)) for group in by_type.groups))
    app = studio()
    for control, value in load_scheme.controls_of(dearer).items():
        app.session_state[f"tiers.{control}"] = value
    app.run()
    assert scheme_on(app) == dearer
    assert studio(link=address(app)).session_state["seen"] == to_json(dearer), "all of it fits into a link"


def test_settings_too_long_for_a_link_say_so(studio):
    by_type = starting_scheme(EQUAL, tiers=6, by_type=True)
    wordy = replace(by_type, groups=tuple(replace(group, promises=tuple(
        replace(promise, offer="A long offer. " * 20) for promise in group.promises)) for group in by_type.groups))
    app = studio()
    for control, value in load_scheme.controls_of(wordy).items():
        app.session_state[f"tiers.{control}"] = value
    app.session_state[MENU] = True
    app.run()
    assert scheme_on(app) == wordy
    assert "more text than a complete link can carry" in words(app)
    assert "link" not in app.query_params
    app.session_state["tiers.service"] = ""
    assert link_of(app.run()).controls["tiers"] == 6


# the page, the command line and Python


@pytest.mark.parametrize("scope", [Scope(), Scope(regions=("SUR",))], ids=str)
@pytest.mark.parametrize("options", [{}, {"how": "cuts", "by": "contribution", "values": "120,-30", "near": 10.0},
                                     {"tiers": 4, "cut": "by_type", "margin": 3.0, "weights": "contribution=100"}],
                         ids=str)
def test_the_command_line_and_python_give_the_tables_of_the_page(studio, options, scope):
    controls = dict(options)
    if controls.pop("values", ""):
        controls |= {"top_money": 120.0, "second_money": -30.0, "near_part": int(controls.pop("near"))}
    controls |= {"margin": 3} if "margin" in controls else {}
    app = studio(link=json.dumps(json.loads(address(studio())) | {"set": controls, "regions": list(scope.regions)}))
    assert not app.info, words(app)
    book = books.opened().book  # the one of the app: a process opens a file once
    told = json.loads(json.dumps(ask.ask("tiers", book, scope, **options), allow_nan=False))["result"]
    found = tiers.answer(book.reader(scope), **options)
    whole = tiers.assignment(book.reader(scope), found.scheme)
    assert scheme_on(app) == found.scheme == from_json(json.dumps(told["scheme"]))
    (cuts,) = (each.proto.body for each in app.get("html") if 'aria-label="The thresholds' in each.proto.body)
    headings, *rows = ([cell.text for cell in row] for row in ElementTree.fromstring(cuts).iter("tr"))
    assert [int(row[headings.index("Borderline customers")]) for row in rows] == [
        row["near_customers"] for row in told["cuts"]]
    app.session_state["tiers.open_holdings"] = True
    app.run().button(key="tiers.corner.switch.3").click().run()  # what each tier holds, as a table
    held = table(app, "The tiers' shares of customers")
    assert held["customers"].tolist() == [row["customers"] for row in told["tiers"]]
    assert str(app.header[0].value).replace(":blue[", "").replace("]", "").replace("\u00a0", " ").replace(
        "\\", "") == tiers.say(found, Money("EUR")).headline
    for name, rows in (("matrix", found.moves.matrix), ("managers", found.capacity.managers)):
        said = told["moves" if name == "matrix" else "capacity"][name]
        assert [row["customers"] for row in said] == rows["customers"].tolist()
    assert len(whole) == found.customers
    assert whole["tier"].value_counts().to_dict() == {
        row["name"]: row["customers"] for row in told["tiers"] if row["customers"]} or options.get("margin")


def test_a_refusal_goes_with_the_cells_it_refused(studio):
    app, said = studio(), "Two tiers share a name: A, A. Rename one."
    app.session_state["tiers.open_promises"] = True
    app.run()
    for many in (3, 4):
        app.session_state[f"{promises.STORE}.0.{many}.everybody.refused"] = said
    assert said in words(app.run()), "it stands below its table"
    app.slider(key="tiers.tiers").set_value(4).run()
    assert said not in words(app), "another table is drawn for the first time: nothing in it is refused"


def test_the_customers_of_a_year_are_held_once_whatever_the_scope_shows(studio, plain_link, monkeypatch):
    library._hold_customers.clear()
    library._hold_shared.clear()
    read, of = [], Roll.of

    def counted(reader, back):
        read.append(back)
        return of(reader, back)

    monkeypatch.setattr(Roll, "of", counted)
    for top, regions in ((13.37, []), (17.77, ["SUR"])):
        app = studio(link=json.dumps(plain_link | {"set": {"top": top}, "regions": regions}))
        assert link_of(app).controls["top"] == top
        assert sorted(read) == [0, 1], "the year and the year before, for all scopes"
