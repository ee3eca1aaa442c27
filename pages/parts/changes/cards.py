"""The cards of the page of changes: the parts, the customers who changed most, the one-off fees, the next questions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.rooms import causes, changes, outflows
from crm_core.rooms.changes import captions
from crm_core.vocabulary import customer_names
from pages import frame
from pages.parts.changes.narrowing import CONTROLS, PREFIXES, Narrowed
from pages.parts.tiers import ApprovedTiers


def parts(result: changes.Changes, money: Money) -> None:
    """What each part changed by; a click makes the page that part's. Nothing where no part has anything."""
    if result.parts.empty:
        return
    caption = captions.parts(result, money)
    with frame.card(*caption):
        leads_to = frame.to_control(
            CONTROLS[result.parts_by], _("Click a bar to see its own steps."), everything="",
            ids=[each for each in result.parts["part"] if each], prefix=PREFIXES.get(result.parts_by, ""))
        frame.chart(changes.draw_parts(result, money), alt=f"{caption.title}. {caption.note}", leads_to=leads_to)


def movers(result: changes.Changes, tiered: ApprovedTiers, money: Money) -> None:
    """The customers whose twelve months changed most; or why none are listed."""
    if told := captions.no_movers(result):
        st.caption(frame.escape(told))
    if result.movers.empty:
        return
    caption = captions.movers(result, money)
    with frame.card(*caption):
        rows = result.movers.assign(name=customer_names(result.movers["id"], result.movers["name"]),
                                    standing=captions.standings(result.movers["standing"]))
        columns = {"name": _("Customer"), **tiered.heading, "region": _("Region"), "standing": _("Standing"),
                   "amount_before": _("A year before"), "amount": _("Now"), "change": _("Change")}
        frame.table(tiered.beside(rows, "id"), columns,
                    alt=caption.title, leads_to=frame.to_customer(), by="id",
                    money=("amount", "amount_before", "change"))
        tiered.draw_note()


def export_tables(result: changes.Changes, tiered: ApprovedTiers) -> dict[str, pd.DataFrame]:
    """The further tables of the file, customers with their tiers where a scheme is approved."""
    parts_of = changes.parts_label(result.parts_by)
    return {name: table if name == parts_of else tiered.beside(table, "id")
            for name, table in captions.export_tables(result).items()}


def one_offs(result: changes.Changes, money: Money) -> None:
    """The largest fees that were paid once, by name."""
    if result.one_offs.empty:
        return
    caption = captions.one_offs(result, money)
    with frame.card(*caption):
        rows = result.one_offs.assign(name=customer_names(result.one_offs["id"], result.one_offs["name"]))
        frame.table(rows, {"name": _("Customer"), "product": _("Product"), "region": _("Region"), "month": _("Month"),
                           "fee_income": _("Fee"), "usual": _("Mean of other months")},
                    alt=caption.title, leads_to=frame.to_customer(), by="id", money=("usual",))


def next_questions(result: changes.Changes, asked: Narrowed, money: Money) -> None:
    """Where the change leads on."""
    questions = [
        frame.NextQuestion("causes", _("Why do some customers lose us money?"),
                           lambda: str(causes.say(frame.ask(causes, under=asked.under), money).headline)),
        frame.NextQuestion("outflows", _("Where does our customers' money go?"),
                           lambda: str(outflows.say(frame.ask(outflows, under=asked.under), money).headline)),
    ]
    if len(result.movers):
        first = result.movers.iloc[0]
        name = customer_names([first["id"]], [first["name"]])[0]
        questions.append(frame.NextQuestion(
            "customer", name, lambda: captions.leading_customer(name, result, money), {"customer": str(first["id"])}))
    frame.next_questions(questions, heading=_("Next questions"))
