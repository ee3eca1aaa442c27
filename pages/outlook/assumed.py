"""What if: assumptions made one by one, laid over the forecast, taken away again; kept for the session and the link."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import streamlit as st

from crm_core.house_style import Money, change, count
from crm_core.question import Reader
from crm_core.rooms import demand
from crm_core.rooms.demand import Assumption, Demand, Plan, PlanRefused, WhatIf
from pages import frame
from pages.frame.saving.workspace import ActionResult, ask_who, run_action, say
from pages.outlook.chosen import MOST, STORE

KINDS = {"growth": "Extra growth a year, in %", "price": "Price change, in %", "one_off": "One-off amount"}
PERCENT = 100
MOST_REGIONS = 6
_PLACE, _FORM = "demand.whatif", "demand.whatif.form"
_FIELDS = ("kind", "size", "from", "of", "where", "note", "author")


def draw_assumed(read: Reader, plan: Plan, result: Demand, money: Money) -> Demand:
    """The card of assumptions: what they come to, each with what it adds, and the form that adds one.

    Returns the result with them laid over it."""
    products, regions = demand.products(read), demand.regions(read)
    laid = _laid(read, plan) if plan.assumptions else None
    with frame.card(_finding(laid, money), "Assumptions of yours laid over the forecast, which stays as it is. Save "
                                           "them below as a scenario to keep them."):
        if laid is not None:
            _draw_laid(laid, result, money)
            _draw_list(plan, laid, (products, regions), money)
        say(_PLACE)
        _draw_form(plan, result, products, regions)
    return dataclasses.replace(result, what_if=laid) if laid is not None and laid.assumptions else result


def _laid(read: Reader, plan: Plan) -> WhatIf:
    return frame.cache_answer(f"what if {demand.to_json(plan)}", lambda: demand.what_if(read, plan))


def _finding(laid: WhatIf | None, money: Money) -> str:
    """What the assumptions add, in a few words."""
    if laid is None or not laid.assumptions:
        return "What if"
    forecast = laid.months["statistical"]
    base = float(forecast.sum() if laid.is_flow else forecast.iloc[-1])
    if laid.extra and base > 0:
        return f"{change(laid.extra / base)} on the forecast, as assumed"
    brings = money.short(float(laid.cells["contribution"].sum()))
    return f"As forecast, and {brings} of contribution, as assumed"


def _draw_laid(laid: WhatIf, result: Demand, money: Money) -> None:
    """What the assumptions come to, as a picture and by region and product."""
    if not laid.assumptions:
        return
    st.markdown(frame.escape(demand.say_what_if(laid, result, money)))
    frame.chart(demand.draw_what_if(result, laid, money), alt="The forecast with and without the assumptions.")
    hours = laid.by_region
    asked = hours[hours["extra_hours"].abs() >= 1]
    if len(asked):
        frame.table(asked.head(MOST_REGIONS).fillna({"name": ""}).round({"extra_hours": 0, "hours": 0}), {
            "name": "Region", "extra_hours": "Staff hours on top", "hours": "There are", "used_rate": "Share of them"},
            alt="Staff hours that the assumptions ask for, by region")
    if len(hours) > len(asked.head(MOST_REGIONS)) > 0:
        st.caption(f"{count(len(hours) - len(asked.head(MOST_REGIONS)), 'region')} more, with less.")
    if laid.lacking:
        st.caption(laid.lacking)


def _draw_list(plan: Plan, laid: WhatIf, names: tuple[dict[str, str], dict[str, str]], money: Money) -> None:
    """Each assumption in words with what it adds, and the button that takes it away."""
    reasons = dict(laid.aside)
    effects = iter(laid.effects.to_dict("records"))
    for place, assumption in enumerate(plan.assumptions):
        adds = f"stands aside, {reasons[assumption]}" if assumption in reasons else \
            _adds(next(effects), demand.written(plan.by, money), money, is_money=plan.by == "contribution")
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(gap=None):
                st.markdown(frame.escape(demand.say_assumption(assumption, *names, money, plan.by)))
                st.caption(frame.escape(" · ".join(filter(None, (adds, assumption.author, assumption.note)))))
            st.button("Take away", key=f"{_PLACE}.{place}", type="tertiary", on_click=run_action,
                      args=(_PLACE, lambda place=place: _take_away(place)))


def _adds(effect: dict, words: Callable[[float], str], money: Money, *, is_money: bool) -> str:
    extra, brings = effect["extra"], effect["contribution"]
    said = f"adds {words(extra)}" if extra > 0 else f"takes off {words(-extra)}" if extra else \
        "leaves the amount as it is"
    return said if is_money or not brings else f"{said}, brings {money.short(brings)} of contribution"


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
            st.form_submit_button("Lay it over", icon=":material/add:", on_click=_add, args=(plan.by,))
    say(_FORM)


def _add(by: str) -> None:
    """In the callback of the form: one assumption more, or a refusal in a sentence."""
    kind, size, start, of, where, note, author = (st.session_state.get(f"{_FORM}.{name}") for name in _FIELDS)

    def action() -> ActionResult:
        made = Assumption(kind, float(size or 0) / (1 if kind == "one_off" else PERCENT), start, author or "",
                          note or "", "" if of in (None, "all") else of, where or "", by)
        _keep([*demand.assumptions_of(st.session_state.get(STORE, "")), made])
        st.session_state.update({f"{_FORM}.size": 0.0, f"{_FORM}.note": ""})
        return ActionResult("Laid over the forecast.", lambda: _take_away(-1))

    run_action(_PLACE, action, form=_FORM, author=author or "")


def _take_away(place: int) -> ActionResult:
    kept = list(demand.assumptions_of(st.session_state.get(STORE, "")))
    before = st.session_state.get(STORE, "")
    del kept[place]
    _keep(kept)
    return ActionResult("Taken away.", lambda: _bring_back(before))


def _bring_back(text: str) -> ActionResult:
    st.session_state[STORE] = text
    return ActionResult("It is laid over the forecast again.")


def _keep(assumptions: list[Assumption]) -> None:
    text = demand.listed(assumptions)
    if len(text) > MOST:
        raise PlanRefused(f"{len(assumptions)} assumptions with these notes are more than a link can carry; shorten a "
                          "note, or save these as a scenario and begin another.")
    st.session_state[STORE] = text
