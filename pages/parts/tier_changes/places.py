"""Whose customers change tier: a table by region, branch or manager, of which a row narrows the list."""

from __future__ import annotations

import pandas as pd

from crm_core.language import N_, _, pgettext
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Place, who_changes
from pages import frame
from pages.parts.tier_changes.basis import Compared

LABELS: dict[Place, str] = {"region": N_("Regions"), "branch": N_("Branches"), "manager": N_("Managers")}
CONTROL = "of"


def places(read: Reader, compared: Compared) -> pd.DataFrame:
    """The card. Returns all places by `value` (`branch:B1`), for the list to be narrowed to."""
    rows = frame.cache_answer(f"places {compared.key}", lambda: tiers.places_of_moves(
        read, compared.of, departed=compared.departed, keep=frame.hold_shared))
    rows = rows.assign(value=rows["place"] + ":" + rows["place_id"])
    with frame.card(*who_changes.by_place()):
        place = frame.choice("place", pgettext("told apart", "By"), {each: _(LABELS[each]) for each in tiers.PLACES})
        shown = rows[rows["place"] == place]
        columns = {"name": _(LABELS[place]), "down": _("Down"), "down_contribution": _("Contribution, down"),
                   "up": _("Up")}
        frame.table(shown, columns, by="value", money=("down_contribution",), widths={"name": 150}, in_view=5,
                    alt=_("Who goes down and up, by region, branch or manager"),
                    leads_to=frame.to_control(CONTROL, _("Click a row to list its customers."), everything="",
                                              ids=shown["value"].tolist()))
    return rows
