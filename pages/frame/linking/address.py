"""The address bar always holds a whole link to what is on the screen, and a link that arrives is followed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from crm_core import CannotAnswer
from crm_core.choices import Choices
from crm_core.language import _, all_of, month
from crm_core.language import current as spoken
from crm_core.scope import Scope
from pages.frame.linking import trail
from pages.frame.linking.trail import Step
from pages.frame.visit import language, presentation, scope_bar
from pages.frame.visit.history import went_back
from pages.frame.visit.link import Control, Link, LinkRefused
from pages.frame.visit.visit import Visit, current

VIEW = "view"
"""The query's name for the short id of a view, which stands for a link that the workspace holds."""
MAX_VIEW_LENGTH = 100_000
_WRITTEN = "link.written"
"""In session state: the link of the last run, what the server knew of the address, what the address was before that
link, until the browser has shown that it knows the link, and the values of the widgets."""


def follow(page: str, fingerprint: str, offered: Choices,
           open_view: Callable[[str], str]) -> tuple[dict[str, Control], list[str]]:
    """Follow the link in the address bar, or the view that `open_view` gives for a short id, if one has just arrived.

    Returns what it wants of the page's own controls and what could not be honoured, in sentences.
    """
    text = _shown()
    written = st.session_state.get(_WRITTEN)
    trail.follow(page, Step(written["page"], written["text"]) if written else None, by_link=text is not None)
    if text is None or (written and (_is_ours(page, text, written) or _is_late(page, text, written)
                                     or _has_moved(page, written))):
        return {}, []
    try:
        link = Link.read(text) if text != st.query_params.get(VIEW) else Link.read(open_view(text),
                                                                                    longest=MAX_VIEW_LENGTH)
    except (LinkRefused, CannotAnswer) as error:
        return {}, [str(error)]
    scope, remarks = _scope_of(link, offered)
    if link.book != fingerprint and not link.is_latest:
        remarks.insert(0, _("This link was made with other data, so figures may differ from those it showed."))
    scope_bar.choose(scope)
    remarks += scope_bar.choose_segment(link.segment, is_same_book=link.book == fingerprint)
    presentation.follow(text, link.presents)
    return (dict(link.controls) if link.page == page else {}), remarks


def write(visit: Visit) -> None:
    """Put the whole link into the address bar, at the end of a run.

    A page that was just opened completes the address in place, so that one press of the browser's back button leaves
    it; what is set on the page afterwards makes a new entry, so that back undoes it.
    """
    link = link_of(visit)
    text, shown = link.text() if link.fits else "", _shown()
    before = st.session_state.get(_WRITTEN)
    values = {key: st.session_state.get(key) for key in _keys(visit)}
    is_late = before is not None and _is_late(visit.page, shown, before)
    late = before["late"] if before and is_late else ()
    if before is None or not (is_late or _is_ours(visit.page, shown, before)):
        is_view = shown is not None and shown == st.query_params.get(VIEW) and not visit.remarks
        _complete(visit.page, {VIEW: shown} if is_view and shown else {"link": text} if text else {})
    elif not text:
        st.query_params.clear()
    elif text != before["text"] and (is_late or text != shown):
        late = (*late, shown, before["text"])
        st.query_params.from_dict({"link": text})
        shown = text
    language.is_written(text, shown, late=late)
    st.session_state[_WRITTEN] = {"text": text, "shown": shown, "late": late, "page": visit.page, "values": values}


def _is_ours(page: str, text: str | None, written: dict[str, Any]) -> bool:
    """Whether the address says nothing new: `text` is what we wrote on this page, or what it was opened with."""
    return page == written["page"] and text in (written["text"], written["shown"])


def _is_late(page: str, text: str | None, written: dict[str, Any]) -> bool:
    """Whether `text` is what the address said before we last wrote it: somebody pressed something else before the
    browser had read that. Who goes back to it says so."""
    return page == written["page"] and text in written["late"] and not went_back()


def _shown() -> str | None:
    """What the server knows of the address: the short id of a view, or a link's text."""
    return st.query_params.get(VIEW) or st.query_params.get("link")


def _complete(page: str, parts: dict[str, str]) -> None:
    """Replace the query of the address. Streamlit itself can only add an entry to the browser's history."""
    query = f"?{urlencode(parts)}" if parts else ""
    st.html(
        f"""<script>
        if (["{page}", "{"" if page == "overview" else page}"].includes(location.pathname.split("/").pop()))
            history.replaceState(history.state, "", location.pathname + {json.dumps(query)});
        </script>""", unsafe_allow_javascript=True,
    )


def url() -> str:
    """The address of what is on the screen, to be passed on; empty when it says more than a link can hold."""
    here, link = (st.context.url or "").split("?")[0], link_of(current())
    return f"{here}?{urlencode({'link': link.text()})}" if link.fits else ""


def view_text(visit: Visit, *, is_latest: bool) -> str:
    """What is on the screen as the workspace keeps it: in nobody's language, and of any length. With `is_latest` it
    goes along with the data."""
    return link_of(visit, language="", is_latest=is_latest).text()


def link_to(page: str, **controls: Control) -> dict[str, str]:
    """The query of a link to another page under the same scope, with its controls set: for `st.page_link`."""
    return {"link": link_of(current(), page=page, controls=controls).text()}


def link_of(visit: Visit, **other: Any) -> Link:
    """The link to what is on the screen, but for what `other` sets: another page, its controls."""
    parts = {"page": visit.page, "controls": visit.controls, "language": spoken(),
             "presents": presentation.shown()} | other
    return Link(
        book=visit.book.fingerprint, to=visit.choices.year(visit.scope.years_ago).last_month,
        regions=visit.scope.regions, customer_types=visit.scope.customer_types,
        segment=st.session_state.get(scope_bar.SEGMENT, ""), **parts,
    )


def _scope_of(link: Link, offered: Choices) -> tuple[Scope, list[str]]:
    """The part of the link's scope that this book has, and what it lacks."""
    remarks = []
    year = offered.years[0] if link.is_latest else offered.year_to(link.to)
    if year is None:
        year = offered.years[0]
        remarks.append(_("The link asks for the 12 months to {wanted}; this data shows those to {latest}.",
                         wanted=month(link.to), latest=month(year.last_month)))
    unknown = [json.dumps(each, ensure_ascii=False) for each in (*link.regions, *link.customer_types)
               if each not in offered.regions and each not in offered.customer_types]
    if unknown:
        remarks.append(_("The link asks for {names}, which this data does not have.", names=all_of(unknown[:3])))
    kept_regions = tuple(each for each in link.regions if each in offered.regions)
    kept_types = tuple(each for each in link.customer_types if each in offered.customer_types)
    return Scope(year.years_ago, kept_regions, kept_types), remarks


def _has_moved(page: str, written: dict[str, Any]) -> bool:
    """True when a control was moved since the last run: then the control counts, whatever the address says."""
    return page == written["page"] and any(
        st.session_state.get(key) != value for key, value in written["values"].items()
    )


def _keys(visit: Visit) -> list[str]:
    return [*scope_bar.KEYS, *visit.widget_keys, *(visit.key(name) for name in visit.controls)]
