"""The figures beside the controls: each tier's customers, money, moves, hours and cost, and what each was before."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import Money
from crm_core.chapters import PAGES
from crm_core.house_style import DARK, PRINT
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Before, Beside, Figure, Outline, Scheme, Tiering
from pages import frame

CHANGES = "tier_changes"
"""The page on which those who go up and down are named."""


def before(read: Reader, drawn: Outline, in_force: Scheme | None) -> Before | None:
    """What the scheme on the screen is compared with; None where this book cannot say it, which `what_follows` says."""
    then = tiers.to_json(in_force) if in_force else ""
    try:
        return frame.cache_answer(f"before {tiers.to_json(drawn.scheme)} {then}", lambda: tiers.before(
            read, drawn.scheme, in_force=in_force, keep=frame.hold_shared))
    except CannotAnswer:
        return None


class Drawn(NamedTuple):
    """The parts of the table that are written again when more is known. Each takes the place of what it was: an empty
    place between two runs would take the figures off the screen at every move of a slider."""

    table: Any
    notes: Any
    line: Any


def draw_consequences(result: Outline, then: Before | None, money: Money) -> Drawn:
    """The table of who stands where; `redraw_consequences` adds what follows from it."""
    shown = tiers.beside(result, then, money)
    table = st.html(_table(shown, tiers.colours(result.scheme)))
    with st.container(horizontal=True, wrap=False, gap="small"):
        notes = st.caption(_notes(shown), help=_meanings())
        if CHANGES in PAGES:
            st.page_link(f"pages/{CHANGES}.py", label=_("Who goes up and down"), icon=":material/group:",
                         width="content", query_params=frame.link_to(CHANGES))
    return Drawn(table, notes, frame.line_in_view(shown.line))


def redraw_consequences(drawn: Drawn, result: Tiering, then: Before | None, money: Money) -> None:
    """The same table with moves and capacity, in its place."""
    shown = tiers.beside(result, then, money)
    drawn.table.html(_table(shown, tiers.colours(result.scheme)))
    drawn.notes.caption(_notes(shown), help=_meanings())
    frame.line_in_view(shown.line, drawn.line)


def _notes(shown: Beside) -> str:
    return frame.escape(" ".join(shown.notes))


def _meanings() -> str:
    return "\n\n".join(tiers.column_meanings())


def _table(shown: Beside, colours: list[str]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in ("", *shown.headings))
    marks = [f'<i style="background: light-dark({PRINT.get(each, each)}, {DARK.get(each, each)})"></i>'
             for each in map(escape, colours)] + [""]
    rows = "".join(f'<tr><th scope="row">{mark}{escape(row.name)}</th>{"".join(map(_cell, row.figures))}</tr>'
                   for mark, row in zip(marks, shown.rows, strict=True))
    label = escape(_("Consequences by tier"))
    # With a place in the keyboard's order, as on a phone it may have to be scrolled.
    return (f'<div class="beside" tabindex="0"><table aria-label="{label}"><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>")


def _cell(figure: Figure) -> str:
    if not figure.was:
        return f"<td>{escape(figure.now)}</td>"
    was = escape(_("from {figure}", figure=figure.was))
    kind = {True: "better", False: "worse", None: "changed"}[figure.is_welcome]
    return (f'<td>{escape(figure.now)}<small title="{was}"><b class="{kind}">{escape(figure.change)}</b> '
            f'<span>{was}</span></small></td>')
