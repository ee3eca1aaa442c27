"""That something can be clicked: said below the card's title, shown by the pointer, and true of the whole row."""

from __future__ import annotations

import streamlit as st

from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape

LEADING = "leading"
"""Part of the key of every chart and table that leads on, and so of its class in the page."""
_WHOLE_ROWS = f"""<style>
[class*="-{LEADING}-"] :is(.dvn-scroller, .nsewdrag, .choroplethlayer path) {{ cursor: pointer !important; }}
[class*="-{LEADING}-"] .barlayer .point > path {{ opacity: 1 !important; }}
</style>
<script>
(() => {{
    if (window.clientelaLeads) return;
    window.clientelaLeads = true;
    const marked = '[class*="-{LEADING}-"]', head = 36;
    const gridOf = at => at.closest?.(marked)?.querySelector('canvas[data-testid=data-grid-canvas]');
    const choose = grid => grid.dispatchEvent(new KeyboardEvent('keydown',
        {{key: ' ', code: 'Space', keyCode: 32, shiftKey: true, bubbles: true, cancelable: true}}));
    document.addEventListener('click', click => {{
        const grid = gridOf(click.target), box = grid?.getBoundingClientRect();
        if (grid && click.target.closest('.dvn-scroller') && click.clientY - box.top > head
            && click.clientX - box.left > head) setTimeout(() => choose(grid), 60);
    }});
    document.addEventListener('keydown', key => {{
        const grid = key.key === 'Enter' && gridOf(key.target);
        if (!grid || !key.target.closest('canvas')) return;
        key.preventDefault();
        key.stopImmediatePropagation();
        choose(grid);
    }}, true);
    document.addEventListener('touchstart', touch => {{
        const mark = touch.target.closest?.(marked + ' .js-plotly-plot') && touch.touches[0];
        if (mark) touch.target.dispatchEvent(new MouseEvent('mousemove',
            {{clientX: mark.clientX, clientY: mark.clientY, bubbles: true}}));
    }}, {{capture: true, passive: true}});
}})();
</script>"""
"""A table of Streamlit's is chosen from by the box before a row and by Shift and Space. A click or a touch anywhere in
a row, and Enter, are made the same here; without this script the box and the keys remain. A finger has no pointer that
lies on a mark before it touches it, which Plotly waits for: it is told first (decision 99). Bars that are not chosen
do not pale: the choice is seen in what it does."""


def invite(invitation: str) -> None:
    """Say behind the card's note what a click does, once a card; and make whole rows clickable, once a page."""
    visit = current()
    if not visit.is_clickable:
        visit.is_clickable = True
        st.html(_WHOLE_ROWS, unsafe_allow_javascript=True)
    place = visit.card
    if place.caption is not None and invitation not in place.invitations:
        place.invitations.append(invitation)
        note = f"{place.note}." if place.note and place.note[-1] not in ".?!:" else place.note
        place.caption.caption(escape(" ".join([note, *place.invitations]).strip()))
