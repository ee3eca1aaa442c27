"""What the browser sends of its address is what it had read when something was pressed, which may be late."""

from __future__ import annotations

import pytest

from crm_core.language import in_language
from pages.frame.linking import address as address_bar
from pages.frame.visit import language
from tests.pages.test_pages import address, link_of


def test_a_control_that_moves_counts_for_more_than_an_address_that_is_late(visit):
    app = visit("pareto")
    late = address(app)
    app.slider(key="pareto.top").set_value(30).run()
    app.query_params["link"] = late
    app.slider(key="pareto.top").set_value(40).run()
    assert app.slider(key="pareto.top").value == 40
    assert link_of(app).controls["top"] == 40


@pytest.mark.parametrize("goes_back", [True, False])
def test_an_address_of_before_counts_for_who_goes_back_and_is_late_for_who_goes_on(visit, monkeypatch, goes_back):
    """Whoever presses something at once after a slider sends the address of before the slider."""
    app = visit("pareto")
    before = address(app)
    for top in (30, 25):
        app.slider(key="pareto.top").set_value(top).run()
        app.query_params["link"] = before
    for asking in (address_bar, language):
        monkeypatch.setattr(asking, "went_back", lambda: goes_back)
    app.run()
    assert app.slider(key="pareto.top").value == (20 if goes_back else 25)
    assert link_of(app).controls["top"] == (20 if goes_back else 25)


def test_a_language_is_not_taken_back_by_an_address_that_is_late(visit):
    app = visit("pareto")
    app.slider(key="pareto.top").set_value(30).run()
    late = address(app)
    app.session_state["language"] = "es"
    app.run()
    app.query_params["link"] = late
    with in_language("es"):  # the browser sends the words that it shows
        app.run()
    assert app.session_state["language"] == "es"
    assert (link_of(app).language, link_of(app).controls["top"]) == ("es", 30)


def test_an_address_of_before_is_followed_once_the_browser_knew_a_later_one(visit):
    """As by a link on the page to what it has shown before."""
    app = visit("pareto")
    before = address(app)
    app.slider(key="pareto.top").set_value(30).run()
    app.run()
    app.query_params["link"] = before
    app.run()
    assert app.slider(key="pareto.top").value == 20


def test_what_is_pressed_while_the_address_is_late_is_in_the_address(visit):
    app = visit("pareto")
    before = address(app)
    app.slider(key="pareto.top").set_value(30).run()
    app.query_params["link"] = before
    app.slider(key="pareto.top").set_value(26).run()
    assert app.query_params["link"] == address(app)
    assert link_of(app).controls["top"] == 26
