"""The rules: what is to be told, the chance of noise, and a form for another one."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import WHOLE
from crm_core.figures import FIGURES
from crm_core.language import _, conventions, ngettext, pgettext
from crm_core.signals.rule import OF_A_CHANGE, OF_AN_AMOUNT, Rule, Watch
from crm_core.signals.together import together
from crm_core.signals.words import CONDITION_LABELS, SPAN_LABELS, chance_in_words, rule_in_words, together_in_words
from crm_core.targets.written_amount import amount_of
from pages import frame
from pages.frame.saving.workspace import ActionResult, ask_who, forget, run_action, say, workspace
from pages.parts.signals import target_form
from pages.parts.signals.board import Board

_PLACE = "signals.rules"
_FORM = f"{_PLACE}.form"
_BANK, _EACH = "", "*each"


def draw(board: Board) -> None:
    """The rules with the chance of each, and of any of them together."""
    title = (ngettext("Tell me when: {count} rule", "Tell me when: {count} rules", len(board.rules)) if board.rules else
             _("No rules yet: add one to be told when a figure moves"))
    judged = {judgement.rule.id: judgement for judgement in board.judgements}
    with frame.card(title, together_in_words(together([each.chance for each in board.judgements]))):
        for rule in board.rules:
            with st.container(horizontal=True, vertical_alignment="center"):
                with st.container(gap=None):
                    st.markdown(frame.escape(rule_in_words(rule, board.names, board.money)))
                    judgement = judged.get(rule.id)
                    unknown = judgement.unknown if judgement else 0
                    st.caption(frame.escape(" · ".join(filter(None, (
                        chance_in_words(judgement.chance if judgement else None),
                        ngettext("Of {count} place the data cannot say.", "Of {count} places the data cannot say.",
                                 unknown) if unknown else "", rule.author)))))
                st.button(_("Delete"), key=f"{_PLACE}.{rule.id}.delete", type="tertiary", on_click=run_action,
                          args=(_PLACE, partial(_delete, rule)))
        with st.popover(_("Add a rule"), icon=":material/add_alert:", key=f"{_PLACE}.popover", on_change=forget,
                        args=(_FORM,)):
            _draw_form(board)
        say(_PLACE)


def _draw_form(board: Board) -> None:
    with st.form(_FORM, border=False):
        with st.grid(2, min_column_width=target_form.NARROWEST, gap="small"):
            st.selectbox(pgettext("with a target", "Figure"), list(board.actuals.figures),
                         format_func=lambda key: FIGURES[key].label, key=f"{_FORM}.figure")
            places = {_BANK: _("the bank"), **({_EACH: _("each region")} if board.actuals.regions else {}),
                      **{region: board.names.get(region, region) for region in board.actuals.regions}}
            st.selectbox(_("Where"), list(places), format_func=places.__getitem__, key=f"{_FORM}.where")
            st.selectbox(_("Condition"), list(CONDITION_LABELS), format_func=lambda each: _(CONDITION_LABELS[each]),
                         key=f"{_FORM}.condition")
            st.text_input(_("Amount or share"), key=f"{_FORM}.amount", placeholder=_("for a target or range: empty"),
                          help=_("An amount in {unit}, customers, or a share such as 5%; of a share, a change of 1% is "
                                 "one point.", unit=board.money.unit))
            st.selectbox(_("Period"), list(SPAN_LABELS), format_func=lambda each: _(SPAN_LABELS[each]),
                         key=f"{_FORM}.period")
            ask_who(f"{_FORM}.author")
        say(_FORM)
        st.form_submit_button(_("Add"), key=f"{_PLACE}.add", on_click=_add)


def _add() -> None:
    field: dict[str, Any] = {name: st.session_state.get(f"{_FORM}.{name}") for name in (
        "figure", "where", "condition", "amount", "period", "author")}

    def action() -> ActionResult:
        where = field["where"] or _BANK
        rule = workspace().rules.add(
            Watch(field["figure"], "" if where == _EACH else where, is_each_region=where == _EACH,
                  condition=field["condition"], amount=_amount(field["condition"], field["amount"] or ""),
                  period_kind=field["period"]), author=field["author"] or "")
        st.session_state.update({f"{_FORM}.amount": "", f"{_PLACE}.popover": False})
        return ActionResult(_("The rule is added, and this data judged by it."), partial(_delete, rule))

    run_action(_PLACE, action, form=_FORM, author=field["author"] or "")


def _amount(condition: str, text: str) -> float | None:
    """What is written as the amount. A change is one in percent, whether or not its sign is written."""
    if not text.strip():
        return None
    if condition not in (*OF_A_CHANGE, *OF_AN_AMOUNT):
        raise CannotAnswer(_("This condition takes no amount. Leave it out."))
    amount = amount_of(text, decimal=conventions().decimal)
    return amount / WHOLE if condition in OF_A_CHANGE and "%" not in text else amount


def _delete(rule: Rule) -> ActionResult:
    workspace().rules.delete(rule.id)
    return ActionResult(_("The rule is deleted."), partial(_restore, rule))


def _restore(rule: Rule) -> ActionResult:
    workspace().rules.restore(rule.id)
    return ActionResult(_("The rule is restored."))
