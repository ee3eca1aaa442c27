"""A page that exists only for the tests: one setting, its scenarios, its notes, its export."""

import json

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.reading import Reading
from crm_core.rooms import pareto
from pages import frame

CUT = "trial.cut"


def restore(content: str) -> None:
    settings = json.loads(content)
    if "cut" not in settings:
        raise CannotAnswer("This scenario has no cut, so it cannot be shown here.")
    st.session_state[CUT] = settings["cut"]
    if not isinstance(settings["tiers"], list):
        raise CannotAnswer("This scenario has no tiers, so it cannot be shown here.")


def trial() -> None:
    frame.title("What would another cut change?")
    cut = st.slider("Cut", 0, 100, 80, key=CUT, persist_state="session")
    force = frame.in_force("trial")
    frame.headline(Reading(f"The cut is {cut}.", f"In force: {force.name}." if force else "Nothing is in force."))
    content = json.dumps({"cut": cut, "tiers": [{"name": "Gold", "is_open": True}]})
    chosen = frame.scenarios("trial", content, restore=restore, consequences=lambda text: frame.Consequence(
        (f"The cut would be {json.loads(text)['cut']}.",)))
    st.text(f"compared: {[each.name for each in chosen]}")
    frame.notes("trial", "N*", about="Norte *")
    frame.rejected_rows("customers")
    frame.export(lambda: pd.DataFrame({"cut": [cut, cut]}), pareto)


page = st.navigation([st.Page(trial, title="Trial", default=True)])
frame.run(page)
