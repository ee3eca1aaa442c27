"""The demand page: its controls, its assumptions, and what it says when the book is too young."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from crm_core.rooms.demand import Assumption, Plan, to_json
from tests.pages.test_pages import address, link_of, words
from tests.workspace.approving import approve


@pytest.fixture
def demand(visit):
    return visit("demand")


def test_a_book_of_two_years_has_no_grade_and_says_why(demand):
    assert "No earlier range could be tested" in words(demand)
    assert "No earlier forecast to test yet" in words(demand)
    assert "Grade" not in [metric.label for metric in demand.metric], "what cannot be said is not shown"


def test_customers_are_not_asked_by_product(demand):
    assert demand.selectbox(key="demand.product").options[:1] == ["All products"]
    demand.selectbox(key="demand.by").set_value("customers").run()
    assert not demand.exception
    assert "A customer counts once" in words(demand)
    assert "demand.product" not in {box.key for box in demand.selectbox}
    assert "ustomers on the books are expected at" in demand.header[0].value


def test_the_horizon_changes_the_headline_and_the_link(demand):
    demand.selectbox(key="demand.by").set_value("turnover").run()
    demand.slider(key="demand.horizon").set_value(3).run()
    assert "over the 3 months to June 2026" in demand.header[0].value
    assert link_of(demand).controls["horizon"] == 3


FORM = "demand.whatif.form"


def add_assumption(app, **fields):
    """Fill in the form and lay the assumption over."""
    boxes = {box.key: box for box in [*app.selectbox, *app.number_input, *app.text_input]}
    for name, value in ({"author": "Inés Vidal"} | fields).items():
        boxes[f"{FORM}.{name}"].set_value(value)
    press(app, "Apply")
    return app


def press(app, label: str, place: int = 0):
    [button for button in app.button if button.label == label][place].click().run()
    assert not app.exception
    return app


def test_an_assumption_is_laid_over_the_forecast_and_taken_away_again(demand):
    demand.selectbox(key="demand.by").set_value("turnover").run()
    before = demand.header[0].value
    add_assumption(demand, kind="one_off", size=500.0, note="Fair")
    assert "With 1 assumption, turnover comes to" in words(demand)
    assert "All business: €500 more, once, in April 2026" in words(demand)
    assert "Adds €500" in words(demand)
    assert "Inés Vidal · Fair" in words(demand)
    assert demand.header[0].value == before, "the forecast itself has changed"
    press(demand, "Remove")
    assert "With 1 assumption" not in words(demand)
    press(demand, "Undo")
    assert "With 1 assumption, turnover comes to" in words(demand)
    add_assumption(demand, kind="growth", size=10.0)
    assert "With 2 assumptions" in words(demand)
    press(demand, "Remove", 0)
    assert "With 1 assumption, turnover" in words(demand)
    assert "10% more growth a year" in words(demand).replace("\u00a0", " ")


@pytest.mark.parametrize(("fields", "message"), [
    ({"author": " ", "size": 5.0}, "An assumption needs an author"), ({"size": 0.0}, "of size 0 changes nothing"),
    ({"kind": "price", "size": 5000.0}, "out of range: −99% to 1,000%"),
])
def test_what_is_no_assumption_is_refused_in_the_form(demand, fields, message):
    add_assumption(demand, **fields)
    assert message in demand.warning[0].value
    assert "demand.assumed" not in demand.session_state


def test_assumptions_travel_in_the_link_and_speak_of_their_own_measure(demand, visit):
    demand.selectbox(key="demand.by").set_value("turnover").run()
    add_assumption(demand, kind="one_off", size=500.0)
    again = visit("demand", link=address(demand))
    assert "All business: €500 more" in words(again)
    again.selectbox(key="demand.by").set_value("balance").run()
    assert "With 1 assumption" not in words(again)
    assert "Not applied: it was made for turnover" in words(again)


@pytest.mark.parametrize("text", [
    "{", "[3]", "x" * 3_000, '[{"kind":"hope","size":1,"from_month":"2026-10","author":"x"}]',
])
def test_a_link_with_assumptions_that_are_none_is_said(demand, visit, text):
    link = json.loads(address(demand))
    app = visit("demand", link=json.dumps(link | {"set": link["set"] | {"assumed": text}}))
    assert not app.exception
    assert "under “What if”, which is not offered here" in words(app)


def test_more_assumptions_than_a_link_can_carry_are_refused(demand):
    for number in range(12):
        add_assumption(demand, size=1.0 + number, note="A reason that is as long as a reason may be " * 2)
    assert "are more than a link can carry" in demand.warning[0].value
    assert len(address(demand)) < 4_000


def save(app, name: str):
    for field, value in (("name", name), ("author", "Inés Vidal"), ("note", "For the board")):
        box = next(box for box in [*app.text_input, *app.text_area] if box.key == f"demand.scenarios.{field}")
        box.set_value(value)
    return press(app, "Save")


@pytest.fixture
def own_workspace(monkeypatch, tmp_path):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'own.sqlite'}")


def test_a_plan_is_saved_loaded_approved_and_compared(own_workspace, visit):
    app = visit("demand")
    app.selectbox(key="demand.by").set_value("turnover").run()
    app.slider(key="demand.horizon").set_value(6).run()
    save(add_assumption(app, kind="one_off", size=500.0), "Fair")
    assert "Saved as 'Fair'" in words(app)
    press(app, "Remove")
    app.selectbox(key="demand.by").set_value("balance").run()
    press(app, "Load")
    assert app.selectbox(key="demand.by").value == "turnover"
    assert app.slider(key="demand.horizon").value == 6
    assert "All business: €500 more" in words(app)
    from pages.frame.saving.workspace import workspace
    saved = workspace().scenarios.all("demand")[0]
    assert (saved.author, saved.note) == ("Inés Vidal", "For the board")
    approve(workspace(), saved.id)
    app.run()
    assert "Plans compared" in words(app)
    plans = app.dataframe[-2 if "level" in app.dataframe[-1].value else -1].value
    assert plans["plan"].tolist() == ["As forecast", "On the screen", "Approved: Fair"]
    assert plans["extra"].tolist()[1:] == ["€500", "€500"]
    app.selectbox(key="demand.by").set_value("balance").run()
    app.multiselect(key="demand.scenarios.compared").set_value([saved.id]).run()
    settings = next(each.value for each in app.dataframe if "setting" in each.value).set_index("setting")
    assert settings.loc["Measure"].tolist() == ["Balance", "Turnover"]


def test_a_scenario_that_is_no_plan_is_left_out_and_a_plan_of_another_book_is_honoured_in_part(own_workspace, visit):
    from pages.frame.saving.workspace import workspace

    app = visit("demand")
    scenarios = workspace().scenarios
    scenarios.save("demand", "Broken", '{"cut": 80}', author="Inés")
    press(app.run(), "Load")
    assert "not a plan of version 1" in app.warning[0].value
    other = Plan("balance", "GOLD", 3, (Assumption("growth", 0.1, dt.date(2026, 4, 1), "Inés", product="GOLD"),))
    scenarios.save("demand", "Gold", to_json(other), author="Inés", book_fingerprint="another")
    press(app.run(), "Load", 0)
    assert "Product 'GOLD' is not in this data; all products are shown" in words(app)
    assert "Not applied: its product or region is not in this selection" in words(app)
