"""Why a picked customer changes tier: criterion by criterion, against the threshold, and what service changes."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _, ngettext
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Comparison, who_changes
from pages import frame

MOST = 3
"""Customers whose reasons are shown at once."""


def reasons(read: Reader, compared: Comparison, picked: pd.DataFrame, money: Money) -> None:
    """A card for each of the first picked customers."""
    for row in picked.head(MOST).itertuples(index=False):
        with frame.card(*who_changes.one_customer(row.name, row.previous_tier, row.tier)):
            found = tiers.why(read, compared, row.customer_id)
            st.markdown(frame.escape(tiers.why_in_words(found, compared) if found else row.reason))
            if row.exception:
                st.markdown(frame.escape(row.exception))
            if found is not None and found.parts is not None:
                rows = who_changes.criteria_table(found)
                frame.table(rows, who_changes.criteria_headings(compared), right=list(rows.columns[1:]),
                            alt=_("What each criterion brings to the score, before and now"), is_whole=True)
            for line in who_changes.service_lines(row.service_before, row.service_after, row.cost_after
                                                  - row.cost_before, money):
                st.caption(frame.escape(line))
            st.page_link("pages/customer.py", label=_("Open customer profile"), icon=":material/person:",
                         query_params=frame.link_to("customer", customer=row.customer_id))
    if len(picked) > MOST:
        st.caption(ngettext("The reasons of {others} other selected customer are in the list above.",
                            "The reasons of {others} other selected customers are in the list above.",
                            len(picked) - MOST, others=len(picked) - MOST))
