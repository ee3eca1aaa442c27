"""The part of a page that runs by itself: alone while nothing around it has changed, with all of the page otherwise."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def _alone(change: str) -> None:
    """A script that runs a part alone; when all of the page is to be run instead, it is run a second time."""
    import os

    import streamlit as st

    from crm_core import CannotAnswer
    from crm_core.scope import Scope
    from crm_core.warehouse import Shelf
    from pages.frame.running import apart
    from pages.frame.visit import books
    from pages.frame.visit.visit import Visit, current

    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    if st.session_state["runs"] > 1:
        st.stop()
    opened = books.opened()
    before = Visit("tiers", (opened.book, opened.choices), Scope(), controls={"top": 20},
                   handed={"remarks": ("Said above.",), apart._WHOLE: change != "recovery"})
    scope = apart._scope_on_screen()

    def draw() -> None:
        visit = current()
        visit.controls["top"] += 1
        visit.remarks.append("Said above." if change != "remark" else "New.")
        if change == "failure":
            raise CannotAnswer("Nobody can say.")
        st.markdown(f"top {visit.controls['top']}")

    if change == "scope":
        st.session_state["scope.regions"] = ["N"]
    if change == "data":
        os.environ["CLIENTELA_DATA"] = f"{os.environ['CLIENTELA_DATA']}/gone"
        books._folders_that_answered().add(Shelf().folder)
    apart._again(before, scope, draw)
    apart._again(before, scope, draw)


@pytest.mark.parametrize(("change", "runs", "drawn"), [
    ("", 1, ["top 21", "top 21"]),  # each run begins from what was before the part
    ("scope", 2, []), ("remark", 2, []),
    ("data", 2, []),  # gone: all of the page says so
    ("failure", 2, []), ("recovery", 2, [])])  # method and export stand around the part
def test_a_part_runs_alone_while_nothing_around_it_has_changed(shelf_folder, monkeypatch, change, runs, drawn):
    monkeypatch.setenv("CLIENTELA_DATA", str(shelf_folder))
    app = AppTest.from_function(_alone, args=(change,), default_timeout=60).run()
    assert not app.exception
    assert app.session_state["runs"] == runs
    assert [each.value for each in app.markdown] == drawn
