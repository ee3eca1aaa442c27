"""The customers that are picked, or all that are listed, handed over as a work list."""

from __future__ import annotations

import streamlit as st

from crm_core.language import _
from crm_core.rooms.tiers import AtRisk
from pages import frame
from pages.parts.lists import make_list
from pages.parts.tier_changes.basis import Asked, scheme_words
from pages.parts.tier_changes.customers import Listed


def to_list(listed: Listed, asked: Asked, risk: AtRisk) -> None:
    """A button below the table. The assumed attrition and its break-even go along, to be compared with what comes of
    it; one that rests on default costs does not."""
    if not listed.found:
        return
    scheme, before = scheme_words(asked)
    rows = listed.picked if len(listed.picked) else listed.every
    make_list(rows, customers=listed.found, goes_down=listed.direction == "down", scheme_name=scheme,
              compared_with=before, assumed_attrition=risk.attrition,
              break_even=None if risk.is_default else risk.break_even)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("Of the selected customers.") if len(listed.picked) else
                   _("Of all that are listed; select rows for fewer."), width="content")
        st.page_link("pages/lists.py", label=_("All lists"), query_params=frame.link_to("lists"))
