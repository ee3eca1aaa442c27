"""What choosing a bar, a point, a tile or a row does: it narrows the page, or opens the page that explains it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.segmentation import Segmentation
from pages.frame.linking.address import link_of
from pages.frame.visit import scope_bar
from pages.frame.visit.link import Control
from pages.frame.visit.visit import current

SEGMENT = "segment"
"""What a lead narrows that sets the segment of the scope."""
NARROWINGS = {"regions": scope_bar.REGIONS, "types": scope_bar.TYPES}
"""Parts of the scope that a chosen id can narrow every page to."""


ANY_PAGE = "*"
"""The page of a lead whose ids are pages."""


@dataclass(frozen=True)
class Lead:
    """One thing that a chosen id does, by what it sets.

    With a `page`, that page is opened under the same scope, its `control` set to the id and its further `controls` as
    they say. Without, the `control` of this page is set, or the part of the scope that it `narrows`; choosing the same
    again takes it back, to `everything`. Only `ids` lead on where they are given: a bar of all the others is no region.
    `prefix` stands before the id where the control asks for more than it. `invitation` tells the reader, in a sentence.
    """

    invitation: str
    control: str = ""
    page: str = ""
    controls: Mapping[str, Control] = field(default_factory=dict)
    narrows: str = ""
    prefix: str = ""
    everything: str = ""
    ids: Collection[str] | None = None

    def takes(self, chosen: str) -> bool:
        """Whether the id leads anywhere."""
        return bool(chosen) and (self.ids is None or chosen in self.ids)

    def settings(self, chosen: str) -> dict[str, Control]:
        """The controls of the page that is opened."""
        return {**self.controls, **({self.control: f"{self.prefix}{chosen}"} if self.control else {})}


def follower(lead: Lead) -> Callable[[str], None]:
    """What a widget's callback calls with the id that was chosen; "" when the choice was taken back.

    A callback runs before the page and outside any visit, so what the link needs is taken down now.
    """
    visit = current()
    link, key = link_of(visit, page=lead.page), visit.key(lead.control)

    def follow(chosen: str) -> None:
        if chosen and not lead.takes(chosen):
            return
        if lead.page:
            if chosen:
                page = chosen if lead.page == ANY_PAGE else lead.page
                query = {"link": replace(link, page=page, controls=lead.settings(chosen)).text()}
                st.switch_page(f"pages/{page}.py", query_params=query)
        elif lead.narrows == SEGMENT:
            value = f"{lead.prefix}{chosen}"
            is_taken_back = not chosen or st.session_state.get(scope_bar.SEGMENT) == value
            st.session_state[scope_bar.SEGMENT] = "" if is_taken_back else value
        elif lead.narrows:
            place = NARROWINGS[lead.narrows]
            st.session_state[place] = toggled(st.session_state.get(place, []), chosen)
        else:
            value = f"{lead.prefix}{chosen}"
            is_taken_back = not chosen or st.session_state.get(key) == value
            st.session_state[key] = lead.everything if is_taken_back else value

    return follow


def toggled(now: Collection[str], chosen: str) -> list[str]:
    """What is in scope after a choice: the id alone, or everything when it stood alone or nothing is chosen."""
    return [chosen] if chosen and list(now) != [chosen] else []


def to_customer() -> Lead:
    """Opens a customer's profile."""
    return Lead(_("Click a customer to open the profile."), "customer", "customer")


def to_region() -> Lead:
    """Chooses a region in this page's list of regions."""
    return Lead(_("Click a region to select it."), "region", ids=current().choices.regions)


def to_page(page: str, control: str, invitation: str, *, prefix: str = "", ids: Collection[str] | None = None,
            **controls: Control) -> Lead:
    """Opens `page` with its `control` set to the id, behind `prefix`, and its other `controls`."""
    return Lead(invitation, control, page, controls, prefix=prefix, ids=ids)


def to_pages() -> Lead:
    """Opens the page whose name is chosen."""
    return Lead(_("Click a page to open it."), page=ANY_PAGE, ids=PAGES)


def to_control(control: str, invitation: str, *, everything: str, ids: Collection[str], prefix: str = "") -> Lead:
    """Sets a control of this page to the id, behind `prefix`; its value `everything` takes the choice back."""
    return Lead(invitation, control, everything=everything, ids=ids, prefix=prefix)


def narrow_regions() -> Lead:
    """Narrows every page to the region."""
    return Lead(_("Click a region to see it alone."), narrows="regions", ids=current().choices.regions)


def narrow_types() -> Lead:
    """Narrows every page to the customers of a type."""
    return Lead(_("Click a customer type to see it alone."), narrows="types", ids=current().choices.customer_types)


def narrow_segment(found: Segmentation) -> Lead:
    """Narrows every page that can be to the segment."""
    clusters = len(found.codes) if found.clusters else 0
    return Lead(_("Click a segment to see it alone on the pages that can show one."), narrows=SEGMENT,
                prefix=f"{found.way} {clusters} ", ids=found.codes)
