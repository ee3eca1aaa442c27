"""What the Pareto page shows beside the curve: the groups, who moved, the best customers, the way to the tiers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from crm_core.house_style import Money
from crm_core.question import Reader
from crm_core.rooms import overview, pareto
from crm_core.rooms.pareto import Measure, Move, Pareto, captions
from pages import frame
from pages.parts.tiers import as_tier_cut, scheme_of

MOVES: Mapping[Move, str] = {"left": "Left", "entered": "Entered"}
MAX_GROUPS = 1_000
YEARS_BEFORE = {"change": "Change", "amount_before": "Year before", "amount_two_before": "Two years before"}
MONEY = ("amount", "change", "amount_before", "amount_two_before")


def groups(read: Reader, by: Measure, top: float, money: Money) -> Pareto | None:
    """The same money by groups of customers, as bars; None when there is but one group of every kind."""
    with frame.card(f"Where the {by} comes from"):
        units = {unit: words for unit, words in captions.UNITS.items() if unit in pareto.units(read)}
        if not units:
            frame.ignore_in_link("rank")
            st.caption("All comes from one region, product, branch and manager.")
            return None
        unit = frame.pick("rank", "By", units, explain="The same money, added up by group.")
        parts: Pareto = frame.ask(pareto, by=by, top=top, rank=unit)
        ranked = parts.table[parts.table["rank"].notna()]
        frame.chart(overview.draw_parts(ranked, ranked["name"].tolist(), money),
                    alt=f"{by.capitalize()} by {unit}, largest first: {', '.join(ranked['name'].head(3))}.")
        return parts


def as_tier(result: Pareto, money: Money) -> None:
    """The cut of the page as the best tier of the tiers page."""
    force = frame.in_force("tiers")
    carried = as_tier_cut(result, money, is_whole_bank=frame.scope().is_whole_book,
                          approved=scheme_of(force) if force else None)
    with frame.card("Make this cut a tier", carried.sentence):
        if carried.controls:
            st.page_link("pages/tiers.py", label="Use this cut as the top tier", icon=":material/arrow_forward:",
                         query_params=frame.link_to("tiers", **carried.controls))


def moves(read: Reader, result: Pareto, by: Measure, top: float) -> None:
    """Who stayed in the top, entered it and left it since the year before."""
    moved = result.stability
    if moved is None or moved.kept_share is None:
        frame.ignore_in_link("move", "page")
        return
    with frame.card(*captions.moves(moved)):
        frame.table(pd.DataFrame(
            [("Stayed", moved.stayed, moved.stayed_amount_before, moved.stayed_amount),
             ("Entered", moved.entered, moved.entered_amount_before, moved.entered_amount),
             ("Left", moved.left, moved.left_amount_before, moved.left_amount)],
            columns=["move", "customers", "before", "now"],
        ), {"move": "The top", "customers": "Customers", "before": "Year before", "now": "This year"},
            alt="Who stayed in the top, entered it and left it, with their money of both years",
            money=("before", "now"))
        move = frame.choice("move", "Who", MOVES)
        many = moved.left if move == "left" else moved.entered
        page = frame.page_of("page", many, pareto.PAGE)
        if not many:
            st.markdown(f"Nobody {move} it.")
            return
        listed = (result.moving[result.moving["move"] == move] if page == 1
                  else pareto.movers(read, by=by, top=top, move=move, page=page))
        st.caption("Most money moved first. Select a row to open the customer's file.")
        frame.table(listed, {"name": "Customer", "change": "Change", "amount_before": "Year before",
                             "amount": "This year", "rank_before": "Rank then", "rank": "Rank now", "region": "Region"},
                    alt=f"Customers who {move} the top, most money moved first", opens="customer", by="id", money=MONEY)


def group_table(parts: Pareto, money: Money) -> None:
    """The groups with the years before."""
    unit = captions.UNITS[parts.unit]
    with frame.card(*captions.groups(parts, money)):
        frame.table(parts.table.head(MAX_GROUPS),
                    {"rank": "Rank", "name": unit, "amount": parts.by.capitalize(), "share": "Share", **YEARS_BEFORE,
                     "rank_before": "Rank then", "customers": "Customers"},
                    alt=f"{unit} by {parts.by}, with the years before", money=MONEY)


def best(result: Pareto) -> None:
    """The best customers by name."""
    with frame.card(*captions.best(result)):
        frame.table(result.table, {"rank": "Rank", "name": "Customer", "amount": result.by.capitalize(),
                                   "share": "Share", "running_share": "Running share", **YEARS_BEFORE},
                    alt=f"The best {len(result.table):,} customers by {result.by}", opens="customer", by="id",
                    money=MONEY)
