"""Where the Overview leads on: each room's own answer in a sentence, with the question that its page asks."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import Any

import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import Money
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Reader
from crm_core.reading import Reading
from crm_core.rooms import causes, data, dependence, growth, market, overview, pareto, regions, tiers
from crm_core.rooms.growth import Growth
from crm_core.rooms.overview import Overview, captions
from pages import frame
from pages.parts.expected import could_grow
from pages.parts.overview.tiers_outline import outline_in_force
from pages.parts.tiers import adopted_schemes

_MONTHS_A_YEAR = 12


def not_loaded() -> tuple[str, ...]:
    """The files that would bring more; none for who may not see the account of all of the data."""
    with contextlib.suppress(CannotAnswer):
        return tuple(frame.ask(data).lacking)
    return ()


def why_changed() -> None:
    """The way from what changed to why, where the book can say; the period goes with the reader."""
    if frame.availabilities()["changes"].level != "none":
        st.page_link("pages/changes.py", label=PAGES["changes"].question, icon=":material/arrow_forward:",
                     query_params=frame.link_to("changes"))


def own_data() -> None:
    """Whoever looks at the fictional bank is shown how to look at their own."""
    if frame.book().info["source"] == "demo" and not frame.import_refusal():
        st.page_link("pages/import_data.py", label=_("This is a fictional bank: load your own data"),
                     icon=":material/upload_file:", query_params=frame.link_to("import_data"))


def months(result: Overview, reading: Reading, money: Money) -> None:
    """The months as bars; of a segment without them, why not."""
    if result.months.empty:
        st.caption(frame.escape(captions.without_months()))
        return
    with frame.card(*captions.months(result)):
        frame.chart(overview.draw(result, money), alt=f"{captions.months_in_words(result)} {reading}",
                    leads_to=_to_month(result))


def _to_month(result: Overview) -> frame.Lead | None:
    """A month leads to what changed in it, where the book reaches back another year and knows what was earned."""
    if result.by not in ("contribution", "revenue") or len(result.months) <= _MONTHS_A_YEAR:
        return None
    months = [f"{each:%Y-%m}" for each in result.months["month"].iloc[_MONTHS_A_YEAR:]]
    return frame.to_page("changes", "period", _("Click a month to see what changed in it."), ids=months, by=result.by)


def next_questions(read: Reader, result: Overview, money: Money) -> None:
    """A card for each question that the book can answer (decision 37); aims and things to do lead to the others."""

    def headline(room: ModuleType, **options: Any) -> str:
        return str(room.say(frame.ask(room, **options), money).headline)

    def tiers_headline() -> str:
        outlined = outline_in_force(read)
        return str(tiers.say(replace(outlined, examples=tiers.examples(outlined.scheme, adopted_schemes())),
                             money).headline)

    def growth_headline(found: Growth) -> str:
        growth.require_latest_year(read)
        require_contribution(read)
        return str(growth.say(found, money).headline)

    grown = could_grow(read)  # else the offer to work it out, above, speaks of it
    answers: list[tuple[str, frame.Answer, dict[str, Any]]] = [
        ("pareto", lambda: headline(pareto, by=result.by), {"by": result.by}),
        ("causes", lambda: headline(causes), {}),
        ("dependence", lambda: headline(dependence), {}),
        *([("growth", partial(growth_headline, grown), {})] if grown else []),
        ("tiers", tiers_headline, {}),
        ("regions", lambda: headline(regions), {}),
        ("market", lambda: headline(market), {}),
    ]
    frame.next_questions([frame.NextQuestion(page, PAGES[page].question, answer, controls)
                          for page, answer, controls in answers
                          if read.scope.segment is None or PAGES[page].keeps_to_segment])
