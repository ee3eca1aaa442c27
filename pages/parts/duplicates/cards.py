"""Two customers side by side, to be decided: the same, different, or not sure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from crm_core.amounts import number, percent
from crm_core.column_headings import heading
from crm_core.intake.duplicates import IDENTITY, Duplicates, Pair, agrees, decisions_csv, differs, pair_of
from crm_core.language import N_, _, ngettext
from crm_core.reading import Caption
from crm_core.rooms.data import Duplicated
from pages import frame
from pages.frame.saving.handing_out import handed_out

_ANSWERS = {"same": N_("The same customer"), "different": N_("Different customers"), "unsure": N_("Not sure")}
_ICONS = {"same": ":material/join_inner:", "different": ":material/call_split:", "unsure": ":material/question_mark:"}
_PLACE = "duplicates"
IDENTITY_LABELS = {"tax_id": N_("Tax number"), "birth_date": N_("Date of birth"), "address": N_("Address"),
           "email": N_("Email"), "phone": N_("Telephone")}
_MAX_LISTED = 200
NAME, REASONS = 170, 320
"""Pixels of names and of what two customers have in common, which may take two lines."""
_FIRST = ("name", *IDENTITY)
"""What tells who somebody is stands above the rest."""


def duplicates_card(pairs: Duplicates, decided: Mapping[Pair, str], *, key: str = _PLACE) -> dict[Pair, str]:
    """A card that shows one undecided pair after the other; nothing where there is no pair.

    `decided` holds, by `pair_of` its ids, same, different or unsure: what was decided before. Returns it with what the
    reader has decided since; `decisions_csv(pairs.pairs, …)` writes it down. Nothing is merged here.
    """
    made: dict[Pair, str] = st.session_state.setdefault(f"{key}.made", {})
    every = {**decided, **made}
    if pairs.pairs.empty:
        return every
    rows = [row for row in pairs.pairs.to_dict("records") if _pair(row) not in every]
    done = len(pairs.pairs) - len(rows)
    title = ngettext("{count} pair of customers is likely one customer", "{count} pairs of customers are likely one "
                     "customer each", len(pairs.pairs))
    with frame.card(title, _("{done} of {count} decided, the likeliest first. A decision is a line of the recipe: "
                             "taken out, the customers are two again.", done=number(done),
                             count=number(len(pairs.pairs)))):
        if rows:
            _side_by_side(rows[0], pairs.people)
        else:
            st.markdown(_("Every pair is decided."))
        with st.container(horizontal=True):
            for answer, label in _ANSWERS.items() if rows else ():
                st.button(_(label), icon=_ICONS[answer], key=f"{key}.{answer}", on_click=_decide,
                          args=(key, _pair(rows[0]), answer))
            if made:
                st.button(_("Undo the last decision"), icon=":material/undo:", key=f"{key}.undo", on_click=_undo,
                          args=(key,))
    return every


def duplicates_in_use(result: Duplicated, caption: Caption) -> None:
    """The likely duplicates of the data in use, with a list to decide; nothing where there are none."""
    if result.pairs.empty:
        return
    words = result.pairs.head(_MAX_LISTED)
    words = words.assign(agrees=[agrees(each) for each in words["findings"]],
                         differs=[differs(each) or None for each in words["findings"]],
                         probability_share=words["probability"])
    with frame.card(*caption):
        frame.table(words, {"same_as": _("Customer"), "same_name": _("Name"), "customer_id": _("Likely the same"),
                            "name": _("Its name"), "probability_share": _("Probability"), "agrees": _("In common"),
                            "differs": _("Different"), "contribution": _("Contribution"), "balance": _("Balance")},
                    alt=_("Pairs of customers that are likely one"), wraps=True,
                    widths={"same_name": NAME, "name": NAME, "agrees": REASONS})
        file = handed_out(lambda: (decisions_csv(result.pairs), len(result.pairs)), page="data", file_name="same.csv",
                          book_fingerprint=frame.book().fingerprint)
        st.download_button(_("Download the list to decide"), file, "same.csv",
                           "text/csv", icon=":material/download:", on_click="ignore", key=f"{_PLACE}.download")


def _side_by_side(row: Mapping[str, Any], people: pd.DataFrame) -> None:
    ids = [row["same_as"], row["customer_id"]]
    columns = [*(name for name in _FIRST if name in people), *(name for name in people if name not in _FIRST)]
    values = people.loc[ids, columns].dropna(axis="columns", how="all").astype(str).T
    words = [_(IDENTITY_LABELS[name]) if name in IDENTITY_LABELS else heading(name) for name in values.index]
    table = pd.DataFrame({"what": words, "one": values.iloc[:, 0].to_numpy(), "other": values.iloc[:, 1].to_numpy()})
    table = table.replace({"nan": None, "None": None, "NaT": None, "<NA>": None})
    frame.table(table, {"what": _("Column"), "one": ids[0], "other": ids[1]}, alt=_("The two customers side by side"))
    lines = [_("Probability that they are one: {probability}.", probability=percent(row["probability"])),
             _("In common: {agrees}.", agrees=agrees(row["findings"])),
             _("Different: {differs}.", differs=differs(row["findings"])) if differs(row["findings"]) else ""]
    st.markdown(" ".join(frame.escape(line) for line in lines if line))


def _pair(row: Mapping[str, Any]) -> Pair:
    return pair_of(str(row["customer_id"]), str(row["same_as"]))


def _decide(key: str, pair: Pair, answer: str) -> None:
    st.session_state[f"{key}.made"] = {**st.session_state[f"{key}.made"], pair: answer}


def _undo(key: str) -> None:
    made = dict(st.session_state[f"{key}.made"])
    made.popitem()
    st.session_state[f"{key}.made"] = made
