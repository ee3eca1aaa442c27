"""The next steps of a draft: one wording for everybody who moves between the same tiers."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from crm_core.amounts import NOTHING
from crm_core.language import _, ngettext
from crm_core.lists.entry import Entry, direction_label
from pages import frame
from pages.frame.saving.workspace import ActionResult, run_action, say, workspace
from pages.parts.lists.opened import Opened

_PLACE = "lists.steps"


def draw(opened: Opened) -> None:
    """The card, while the list is a draft."""
    if opened.work_list.state != "draft":
        return
    first = {_group(row): row for row in reversed(opened.rows)}
    counted = Counter(map(_group, opened.rows)).most_common()
    groups = [first[group] for group, _count in counted]
    with frame.card(_("Next steps, as proposed and to be worded"), _(
            "Proposals by rule: who loses service is called before the change, who gains is welcomed. Change the words "
            "in the table; everybody who moves between the same tiers gets them.")):
        shown = pd.DataFrame({
            "direction": [direction_label(row.direction) for row in groups],
            "before": [row.previous_tier or NOTHING for row in groups],
            "after": [row.tier or NOTHING for row in groups],
            "customers": [count for _group_of, count in counted],
            "next_step": [row.step for row in groups],
            "proposed": [_("proposal") if row.is_proposed else _("reworded") for row in groups],
        })
        key = f"{_PLACE}.{opened.work_list.id}.{hash(tuple(groups))}"
        text = st.column_config.TextColumn
        st.data_editor(
            shown, key=key, hide_index=True, disabled=["direction", "before", "after", "customers", "proposed"],
            alt=_("The next steps by direction and tiers"), column_config={
                "direction": text(_("Direction")), "before": text(_("Tier before")), "after": text(_("Tier after")),
                "customers": st.column_config.NumberColumn(_("Customers")),
                "next_step": text(_("Next step"), required=True, max_chars=300, width="large"),
                "proposed": text(_("Wording"))})
        if st.session_state.get(key, {}).get("edited_rows"):
            st.button(_("Save the wording"), icon=":material/save:", type="primary", key=f"{_PLACE}.save",
                      on_click=_save, args=(key, opened.work_list.id, groups))
        say(_PLACE)


def _group(row: Entry) -> tuple[str, ...]:
    return row.direction, row.previous_tier, row.tier, row.next_step


def _save(key: str, number: int, groups: list[Entry]) -> None:
    edited: dict[int, dict[str, Any]] = st.session_state[key]["edited_rows"]

    def action() -> ActionResult:
        changed = sum(workspace().lists.word_step(number, groups[row], str(cells["next_step"] or ""))
                      for row, cells in edited.items() if "next_step" in cells)
        return ActionResult(ngettext("The next step of {count} customer is reworded.",
                                     "The next step of {count} customers is reworded.", changed))

    run_action(_PLACE, action)
