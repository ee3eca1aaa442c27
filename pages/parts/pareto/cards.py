"""What the Pareto page shows beside the curve: the groups, who moved, the best customers, the way to the tiers."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import overview, pareto
from crm_core.rooms.pareto import Measure, Move, Pareto, Unit, captions
from crm_core.vocabulary import group_label, measure_label, measure_noun
from pages import frame
from pages.parts.tiers import ApprovedTiers, as_tier_cut, scheme_of

MOVES: tuple[Move, ...] = ("left", "entered")
GROUPS: tuple[Unit, ...] = ("regions", "types", "products", "branches", "managers")
"""What can be ranked beside customers, in the order to offer."""
MAX_GROUPS = 1_000
MONEY = ("amount", "change", "amount_before", "amount_two_before")


def _years() -> dict[str, str]:
    """The columns of the years before, with their headings."""
    return {"change": _("Change"), "amount_before": _("Previous year"), "amount_two_before": _("Two years before")}


def groups(read: Reader, result: Pareto, by: Measure, top: float, money: Money) -> Pareto | None:
    """The same money as in `result` by groups of customers, as bars; None when there is but one group of every kind."""
    with frame.card(_("Where {measure} comes from", measure=measure_noun(by)), name="parts"):
        offered = pareto.units(read)
        units = {unit: group_label(unit) for unit in GROUPS if unit in offered}
        if not units:
            frame.ignore_in_link("rank")
            st.caption(_("There is only one region, customer type, product, branch and manager at most."))
            return None
        unit = frame.pick("rank", _("Group by"), units, explain=_("The same amounts, added up by group."))
        parts: Pareto = frame.ask(pareto, by=by, top=top, rank=unit)
        st.caption(frame.escape(captions.groups(parts, money).note))
        ranked = parts.table[parts.table["rank"].notna()]
        frame.chart(overview.draw_parts(ranked, ranked["name"].tolist(), money),
                    alt=_("{groups} by {measure}, largest first: {names}.", groups=group_label(unit),
                          measure=measure_noun(by), names=", ".join(ranked["name"].head(3))),
                    leads_to=_lead(unit, is_of_steps=bool(result.steps)), table=_group_rows(parts))
        return parts


def of_customers(read: Reader, result: Pareto, by: Measure, top: float, tiered: ApprovedTiers) -> None:
    """What is said of single customers, where they are shown: the threshold as a tier, who moved, the best."""
    if result.steps:
        frame.ignore_in_link("move", "page")
        return
    if result.unit == "customers":
        as_tier(result, frame.money())
    moves(read, result, by, top, tiered)
    best(result, tiered)


def as_tier(result: Pareto, money: Money) -> None:
    """The cut of the page as the best tier of the tiers page."""
    force = frame.in_force("tiers")
    carried = as_tier_cut(result, money, is_whole_bank=frame.scope().is_whole_book,
                          approved=scheme_of(force) if force else None)
    with frame.card(_("Use this threshold for a tier"), carried.sentence, "as_tier"):
        if carried.controls:
            st.page_link("pages/tiers.py", label=_("Use as the threshold of the top tier"),
                         icon=":material/arrow_forward:", query_params=frame.link_to("tiers", **carried.controls))


def moves(read: Reader, result: Pareto, by: Measure, top: float, tiered: ApprovedTiers) -> None:
    """Who stayed in the top, entered it and left it since the year before."""
    moved = result.stability
    if moved is None or moved.kept_share is None:
        frame.ignore_in_link("move", "page")
        return
    with frame.card(*captions.moves(moved)):
        frame.table(pd.DataFrame(
            [(captions.move_label("stayed"), moved.stayed, moved.stayed_amount_before, moved.stayed_amount),
             (captions.move_label("entered"), moved.entered, moved.entered_amount_before, moved.entered_amount),
             (captions.move_label("left"), moved.left, moved.left_amount_before, moved.left_amount)],
            columns=["move", "customers", "before", "now"],
        ), {"move": _("Top customers"), "customers": _("Customers"), "before": _("Previous year"),
            "now": _("This year")},
            alt=_("Customers who stayed in the top, entered it and left it, with their amounts of both years"),
            money=("before", "now"))
    with frame.folded(_("Customers who left or entered the top")):
        move = frame.choice("move", _("Customers to list"), {move: captions.move_label(move) for move in MOVES})
        many = moved.left if move == "left" else moved.entered
        page = frame.page_of("page", many, pareto.PAGE)
        if not many:
            st.markdown(captions.nobody_moved(move))
            return
        listed = (result.moving[result.moving["move"] == move] if page == 1
                  else pareto.movers(read, by=by, top=top, move=move, page=page))
        st.caption(_("Largest change first."))
        columns = {"name": _("Customer"), **tiered.heading, "change": _("Change"),
                   "amount_before": _("Previous year"), "amount": _("This year"), "rank_before": _("Previous rank"),
                   "rank": _("Rank"), "region": _("Region")}
        frame.table(tiered.beside(listed, "id"), columns,
                    alt=captions.movers_in_words(move), leads_to=frame.to_customer(), by="id", money=MONEY)


def _group_rows(parts: Pareto) -> frame.Rows:
    """The groups with the years before."""
    columns = {"rank": _("Rank"), "name": group_label(parts.unit), "amount": measure_label(parts.by),
               "share": _("Share"), **_years(), "rank_before": _("Previous rank"), "customers": _("Customers")}
    return frame.Rows(parts.table.head(MAX_GROUPS), columns, by="id", money=MONEY)


def _lead(unit: Unit, *, is_of_steps: bool) -> frame.Lead:
    """Where a group leads: to itself alone, or to the page that explains it. Steps are of all regions."""
    if unit == "regions":
        return (frame.to_page("regions", "region", _("Click a region to see where it stands.")) if is_of_steps else
                frame.narrow_regions())
    if unit == "types":
        return frame.narrow_types()
    if unit == "branches":
        return frame.to_page("causes", "of", _("Click a branch for what explains it."), prefix="branch:",
                             who="everybody")
    if unit == "managers":
        return frame.to_page("causes", "of", _("Click a manager for what explains it."), prefix="manager:",
                             who="everybody")
    return frame.to_page("demand", "product", _("Click a product for its forecast."))


def best(result: Pareto, tiered: ApprovedTiers) -> None:
    """The best customers by name."""
    caption = captions.best(result)
    with frame.card(*caption):
        columns = {"rank": _("Rank"), "name": _("Customer"), "amount": measure_label(result.by),
                   "share": _("Share"), "running_share": _("Cumulative share"), **_years()}
        if result.unit == "groups":
            frame.table(result.table, {**columns, "name": _("Group or customer"), "customers": _("Customers")},
                        alt=caption.title, by="id", money=MONEY)
            return
        frame.table(tiered.beside(result.table, "id"), {**columns, **tiered.heading}, alt=caption.title,
                    leads_to=frame.to_customer(), by="id", money=MONEY)
        tiered.draw_note()


def export_table(read: Reader, result: Pareto, by: Measure, top: float, tiered: ApprovedTiers, *,
                 parts: Pareto | None) -> pd.DataFrame:
    """All lists of the page as one table, customers with their tiers where a scheme is approved."""
    if result.unit == "groups":
        return pareto.export_table(result, parts=parts)
    moved = [pareto.movers(read, by=by, top=top, move=each, rows=pareto.MAX_LISTED) for each in MOVES]
    table = tiered.beside(pareto.export_table(result, *moved, parts=parts), "id")
    if parts is None or "tier" not in table:
        return table
    return table.assign(tier=table["tier"].where(table["list"] != group_label(parts.unit)))  # no customers there
