"""The controls of a scheme: how thresholds are found, what ranks customers, and the rules beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import streamlit as st

from crm_core.language import N_, Message, _, pgettext
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import BudgetIn, By, Cut, Group, Hold, How, Missing, Scheme, StaffLimit, Weights
from pages import frame
from pages.parts.tiers.exceptions_in_link import exceptions_on_screen
from pages.parts.tiers.promises import Service
from pages.parts.tiers.thresholds import CutMethod, Starts, draw_values

BY: tuple[By, ...] = get_args(By)
HOW: tuple[How, ...] = get_args(How)
CUT: Mapping[Cut, Message] = {"together": N_("All together"), "by_type": N_("Each type separately")}
MISSING: Mapping[Missing, Message] = {
    "left_out": N_("Score on the other criteria"), "lowest": N_("Count as the lowest rank"),
    "middle": N_("Count as the middle rank"),
}
BUDGET_IN: Mapping[BudgetIn, Message] = {"cost": N_("Money"), "hours": N_("Staff hours")}
STAFF_LIMIT: Mapping[StaffLimit, Message] = {
    "bank": N_("All staff together"), "branch": N_("Each branch"), "manager": N_("Each manager"),
}


def chosen_scheme(read: Reader) -> Scheme:
    """Draw the controls, one below the other, and return the scheme they say: how thresholds are found and where they
    are, then what they hang on. Raises SchemeRefused when they do not fit together."""
    method, thresholds = st.container(), st.container(gap="small")
    with method:
        how = frame.pick("how", _("Threshold method"), {each: tiers.how_label(each) for each in HOW}, explain=_(
            "How the thresholds between tiers are found. They apply to the whole bank, whatever the filters. Type a "
            "number and press Enter, or move the slider."))
    way = _cut_method(how)
    with st.container(horizontal=True, gap="small"):
        weights, missing = _weights(read)
        hold = _hold(way.by)
    service = Service.on_screen(way.tiers)
    values: dict[str, tuple[float, ...]] = {}
    with thresholds:
        budget_in, staff_limit = _hours_or_money(how)
        if how == "budget":
            there = frame.cache_answer("means", lambda: tiers.means(read))
            st.caption(frame.escape(tiers.means_in_words(there, budget_in, frame.money())))
        if how not in ("natural", "needs"):
            starts = _starts(read, way, weights, missing)
            for of in way.groups:
                values[of] = draw_values(way, of, [tier.label for tier in service.named], starts[of], budget_in)
    return Scheme(
        tiers=service.named, weights=weights, missing=missing, costs=service.costs,
        groups=tuple(Group(of, way.by, way.how, values.get(of, ()), service.promises(of), budget_in, staff_limit)
                     for of in way.groups),
        hold=hold, exceptions=exceptions_on_screen(),
    )


def _cut_method(how: How) -> CutMethod:
    only: Mapping[How, tuple[By, ...]] = {"cover": ("contribution",), "needs": ("score",)}
    by = frame.choice("by", _("Rank by"), {each: tiers.by_label(each) for each in only.get(how, BY)},
                      explain=_("The score is a weighted mean of percentile ranks, 0 to 100."))
    cut = frame.choice("cut", _("Customer types"), {each: _(text) for each, text in CUT.items()})
    many = frame.whole_slider("tiers", _("Tiers"), tiers.MIN_TIERS, tiers.MAX_TIERS, tiers.STARTING_TIERS)
    return CutMethod(how, by, many, cut)


def _hours_or_money(how: How) -> tuple[BudgetIn, StaffLimit]:
    """What a budget is in, and whose hours limit the best tier."""
    budget_in: BudgetIn = "cost"
    staff_limit: StaffLimit = "bank"
    if how == "budget":
        budget_in = frame.choice("budget_in", _("Budget in"), {each: _(text) for each, text in BUDGET_IN.items()})
    if how == "staff":
        staff_limit = frame.choice(
            "staff_limit", _("Limited by the hours of"), {each: _(text) for each, text in STAFF_LIMIT.items()},
            explain=_("The best tier takes as many customers as the staff hours allow: those of all staff together, "
                      "and besides of each branch or each manager. They come from the second tier."))
    return budget_in, staff_limit


def _weights(read: Reader) -> tuple[Weights, Missing]:
    usual = tiers.book_weights(read)
    with st.popover(_("Weights"), icon=":material/tune:"):
        st.caption(_("How much each criterion counts in the score. Weights add up to 100%: moving one moves the "
                     "others."))
        weights = frame.parts("weights", _("Weights"), {name: tiers.criterion_label(name) for name in tiers.CRITERIA},
                              {name: getattr(usual, name) for name in tiers.CRITERIA}, tiers.locked)
        missing = frame.pick("missing", _("Where size or grade is missing"),
                             {each: _(text) for each, text in MISSING.items()})
    return Weights(**weights), missing


def _hold(by: str) -> Hold:
    with st.popover(_("Stability rule"), icon=":material/pan_tool:"):
        st.caption(_("A customer changes tier only when beyond the threshold by more than a margin, or when another "
                     "tier has been due for two years in a row. The page shows the effect; the exported tiers follow "
                     "the rule."))
        margin = frame.whole_slider("margin", _("Stability margin"), 0, 20, 0,
                                    unit=pgettext("score", "points") if by == "score" else "%%")
        waits = frame.choice("waits", _("When due for two years"), {
            "no": pgettext("stability rule", "Keep"), "yes": pgettext("stability rule", "Move")})
    return Hold(float(margin), 2 if waits == "yes" else 1)


def _starts(read: Reader, way: CutMethod, weights: Weights, missing: Missing) -> dict[str, Starts]:
    """Where thresholds begin: at the usual shares; numbers, cuts by hand and budgets where those would bring them."""
    shares = tiers.starting_shares(way.tiers)
    usual = {"share": shares, "cover": tiers.starting_parts(way.tiers), "staff": tiers.down_to(shares)}.get(way.how)
    if usual is not None:
        return dict.fromkeys(way.groups, Starts(usual))
    by_shares = tiers.proposed(read, by=way.by, how="share", tiers=way.tiers, top=tiers.STARTING_TOP, weights=weights,
                               missing=missing, cut=way.cut)
    text = f"{way.how} {tiers.to_json(by_shares)}"
    if way.how == "count":
        counts = frame.cache_answer(text, lambda: tiers.usual_counts(read, by_shares, keep=frame.hold_shared))
        return {of: Starts(each, customers) for of, (each, customers) in counts.items()}
    make = tiers.usual_cuts if way.how == "cuts" else tiers.usual_budgets
    starts = frame.cache_answer(text, lambda: make(read, by_shares))
    return {of: Starts(starts.get(of, ())) for of in way.groups}


def compared_with(name: str, approved: Scheme | None, scheme: Scheme) -> str:
    """What moves are counted from: `force` or `year`. `name` is that of the `approved` scheme, if there is one; what is
    on the screen is never compared with itself."""
    if approved == scheme:
        frame.ignore_in_link("against")
        return "year"
    offered = {"force": _("Approved: {name}", name=name)} if approved else {}
    return frame.choice("against", _("Compare with"), offered | {"year": _("A year earlier")})


def say_previous_tier(in_force: Scheme | None, name: str) -> None:
    """What the column of previous tiers in the exported file is by."""
    frame.set_in_files(_("Previous tier"), _(
        "as the approved scheme “{name}” places customers on this data, not as they were assigned before", name=name)
        if in_force else _("as the same scheme placed customers a year earlier"))


def near_a_cut(group: Group) -> float | None:
    """How near to a cut is near: points of score, percent of a cut in money; None where nothing is cut."""
    if group.how == "needs":
        return None
    label, usual = _("Borderline margin"), tiers.NEAR[group.by]
    if group.by == "score":
        return frame.decimal_slider("near", label, 0.5, 20.0, usual, step=0.5,
                                    unit=pgettext("score", "points"))
    return float(frame.percent_slider("near_part", label, 1, 50, round(usual), explain=_(
        "Percent of the threshold, in steps of a quarter of a percent; no customer is near a threshold at 0.")))
