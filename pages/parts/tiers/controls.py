"""The controls of a scheme: what ranks customers, how thresholds are found, and the rules beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import streamlit as st

from crm_core.contract import CUSTOMER_TYPES
from crm_core.language import N_, Message, _, pgettext
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import BudgetIn, By, Cut, Group, Hold, How, Missing, Scheme, Weights
from pages import frame
from pages.parts.tiers.exceptions_in_link import exceptions_on_screen
from pages.parts.tiers.promises import Service

PERCENT, TENTHS = 100, 10
CENT = 0.01

BY: tuple[By, ...] = get_args(By)
HOW: tuple[How, ...] = get_args(How)
CUT: Mapping[Cut, Message] = {"together": N_("All together"), "by_type": N_("Each type separately")}
MISSING: Mapping[Missing, Message] = {
    "left_out": N_("Score on the other criteria"), "lowest": N_("Count as the lowest rank"),
    "middle": N_("Count as the middle rank"),
}
BUDGET_IN: Mapping[BudgetIn, Message] = {"cost": N_("Money"), "hours": N_("Staff hours")}
PLACES = ("top", "second", "third", "fourth", "fifth")
"""The names of the sliders of each tier but the last; `top` is also that of the Pareto page."""


@dataclass(frozen=True)
class CutMethod:
    """How tiers are cut, for all groups alike."""

    how: How
    by: By
    tiers: int
    cut: Cut
    budget_in: BudgetIn

    @property
    def groups(self) -> tuple[str, ...]:
        """Whom there are cuts for."""
        return CUSTOMER_TYPES if self.cut == "by_type" else (tiers.EVERYBODY,)


def chosen_scheme(read: Reader) -> Scheme:
    """Draw the controls and return the scheme they say. Raises SchemeRefused when they do not fit together."""
    how, by, cut, budget_in = _cut_method()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        many = frame.whole_slider("tiers", _("Tiers"), tiers.MIN_TIERS, tiers.MAX_TIERS, tiers.STARTING_TIERS)
        way = CutMethod(how, by, many, cut, budget_in)
        weights, missing = _weights(read)
        hold = _hold(way.by)
    service = Service.on_screen(way.tiers)
    values: dict[str, tuple[float, ...]] = {}
    if way.how not in ("natural", "needs"):
        starts = _starts(read, way, weights, missing)
        for of, column in zip(way.groups, st.columns(len(way.groups), gap="medium"), strict=True):
            with column, st.container(horizontal=len(way.groups) == 1, gap="medium"):
                values[of] = _values(way, of, [tier.label for tier in service.named], starts.get(of, ()))
    return Scheme(
        tiers=service.named, weights=weights, missing=missing, costs=service.costs,
        groups=tuple(Group(of, way.by, way.how, values.get(of, ()), service.promises(of), way.budget_in)
                     for of in way.groups),
        hold=hold, exceptions=exceptions_on_screen(),
    )


def _cut_method() -> tuple[How, By, Cut, BudgetIn]:
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        how = frame.pick("how", _("Threshold method"), {each: tiers.how_label(each) for each in HOW}, explain=_(
            "How the thresholds between tiers are found. They apply to the whole bank, whatever the filters."))
        only: Mapping[How, tuple[By, ...]] = {"cover": ("contribution",), "needs": ("score",)}
        by = frame.choice("by", _("Rank by"), {each: tiers.by_label(each) for each in only.get(how, BY)},
                          explain=_("The score is a weighted mean of percentile ranks, 0 to 100."))
        budget_in: BudgetIn = "cost"
        if how == "budget":
            budget_in = frame.choice("budget_in", _("Budget in"), {each: _(text) for each, text in BUDGET_IN.items()})
        cut = frame.choice("cut", _("Customer types"), {each: _(text) for each, text in CUT.items()})
    return how, by, cut, budget_in


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


def _starts(read: Reader, way: CutMethod, weights: Weights, missing: Missing) -> dict[str, tuple[float, ...]]:
    """Where sliders begin: at the usual shares; cuts by hand and budgets where those shares would bring them."""
    if way.how in ("share", "cover"):
        usual = tiers.starting_shares(way.tiers) if way.how == "share" else tiers.starting_parts(way.tiers)
        return dict.fromkeys(way.groups, usual)
    by_shares = tiers.proposed(read, by=way.by, how="share", tiers=way.tiers, top=0.2, weights=weights,
                               missing=missing, cut=way.cut)
    make = tiers.usual_cuts if way.how == "cuts" else tiers.usual_budgets
    return frame.cache_answer(f"{way.how} {tiers.to_json(by_shares)}", lambda: make(read, by_shares))


def _values(way: CutMethod, of: str, names: list[str], starts: tuple[float, ...]) -> tuple[float, ...]:
    """The sliders of one group: one for each tier but the last, or its budget."""
    prefix = "" if of == tiers.EVERYBODY else f"{of}_"
    if way.how == "budget":
        unit, start = ("hours", starts[1]) if way.budget_in == "hours" else ("cost", starts[0])
        return (frame.amount(f"{prefix}{unit}", tiers.for_group(_("Annual budget"), of), start, low=1.0),)
    draw = {"share": _share, "cover": _part}.get(way.how, _score if way.by == "score" else _money)
    above: list[float] = []
    for place, name in zip(PLACES, names[:-1], strict=False):
        above.append(draw(f"{prefix}{place}", tiers.for_group(name, of), starts, above))
    return tuple(above)


# Each draws the control of one tier. `starts` is where all tiers' controls begin, `found` what those above this one
# say: it gives way to them, so that no place of the controls is one that no scheme can have.


def _share(key: str, label: str, starts: tuple[float, ...], above: list[float]) -> float:
    below = len(starts) - len(above)  # tiers further down, the last included
    left = PERCENT - round(sum(above) * PERCENT) - below
    return frame.percent_slider(key, label, 1, 90, round(starts[len(above)] * PERCENT), at_most=left,
                                explain=_("Share of customers in this tier.")) / PERCENT


def _part(key: str, label: str, starts: tuple[float, ...], above: list[float]) -> float:
    below = len(starts) - len(above) - 1
    return frame.percent_slider(
        f"{key}_part", _("{tier} reaches", tier=label), 1, PERCENT, round(starts[len(above)] * PERCENT),
        at_least=round(above[-1] * PERCENT) + 1 if above else 1, at_most=PERCENT - below,
        explain=_("Share of contribution from this tier and those above.")) / PERCENT


def _score(key: str, label: str, starts: tuple[float, ...], above: list[float]) -> float:
    below = len(starts) - len(above) - 1
    return round(frame.decimal_slider(
        f"{key}_score", _("{tier} from", tier=label), 0.0, 100.0, round(_start_below(starts, above), 1),
        at_least=below / TENTHS, at_most=round(above[-1] - 1 / TENTHS, 1) if above else None), 1)


def _money(key: str, label: str, starts: tuple[float, ...], above: list[float]) -> float:
    return frame.amount(f"{key}_money", _("{tier} from", tier=label), round(_start_below(starts, above), 2), decimals=2,
                        at_most=round(above[-1] - CENT, 2) if above else None)


def _start_below(starts: tuple[float, ...], above: list[float]) -> float:
    """Where a cut begins: at its usual place, or as far below the cut above as is usual when that was set lower."""
    place = len(above)
    if not place or starts[place] < above[-1]:
        return starts[place]
    if starts[place - 1] > 0 and starts[place] > 0 and above[-1] > 0:
        return above[-1] * starts[place] / starts[place - 1]
    return above[-1] - (starts[place - 1] - starts[place])


def compared_with(name: str, approved: Scheme | None, scheme: Scheme) -> str:
    """What moves are counted from: `force` or `year`. `name` is that of the `approved` scheme, if there is one; what is
    on the screen is never compared with itself."""
    if approved == scheme:
        frame.ignore_in_link("against")
        return "year"
    offered = {"force": _("Approved: {name}", name=name)} if approved else {}
    return frame.choice("against", _("Compare with"), offered | {"year": _("A year earlier")})


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
