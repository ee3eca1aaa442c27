"""Where the Overview leads on: each room's own answer in a sentence, with the question that its page asks."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import Money
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import causes, demand, dependence, market, pareto, priorities, regions, tiers
from crm_core.rooms.overview import Overview
from pages import frame
from pages.parts.overview.tiers_outline import outline_in_force
from pages.parts.tiers import adopted_schemes


def own_data() -> None:
    """Whoever looks at the fictional bank is shown how to look at their own."""
    if frame.book().info["source"] == "demo" and not frame.import_refusal():
        st.page_link("pages/import_data.py", label=_("This is a fictional bank: load your own data"),
                     icon=":material/upload_file:", query_params=frame.link_to("import_data"))


def next_questions(read: Reader, result: Overview, data_headline: str, money: Money) -> None:
    """A card for each question that the book can answer (decision 37)."""

    def headline(room: ModuleType, **options: Any) -> str:
        return str(room.say(frame.ask(room, **options), money).headline)

    def tiers_headline() -> str:
        outlined = outline_in_force(read)
        return str(tiers.say(replace(outlined, examples=tiers.examples(outlined.scheme, adopted_schemes())),
                             money).headline)

    def look_ahead() -> str:
        """Nothing: a forecast takes seconds. Raises CannotAnswer for a book too short to look ahead from."""
        if len(result.months) < demand.MIN_MONTHS:
            raise CannotAnswer(_("There are too few months for a forecast."))
        return ""

    forecast = "balance" if result.now.balance else result.by
    answers: list[tuple[str, frame.Answer, dict[str, Any]]] = [
        ("pareto", lambda: headline(pareto, by=result.by), {"by": result.by}),
        ("causes", lambda: headline(causes), {}),
        ("dependence", lambda: headline(dependence), {}),
        ("priorities", lambda: headline(priorities), {}),
        ("tiers", tiers_headline, {}),
        ("demand", look_ahead, {"by": forecast}),
        ("regions", lambda: headline(regions), {}),
        ("market", lambda: headline(market), {}),
        ("data", lambda: data_headline, {}),
    ]
    frame.next_questions([frame.NextQuestion(page, PAGES[page].question, answer, controls)
                          for page, answer, controls in answers])
