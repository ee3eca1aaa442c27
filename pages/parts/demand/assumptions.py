"""What if: assumptions made one by one, applied to the forecast, removed again; held by the session and the link."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from crm_core.amounts import Money, number
from crm_core.language import N_, _, month, ngettext
from crm_core.question import Reader
from crm_core.rooms import demand
from crm_core.rooms.demand import Assumption, AssumptionKind, Demand, Plan, PlanRefused, WhatIf, captions
from pages import frame
from pages.frame.saving.workspace import ActionResult, ask_who, run_action, say
from pages.parts.demand.controls import MAX_CHARACTERS, STORE

KINDS: Mapping[AssumptionKind, str] = {
    "growth": N_("Extra growth a year, in %"), "price": N_("Price change, in %"), "one_off": N_("One-off amount"),
}
PERCENT = 100
MAX_REGIONS = 6
_PLACE, _FORM = "demand.whatif", "demand.whatif.form"


def draw_assumptions(read: Reader, plan: Plan, result: Demand, money: Money) -> Demand:
    """The card of assumptions: what they come to, each with what it adds, and the form that adds one.

    Returns the result with them applied."""
    products, regions = demand.products(read), demand.regions(read)
    what_if = applied(read, plan) if plan.assumptions else None
    with (frame.card if what_if else frame.folded)(*captions.what_if(what_if, money)):
        if what_if is not None:
            _draw_applied(what_if, result, money)
            _draw_list(plan, what_if, (products, regions), money)
        say(_PLACE)
        _draw_form(plan, result, products, regions)
    return dataclasses.replace(result, what_if=what_if) if what_if is not None and what_if.assumptions else result


def applied(read: Reader, plan: Plan) -> WhatIf:
    """The plan's assumptions applied to the forecast, worked out once."""
    what_if: WhatIf = frame.cache_answer(f"what if {demand.to_json(plan)}", partial(demand.apply_plan, read, plan))
    return what_if


def _draw_applied(what_if: WhatIf, result: Demand, money: Money) -> None:
    """What the assumptions come to, as a picture and by region and product."""
    if not what_if.assumptions:
        return
    st.markdown(frame.escape(demand.say_what_if(what_if, result, money)))
    frame.chart(demand.draw_what_if(result, what_if, money), alt=_("The forecast with and without the assumptions."))
    hours = what_if.by_region
    at_least_one = hours[hours["extra_hours"].abs() >= 1]
    shown = at_least_one.head(MAX_REGIONS)
    if len(shown):
        frame.table(shown.fillna({"name": ""}).round({"extra_hours": 0, "hours": 0}), {
            "name": _("Region"), "extra_hours": _("Additional staff hours"), "hours": _("Available"),
            "used_rate": _("Share of available")}, alt=_("Staff hours that the assumptions require, by region"))
    if len(hours) > len(shown) > 0:
        st.caption(ngettext("{count} more region with fewer hours.", "{count} more regions with fewer hours.",
                            len(hours) - len(shown)))
    if what_if.lacking:
        st.caption(what_if.lacking)


def _draw_list(plan: Plan, what_if: WhatIf, names: tuple[dict[str, str], dict[str, str]], money: Money) -> None:
    """Each assumption in words with what it adds, and the button that removes it."""
    reasons = dict(what_if.aside)
    effects = iter(what_if.effects.to_dict("records"))
    for place, assumption in enumerate(plan.assumptions):
        adds = _("Not applied: {reason}", reason=reasons[assumption]) if assumption in reasons else \
            demand.say_effect(next(effects), plan.by, money)
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(gap=None):
                st.markdown(frame.escape(demand.say_assumption(assumption, *names, money, plan.by)))
                st.caption(frame.escape(" · ".join(filter(None, (adds, assumption.author, assumption.note)))))
            st.button(_("Remove"), key=f"{_PLACE}.{place}", type="tertiary", on_click=run_action,
                      args=(_PLACE, partial(_remove, place)))


def _draw_form(plan: Plan, result: Demand, products: dict[str, str], regions: dict[str, str]) -> None:
    months = [each.date() for each in result.ahead["month"]]
    with st.form(_FORM, border=False):
        with st.container(horizontal=True, gap="small"):
            st.selectbox(_("Kind"), list(KINDS), format_func=lambda kind: _(KINDS[kind]), key=f"{_FORM}.kind",
                         width=220)
            st.number_input(_("Value"), step=1.0, format="%g", key=f"{_FORM}.size", width=120)
            st.selectbox(_("From"), months, format_func=month, key=f"{_FORM}.from", width=165)
            if plan.by not in demand.WITHOUT_PRODUCTS:
                st.selectbox(_("Product"), list(products), format_func=products.__getitem__, key=f"{_FORM}.of",
                             width=185)
            if len(regions) > 1:
                st.selectbox(_("Region"), ["", *regions], format_func=lambda each: regions.get(each, _("All regions")),
                             key=f"{_FORM}.where", width=165)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.text_input(_("Note"), key=f"{_FORM}.note", max_chars=120, placeholder=_("Reason"), width=320)
            ask_who(f"{_FORM}.author")
            st.form_submit_button(_("Apply"), icon=":material/add:", on_click=_add, args=(plan.by,))
    say(_FORM)


def _field(name: str) -> Any:
    """What stands in a field of the form; None for one that is not drawn."""
    return st.session_state.get(f"{_FORM}.{name}")


def _add(by: str) -> None:
    """In the callback of the form: one assumption more, or a refusal in a sentence."""
    kind: AssumptionKind = _field("kind")
    start: dt.date = _field("from")
    size, product, author = float(_field("size") or 0), _field("of") or "", _field("author") or ""

    def add_assumption() -> ActionResult:
        added = Assumption(kind, size / (1 if kind == "one_off" else PERCENT), start, author, _field("note") or "",
                           "" if product == "all" else product, _field("where") or "", by)
        _store([*_stored(), added])
        st.session_state.update({f"{_FORM}.size": 0.0, f"{_FORM}.note": ""})
        return ActionResult(_("The assumption is applied to the forecast."), partial(_remove, -1))

    run_action(_PLACE, add_assumption, form=_FORM, author=author)


def _remove(place: int) -> ActionResult:
    before = st.session_state.get(STORE, "")
    assumptions = list(_stored())
    del assumptions[place]
    _store(assumptions)
    return ActionResult(_("The assumption is removed."), partial(_bring_back, before))


def _bring_back(text: str) -> ActionResult:
    st.session_state[STORE] = text
    return ActionResult(_("The assumption is applied again."))


def _stored() -> tuple[Assumption, ...]:
    return demand.assumptions_from_json(st.session_state.get(STORE, ""))


def _store(assumptions: Sequence[Assumption]) -> None:
    text = demand.assumptions_to_json(assumptions)
    if len(text) > MAX_CHARACTERS:
        raise PlanRefused(_("{number} assumptions with these notes are more than a link can carry. Shorten a note, or "
                            "save them as a scenario and start another.", number=number(len(assumptions))))
    st.session_state[STORE] = text
