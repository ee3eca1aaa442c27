"""What if: assumptions made one by one, applied to the forecast, removed again; held by the session and the link."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from crm_core.house_style import Money, count
from crm_core.question import Reader
from crm_core.rooms import demand
from crm_core.rooms.demand import Assumption, AssumptionKind, Demand, Plan, PlanRefused, WhatIf, captions
from pages import frame
from pages.frame.saving.workspace import ActionResult, ask_who, run_action, say
from pages.parts.demand.controls import MAX_CHARACTERS, STORE

KINDS: Mapping[AssumptionKind, str] = {
    "growth": "Extra growth a year, in %", "price": "Price change, in %", "one_off": "One-off amount",
}
PERCENT = 100
MAX_REGIONS = 6
_PLACE, _FORM = "demand.whatif", "demand.whatif.form"


def draw_assumptions(read: Reader, plan: Plan, result: Demand, money: Money) -> Demand:
    """The card of assumptions: what they come to, each with what it adds, and the form that adds one.

    Returns the result with them applied."""
    products, regions = demand.products(read), demand.regions(read)
    what_if = applied(read, plan) if plan.assumptions else None
    with frame.card(*captions.what_if(what_if, money)):
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
    frame.chart(demand.draw_what_if(result, what_if, money), alt="The forecast with and without the assumptions.")
    hours = what_if.by_region
    at_least_one = hours[hours["extra_hours"].abs() >= 1]
    shown = at_least_one.head(MAX_REGIONS)
    if len(shown):
        frame.table(shown.fillna({"name": ""}).round({"extra_hours": 0, "hours": 0}), {
            "name": "Region", "extra_hours": "Staff hours on top", "hours": "There are", "used_rate": "Share of them"},
            alt="Staff hours that the assumptions ask for, by region")
    if len(hours) > len(shown) > 0:
        st.caption(f"{count(len(hours) - len(shown), 'region')} more, with less.")
    if what_if.lacking:
        st.caption(what_if.lacking)


def _draw_list(plan: Plan, what_if: WhatIf, names: tuple[dict[str, str], dict[str, str]], money: Money) -> None:
    """Each assumption in words with what it adds, and the button that removes it."""
    reasons = dict(what_if.aside)
    effects = iter(what_if.effects.to_dict("records"))
    for place, assumption in enumerate(plan.assumptions):
        adds = f"stands aside, {reasons[assumption]}" if assumption in reasons else \
            demand.say_effect(next(effects), plan.by, money)
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(gap=None):
                st.markdown(frame.escape(demand.say_assumption(assumption, *names, money, plan.by)))
                st.caption(frame.escape(" · ".join(filter(None, (adds, assumption.author, assumption.note)))))
            st.button("Take away", key=f"{_PLACE}.{place}", type="tertiary", on_click=run_action,
                      args=(_PLACE, partial(_remove, place)))


def _draw_form(plan: Plan, result: Demand, products: dict[str, str], regions: dict[str, str]) -> None:
    months = [month.date() for month in result.ahead["month"]]
    with st.form(_FORM, border=False):
        with st.container(horizontal=True, gap="small"):
            st.selectbox("Kind", list(KINDS), format_func=KINDS.__getitem__, key=f"{_FORM}.kind", width=220)
            st.number_input("Size", step=1.0, key=f"{_FORM}.size", width=120)
            st.selectbox("From", months, format_func=lambda month: f"{month:%B %Y}", key=f"{_FORM}.from", width=165)
            if plan.by not in demand.WITHOUT_PRODUCTS:
                st.selectbox("Of", list(products), format_func=products.__getitem__, key=f"{_FORM}.of", width=185)
            if len(regions) > 1:
                st.selectbox("Where", ["", *regions], format_func=lambda each: regions.get(each, "All regions"),
                             key=f"{_FORM}.where", width=165)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.text_input("Note", key=f"{_FORM}.note", max_chars=120, placeholder="Why", width=320)
            ask_who(f"{_FORM}.author")
            st.form_submit_button("Apply", icon=":material/add:", on_click=_add, args=(plan.by,))
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
        return ActionResult("Laid over the forecast.", partial(_remove, -1))

    run_action(_PLACE, add_assumption, form=_FORM, author=author)


def _remove(place: int) -> ActionResult:
    before = st.session_state.get(STORE, "")
    assumptions = list(_stored())
    del assumptions[place]
    _store(assumptions)
    return ActionResult("Taken away.", partial(_bring_back, before))


def _bring_back(text: str) -> ActionResult:
    st.session_state[STORE] = text
    return ActionResult("It is laid over the forecast again.")


def _stored() -> tuple[Assumption, ...]:
    return demand.assumptions_from_json(st.session_state.get(STORE, ""))


def _store(assumptions: Sequence[Assumption]) -> None:
    text = demand.assumptions_to_json(assumptions)
    if len(text) > MAX_CHARACTERS:
        raise PlanRefused(f"{len(assumptions)} assumptions with these notes are more than a link can carry; shorten a "
                          "note, or save these as a scenario and begin another.")
    st.session_state[STORE] = text
