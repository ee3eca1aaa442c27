"""What is asked of the demand page: which measure, of which product, how far ahead, under which assumptions."""

from __future__ import annotations

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import demand
from crm_core.rooms.demand import Plan
from pages import frame

STORE = "demand.assumed"
"""In session state: the assumptions as JSON text; empty before the first."""
MAX_CHARACTERS = 2_000
"""Characters of assumptions that a link can carry beside the rest of it."""
_PRODUCT = "demand.product"


def draw_controls(read: Reader) -> Plan:
    """Draw the controls and return what they ask for, with the assumptions of this session."""
    with st.container(horizontal=True, gap="medium"):
        by = frame.pick("by", _("Measure"), {by: demand.measure_label(by) for by in demand.offered_measures(read)})
        product = "all" if by in demand.WITHOUT_PRODUCTS else _product(read)
        horizon = frame.whole_slider("horizon", _("Months ahead"), 1, demand.MAX_HORIZON, 12)
    if by in demand.WITHOUT_PRODUCTS:
        st.caption(_("A customer counts once, however many products they use. For a forecast by product, choose "
                     "products held."))
    text = frame.link_setting("assumed", _("What if"), _is_assumptions)
    return Plan(by, product, horizon, demand.assumptions_from_json(text))


def _is_assumptions(text: str) -> bool:
    """True for a text that holds assumptions of ours."""
    try:
        return len(text) <= MAX_CHARACTERS and len(demand.assumptions_from_json(text)) >= 0
    except CannotAnswer:
        return False


def _product(read: Reader) -> str:
    """The product, from a list; one that this book does not have (a plan of another book) is said and dropped."""
    offered = demand.products(read)
    product = st.session_state.get(_PRODUCT)
    if product is not None and product not in offered:
        del st.session_state[_PRODUCT]
        st.caption(frame.escape(_("Product '{name}' is not in this data; all products are shown.", name=product)))
    return frame.pick("product", _("Product"), offered)
