"""The segment that every page is narrowed to where it can be: chosen on the page of segments, kept in the scope bar.

What is kept of it, here and in a link, is the way, the number of segments and the segment's code: `needs 6 2`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import streamlit as st

from crm_core import CannotAnswer, segmentation
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.language import current as language
from crm_core.scope import Scope, Segment
from crm_core.segmentation import GivenName, NameOfSegment, Segmentation, Way
from crm_core.warehouse import Book
from pages.frame.saving.workspace import workspace
from pages.frame.visit.scope_bar import SEGMENT, SHAPE
from pages.frame.visit.visit import current

ALL = ""
_MAX_KEPT = 8
"""Segmentations, and segments, that are kept for all visitors: of a million customers each takes some 10 MB."""


def segmentation_of(way: Way, clusters: int = 0) -> Segmentation:
    """The segmentation of the visit's year, worked out once for everybody. Raises CannotAnswer as it does."""
    visit = current()
    return _found(visit.book, visit.book.fingerprint, visit.scope.years_ago, way, clusters, language())


def chosen_segment() -> str:
    """The name of the segment that is chosen, whether the page keeps to it or not; empty for all customers."""
    visit = current()
    return visit.scope.segment.name if visit.scope.segment else visit.segment_left_out


def names_of(found: Segmentation) -> tuple[NameOfSegment, ...]:
    """What its segments are called, by people and by rule; by rule alone when the workspace cannot be read."""
    try:
        given = [GivenName.of(row) for row in workspace().segment_names.all()]
    except CannotAnswer:
        given = []
    return segmentation.named_segments(found, given)


def filter_key(found: Segmentation, code: str) -> str:
    """What the scope bar keeps of a segment."""
    return f"{found.way} {len(found.codes) if found.clusters else 0} {code}"


def ask_segment(book: Book, scope: Scope, page: str) -> tuple[Scope, list[str], str]:
    """Draw the choice of a segment in the scope bar, once one was chosen. Returns the scope with its segment where the
    page keeps to it, what could not be honoured, and the name of a segment that the page does not keep to."""
    kept = st.session_state.get(SEGMENT, ALL)
    if kept == ALL:
        return scope, [], ""
    try:
        found, code = _read(book, scope.years_ago, kept)
        code = _followed(found, code, st.session_state.get(SHAPE, ("", "")))
    except (CannotAnswer, ValueError) as refused:
        st.session_state[SEGMENT] = ALL
        return scope, [_("The segment filter was removed: it cannot be told in this year of the data."),
                       *([str(refused)] if isinstance(refused, CannotAnswer) else [])], ""
    names = {filter_key(found, each.code): each.name for each in names_of(found)}
    label = segmentation.way_label(found.way)
    st.session_state[SEGMENT] = filter_key(found, code)
    chosen = st.selectbox(_("Segment ({way})", way=label), [ALL, *names], key=SEGMENT,
                          format_func=lambda each: names.get(each, _("All customers")))
    if chosen == ALL:
        return scope, [], ""
    code = _read(book, scope.years_ago, chosen)[1]
    st.session_state[SHAPE] = (chosen, segmentation.shape_of(found, code))
    if not PAGES[page].keeps_to_segment:
        st.caption(_("This page does not keep to the segment: it shows all customers."))
        return scope, [], names[chosen]
    segment = _segment(book, book.fingerprint, scope.years_ago, chosen, names[chosen], language())
    return Scope(scope.years_ago, scope.regions, scope.customer_types, segment), [], ""


def _read(book: Book, years_ago: int, kept: str) -> tuple[Segmentation, str]:
    """The segmentation and the code that are meant. Raises ValueError for a text that is none of ours, or a code that
    the segmentation does not have."""
    parts: Sequence[str] = kept.split(" ", 2)
    if len(parts) != 3 or not parts[1].isdigit():  # noqa: PLR2004 way, number, code
        raise ValueError(kept)
    way, clusters, code = cast(Way, parts[0]), parts[1], parts[2]
    found = _found(book, book.fingerprint, years_ago, way, int(clusters), language())
    if code not in found.codes:
        raise ValueError(code)
    return found, code


def _followed(found: Segmentation, code: str, before: tuple[str, str]) -> str:
    """The code of the same segment as in the last run. Clusters are numbered by their size, so in another year a number
    may be another cluster's. Raises ValueError when none is near enough to be the same."""
    key, shape = before
    if not shape or key != filter_key(found, code):
        return code
    then = GivenName(0, found.way, "", shape, "", "")
    followed = next((each.code for each in segmentation.named_segments(found, [then]) if each.given), None)
    if followed is None:
        raise ValueError(shape)
    return followed


@st.cache_resource(max_entries=_MAX_KEPT, show_spinner=False)
def _found(_book: Book, fingerprint: str, years_ago: int, way: Way, clusters: int, spoken: str) -> Segmentation:
    return segmentation.segment_customers(_book.reader(Scope(years_ago)), way, clusters)


@st.cache_resource(max_entries=_MAX_KEPT, show_spinner=False)
def _segment(_book: Book, fingerprint: str, years_ago: int, kept: str, name: str, spoken: str) -> Segment:
    found, code = _read(_book, years_ago, kept)
    return segmentation.as_segment(_book.reader(Scope(years_ago)), found, code, name)
