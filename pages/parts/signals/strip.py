"""Where the targets stand and what has tripped on this data, in a few lines for the Overview."""

from __future__ import annotations

from functools import partial

import streamlit as st

from crm_core import CannotAnswer
from crm_core.chapters import PAGES
from crm_core.figures import FIGURES
from crm_core.language import _, ngettext
from crm_core.scope import Scope
from crm_core.signals.facts import sentence_of
from crm_core.signals.reading import say_targets
from crm_core.signals.words import where_in_words
from crm_core.targets import Attainment, attained, standing
from crm_core.targets.period_names import period_label
from pages import frame
from pages.frame.saving.targets import actuals, year_starts
from pages.frame.saving.workspace import workspace
from pages.frame.visit.permission import page_refusal
from pages.parts.signals.board import judged

_MAX_SHOWN = 3
_PAGE = "signals"


def strip() -> None:
    """The newest signals that nobody has acknowledged and the targets of what is in view, with the way to their page.
    Without any target, the way to set one; nothing without a workspace, as the Overview stands without it, and for who
    does not see that page."""
    if page_refusal(_PAGE):
        return
    try:
        new = [signal for signal in judged() if signal.acknowledged_at is None]
        targets = workspace().targets.all()
    except CannotAnswer:
        return
    lead = partial(st.page_link, f"pages/{_PAGE}.py", query_params=frame.link_to(_PAGE))
    reached = sorted(filter(partial(_is_in_view, scope=frame.scope()),
                            attained(targets, actuals(), year_starts=year_starts()) if targets else ()),
                     key=lambda each: each.reached is not False)
    if new or reached:
        names, money, starts = frame.book().region_names, frame.money(), year_starts()
        with st.container(border=True, gap="xsmall"):
            if new:
                st.markdown("**" + ngettext("{count} new signal", "{count} new signals", len(new)) + "**")
            for signal in new[:_MAX_SHOWN]:
                sentence = sentence_of(signal, names, money, year_starts=starts)
                st.markdown(f":material/notifications: {frame.escape(sentence)}")
            if reached:
                st.markdown(f"**{frame.escape(say_targets(reached))}**")
            for each in reached[:_MAX_SHOWN]:
                target = each.target
                words = _("{figure}, {where}, {period}: {standing}", figure=FIGURES[target.figure].label,
                          where=where_in_words(target.region_id, names), standing=standing(each, money),
                          period=period_label(target.period_kind, target.first_month, year_starts=starts))
                st.markdown(f":material/flag: {frame.escape(words)}")
            lead(label=_("Open {page}", page=PAGES[_PAGE].title), icon=":material/arrow_forward:")
    if not targets:
        lead(label=_("No targets yet: set the first one"), icon=":material/flag:")


def _is_in_view(reached: Attainment, *, scope: Scope) -> bool:
    """Whether the target is of the bank or region in scope; targets are of customers of all types and
    segments."""
    if scope.customer_types or scope.segment:
        return False
    return not scope.regions or reached.target.region_id in scope.regions
