"""Running a page: the book opened, the scope asked, the page run, and every failure said calmly."""

from __future__ import annotations

import contextlib
import gc
from typing import Any

import streamlit as st

from crm_core import CannotAnswer, Withheld
from crm_core.ask import room
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.learners import own_process
from crm_core.limited_books import sweep_limited
from crm_core.scope import Scope
from crm_core.warehouse import Book, Shelf
from crm_core.warehouse.on_disk import write_privately
from crm_core.warehouse.scratch import sweep
from pages.frame.linking import address
from pages.frame.running import first_book, gate, presenting
from pages.frame.running.arrival import go_to_start_page
from pages.frame.running.calmly import calmly
from pages.frame.running.let_go import let_go_of_ended_visits
from pages.frame.saving import card_notes
from pages.frame.saving.decision_menu import decision_menu
from pages.frame.saving.downloads import export_menu
from pages.frame.saving.segment_filter import ask_segment
from pages.frame.saving.sharing import share
from pages.frame.saving.views_menu import link_of, views_menu
from pages.frame.showing.missing_data import not_loaded
from pages.frame.showing.on_paper import settings_on_paper
from pages.frame.styling import styles
from pages.frame.visit import books, language, presentation, scope_bar
from pages.frame.visit.permission import import_refusal, page_refusal
from pages.frame.visit.person import bank_workspace, people_sign_in
from pages.frame.visit.visit import Visit, come_back, running
from pages.frame.visit.wording import escape


def run(page: st.Page) -> None:
    """Run one page inside the frame. Whatever goes wrong in it, the reader sees a sentence."""
    come_back()
    gate.go_where_wanted()
    go_to_start_page(page)
    warm_up()
    remarks = st.container()
    prepared: list[Visit] = []  # empty when the book cannot be opened, which is then said
    with calmly(page.title):
        prepared.append(_prepare(page))
    if not prepared:
        return
    visit, = prepared
    styles.apply(presents=bool(presentation.shown()))
    token = running.set(visit)
    try:
        with calmly(page.title):
            presenting.bar(visit)
            page.run()
            visit.remarks += [_("The link sets {name}, which this page does not have.", name=repr(name))
                              for name in visit.wanted]
            not_loaded()
        with calmly(page.title):
            _finish(visit, remarks)
    finally:
        running.reset(token)


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Once a process: import and use what is slow the first time, so that the first page does not pay for it; and
    remove what uploads and dry runs of a process that was killed have left."""
    write_privately()
    from crm_core.house_style import axis, figure, line

    figure([line([0, 1], [0, 1])], x=axis(), y=axis()).to_json()
    with contextlib.suppress(CannotAnswer):  # whoever opens it says what is wrong
        bank_workspace()
    sweep(Shelf().folder)
    sweep_limited(Shelf())
    let_go_of_ended_visits()
    own_process.this_program_goes_on()
    gc.collect()
    gc.freeze()  # what was imported stays; looking through it for garbage took a tenth of a rerun (decision 175)


def _prepare(page: st.Page) -> Visit:
    """The book, and what is asked of it. Without a book, the demo book is built first; a page without a room, such as
    that on which data is loaded, is opened without one."""
    name = page.url_path or "overview"
    if withheld := page_refusal(name):
        _stay_outside(name)
        raise CannotAnswer(withheld)
    try:
        opened = books.opened()
        problem = _("There is no data yet.")
    except CannotAnswer as unreadable:
        if PAGES[name].room:
            raise
        opened, problem = None, str(unreadable)
    if opened is None:
        if PAGES[name].room:
            if people_sign_in() and (refusal := import_refusal()):
                raise CannotAnswer(f"{problem} {refusal}")
            first_book.build()
            st.rerun()
        _who_is_here()
        return Visit(name, None, Scope(), problem=problem)
    if books.is_hidden(opened, name) and (withheld := _why_hidden(opened.book, name)):
        _stay_outside(name)
        raise CannotAnswer(withheld)
    book, offered = opened.book, opened.choices
    wanted, remarks = address.follow(name, book.fingerprint, offered, link_of)
    remarks += scope_bar.drop_what_is_gone(offered)
    with st.sidebar:
        scope, refused, left_out = ask_segment(book, scope_bar.ask(offered), name)
        remarks += refused
        _who_is_here()
        styles.prepare_charts_for_paper()
    return Visit(name, (book, offered), scope, opened.availabilities, wanted=wanted, remarks=remarks,
                 segment_left_out=left_out)


def _why_hidden(book: Book, name: str) -> str:
    """Why a book of sums does not answer a page; empty where the bank lacks what it takes, which the page says."""
    try:
        room(PAGES[name].room).answer(book.reader())
    except Withheld as withheld:
        return str(withheld)
    except CannotAnswer:
        pass
    return ""


def _stay_outside(name: str) -> None:
    """A page that is not shown to who is here has its name and no controls."""
    _who_is_here()
    st.title(PAGES[name].title, anchor=False)


def _who_is_here() -> None:
    with st.sidebar:
        language.picker()
        gate.who_is_here()


def _finish(visit: Visit, remarks: Any) -> None:
    """What can only be said at the end: the whole link, and what a link asked in vain."""
    if visit.opened:
        settings_on_paper()
        export_menu(visit)
        share(visit)
        if visit.corner is not None and PAGES[visit.page].has_room:
            views_menu(visit)
            if not page_refusal("decisions"):
                decision_menu(visit)
        presenting.menu(visit)
        card_notes.draw(visit)
        address.write(visit)
    visit.handed["remarks"] = tuple(visit.remarks)
    for remark in visit.remarks:
        remarks.info(escape(remark), icon=":material/link:")
