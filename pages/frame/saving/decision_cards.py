"""One decision of the log as a card: why, on which figures, what they are today, and what was said of it since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import Money
from crm_core.ask import room
from crm_core.chapters import PAGES
from crm_core.decision_log import remark_words, state_words
from crm_core.evidence import Compared, Evidence, Told, compared, told
from crm_core.language import N_, _, day, month
from crm_core.scope import Scope
from pages.frame.saving.workspace import ActionResult, ask_who, forget, run_action, say, workspace
from pages.frame.showing.show import card
from pages.frame.showing.tables import table
from pages.frame.visit import library
from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape

if TYPE_CHECKING:
    from crm_core.workspace import Decision, RemarkKind

_KINDS: dict[RemarkKind, str] = {"remark": N_("Remark"), "reviewed": N_("Review"), "withdrawn": N_("Withdraw"),
                                 "reopened": N_("Reopen")}
_TEXT_HEIGHT = 90


def log() -> tuple[Decision, ...] | None:
    """All decisions, those due first; None when the workspace cannot be read, which is said."""
    try:
        return workspace().decisions.all(dt.date.today())  # noqa: DTZ011 a day of the reader's calendar
    except CannotAnswer as sentence:
        st.info(escape(str(sentence)), icon=":material/info:")
        return None


def decision_card(decision: Decision) -> None:
    """Draw it."""
    due = _("Look again on {day}", day=day(decision.review_on)) if decision.review_on else ""
    taken = _("Decided by {author} on {day}", author=decision.author, day=day(decision.decided_on))
    with card(decision.title, " · ".join(filter(None, (taken, state_words(decision), due)))):
        st.markdown(escape(decision.reason).replace("\n", "  \n"))
        try:
            _draw_figures(decision, Evidence.read(decision.evidence))
        except ValueError:
            st.caption(_("The figures of this decision were kept by another version of this program and cannot be "
                         "shown here."))
        for remark in decision.remarks:
            st.markdown(f"**{escape(remark_words(remark))}**  \n{escape(remark.text)}".replace("\n", "  \n"))
        _draw_form(decision)
        say(_place(decision))


def _draw_figures(decision: Decision, evidence: Evidence) -> None:
    then = evidence.here
    until = _("Data to {month}", month=month(dt.date.fromisoformat(f"{evidence.last_month}-01")))
    st.markdown(f"**{escape(_('Then'))}** {escape(then.sentence)}")
    st.caption(escape(" · ".join(filter(None, (evidence.scope_words, until, decision.book_title)))))
    try:
        now, money = _today(evidence), library.money()
    except CannotAnswer as sentence:
        st.caption(escape(str(sentence)))
        _draw_table([Compared(each.label, each.value, "", "") for each in then.figures], {"then": _("Then")})
    else:
        same = _("The page says the same.") if now.sentence == then.sentence else now.sentence
        st.markdown(f"**{escape(_('Today'))}** {escape(same)}")
        rows = compared(then, now, money, is_same_currency=money.currency == evidence.currency)
        headings = {"then": _("Then"), "now": _("Today"), "change": _("Change")}
        _draw_table(rows, headings if now.figures else {"then": _("Then")})
    if decision.page in PAGES:
        st.page_link(f"pages/{decision.page}.py", label=_("Open {page} as it was", page=PAGES[decision.page].title),
                     icon=":material/arrow_forward:", query_params={"link": decision.link})


def _draw_table(rows: list[Compared] | tuple[Compared, ...], headings: dict[str, str]) -> None:
    if rows:
        frame = pd.DataFrame([vars(each) for each in rows])
        table(frame, {"label": _("Figure")} | headings, right=tuple(headings),
              alt=_("The figures of the decision, then and today"))


def _today(evidence: Evidence) -> Told:
    """What the room says of the present data. Raises CannotAnswer when it cannot be asked the same."""
    if not evidence.room:
        raise CannotAnswer(_("These figures cannot be calculated here. Open the page to see those of today."))
    offered = current().choices  # raises where there is no data
    gone = [each for each in evidence.scope.regions if each not in offered.regions]
    years = [year.years_ago for year in offered.years]
    if gone or evidence.scope.years_ago not in years:
        raise CannotAnswer(_("The data of today has no such regions or year, so there are no figures of today."))
    try:
        return _told(evidence.room, evidence.scope, dict(evidence.options), library.money())
    except (TypeError, ValueError) as error:
        raise CannotAnswer(_("This version of the program does not answer that question any more.")) from error


def _told(name: str, scope: Scope, options: dict[str, object], money: Money) -> Told:
    return told(name, library.ask(room(name), under=scope, **options), money)


def _place(decision: Decision) -> str:
    return f"decisions.{decision.id}"


def _draw_form(decision: Decision) -> None:
    place, form = _place(decision), f"{_place(decision)}.form"
    kinds: list[RemarkKind] = ["remark", "reopened"] if decision.state == "withdrawn" else ["reviewed", "remark",
                                                                                            "withdrawn"]
    with st.popover(_("Review or remark"), icon=":material/rate_review:", key=f"{place}.popover", on_change=forget,
                    args=(form,)) as popover:
        if not popover.open:
            return
        with st.form(form, border=False):
            st.segmented_control(_("What it is"), kinds, default=kinds[0], format_func=lambda kind: _(_KINDS[kind]),
                                 key=f"{form}.kind", required=True)
            st.text_area(_("What is to be said"), key=f"{form}.text", height=_TEXT_HEIGHT)
            if decision.state != "withdrawn":
                st.date_input(_("Look again on"), None, format=_("YYYY-MM-DD"), key=f"{form}.review_on",
                              help=_("After a review; leave it empty when nobody needs to look again."))
            ask_who(f"{form}.author")
            st.form_submit_button(_("Add to the log"), key=f"{form}.add", on_click=_remark, args=(decision,))
        say(form)


def _remark(decision: Decision) -> None:
    place, form = _place(decision), f"{_place(decision)}.form"
    kind, text, review_on, author = (st.session_state.get(f"{form}.{part}")
                                     for part in ("kind", "text", "review_on", "author"))

    def action() -> ActionResult:
        workspace().decisions.remark(decision.id, kind or "remark", text or "", author=author or "",
                                     review_on=review_on if kind == "reviewed" else None)
        st.session_state.update({f"{form}.text": "", f"{place}.popover": False})
        return ActionResult(_("It is in the log."))

    run_action(place, action, form=form, author=author or "")
