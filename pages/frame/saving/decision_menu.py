"""The menu beside the title that records a decision, with what the page says at that moment."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import streamlit as st

from crm_core.ask import room
from crm_core.chapters import PAGES
from crm_core.evidence import Evidence, Told, in_every_language, shown, told
from crm_core.language import _
from crm_core.language import current as spoken
from crm_core.strict_json import parse
from pages.frame.linking import address
from pages.frame.saving.workspace import ActionResult, ask_who, forget, run_action, say, workspace
from pages.frame.showing.show import SIGN_ALONE
from pages.frame.visit import library
from pages.frame.visit.visit import Asked, Visit
from pages.frame.visit.wording import escape

_PLACE, _FORM = "decision", "decision.form"
_REASON_HEIGHT = 90


def decision_menu(visit: Visit) -> None:
    """Draw it: at the end of a run, when all that the page says is known. Filled only when it is opened."""
    label = _("Record a decision")
    with visit.corner, st.popover(label, icon=":material/gavel:", key=f"{SIGN_ALONE}.{_PLACE}", help=label,
                                  on_change=forget, args=(_FORM,)) as menu:
        if not menu.open:
            return
        evidence = _evidence(visit)
        st.caption(_("Records what was decided with the figures of this page as they are now. The page Decisions sets "
                     "them beside those of the day, whenever you look again."))
        st.markdown(escape(evidence.here.sentence))
        with st.form(_FORM, border=False):
            st.text_input(_("What was decided"), key=f"{_FORM}.title")
            st.text_area(_("Why"), key=f"{_FORM}.reason", height=_REASON_HEIGHT)
            with st.container(horizontal=True):
                st.date_input(_("Decided on"), format=_("YYYY-MM-DD"), key=f"{_FORM}.decided_on", width=150)
                st.date_input(_("Look again on"), None, format=_("YYYY-MM-DD"), key=f"{_FORM}.review_on", width=150)
            ask_who(f"{_FORM}.author")
            st.form_submit_button(_("Record decision"), key=f"{_FORM}.record", on_click=_record, args=(
                visit.page, address.view_text(visit, is_latest=False), evidence.text(), visit.book.fingerprint,
                str(visit.book.info["title"])))
        say(_FORM)
        say(_PLACE)
        st.page_link("pages/decisions.py", label=_("Open {page}", page=PAGES["decisions"].title),
                     icon=":material/arrow_forward:")


def _evidence(visit: Visit) -> Evidence:
    """What the page says: asked of its room again in every language where the room's own answer is the page's."""
    money, months = library.money(), visit.choices.year(visit.scope.years_ago).last_month
    asked = next((each for each in visit.asked if each.room == visit.page and _is_kept(each)
                  and str(room(each.room).say(each.result, money)) == visit.answer), None)
    shared = Evidence({spoken(): Told(visit.answer, shown(visit.figures, {}))}, f"{months:%Y-%m}", money.currency,
                      visit.scope_words)
    if asked is None:
        return shared
    said = in_every_language(lambda: told(asked.room, library.ask(
        room(asked.room), under=asked.scope, **asked.options), money))
    if not said[spoken()].figures:  # those that need more than the room's answer are kept as they are shown here
        said[spoken()] = dataclasses.replace(said[spoken()], figures=shared.here.figures)
    return dataclasses.replace(shared, told=said, room=asked.room, scope=asked.scope, options=asked.options)


def _is_kept(asked: Asked) -> bool:
    """Whether JSON gives the options back as they are, and the scope: a segment is another one tomorrow."""
    if asked.scope.segment:
        return False
    try:
        return parse(json.dumps(asked.options)) == asked.options
    except (TypeError, ValueError):
        return False


def _record(page: str, link: str, evidence: str, fingerprint: str, book_title: str) -> None:
    texts = {name: st.session_state.get(f"{_FORM}.{name}") or "" for name in ("title", "reason", "author")}
    days: dict[str, dt.date | None] = {name: st.session_state.get(f"{_FORM}.{name}")
                                       for name in ("decided_on", "review_on")}

    def action() -> ActionResult:
        decision = workspace().decisions.record(
            texts["title"], reason=texts["reason"], author=texts["author"], page=page, link=link, evidence=evidence,
            book_fingerprint=fingerprint, book_title=book_title, **days)
        st.session_state.update({f"{_FORM}.title": "", f"{_FORM}.reason": "", f"{_FORM}.review_on": None})
        return ActionResult(_("“{title}” is recorded.", title=decision.title), lambda: _take_back(decision.id))

    run_action(_PLACE, action, form=_FORM, author=texts["author"])


def _take_back(number: int) -> ActionResult:
    workspace().decisions.take_back(number)
    return ActionResult(_("The decision is taken out of the log."), lambda: _restore(number))


def _restore(number: int) -> ActionResult:
    workspace().decisions.restore(number)
    return ActionResult(_("The decision is in the log again."), lambda: _take_back(number))
