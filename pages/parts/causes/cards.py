"""What the Causes page asks, and shows below the steps: the levers, and the places of the main cause."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from crm_core import spans
from crm_core.amounts import Money
from crm_core.language import _, pgettext
from crm_core.rooms import causes
from crm_core.rooms.causes import Causes, captions
from crm_core.vocabulary import type_plural
from pages import frame

DESKS = ("branches", "managers")
"""Whose customers can be asked about."""


def who_options() -> Mapping[causes.Who, str]:
    """The customers that can be asked about."""
    return {"loss_makers": pgettext("customers", "Unprofitable"), "everybody": pgettext("customers", "All")}


def desk_options(unit: str, table: pd.DataFrame) -> dict[str, str]:
    """The branches or managers of a Pareto's `table`: `branch:B1` is called `Branch Plaza`."""
    rows = [row for row in table.itertuples(index=False) if row.id]
    if unit == "branches":
        return {f"branch:{row.id}": _("Branch {name}", name=row.name) for row in rows}
    return {f"manager:{row.id}": _("Manager {name}", name=row.name) for row in rows}


def levers(result: Causes, money: Money) -> None:
    """What alone would bring the customers to break-even."""
    with frame.card(*captions.levers(result, money)):
        for lever, change in captions.lever_changes(result, money).items():
            enough = f"**{frame.escape(change)}**" if change else _("not enough alone")
            st.markdown(f"{captions.lever_label(lever)}: {enough}")
        if result.levers.empty:
            st.markdown(_("There is no loss to offset."))


def places(result: Causes) -> None:
    """Where the main cause is out of proportion, where it is."""
    if result.hotspots.empty:
        return
    with frame.card(*captions.places(result)):
        rows = result.hotspots.head(captions.MAX_PLACES)
        period = spans.over(result.months)
        rows = rows.assign(whose=[type_plural(kind) for kind in rows["customer_type"]],
                           unit_rate=rows["unit_amount"], elsewhere_rate=rows["elsewhere"])
        unit = ({"unit_rate": _("Rate on the balance {period}", period=period), "elsewhere_rate": _("Benchmark")}
                if result.main_cause in causes.BASES else
                {"unit_amount": _("Per holder and month"), "elsewhere": _("Benchmark")})
        frame.table(rows, {"product": _("Product"), "region": _("Region"), "whose": _("Customers"),
                           "excess": _("Excess {period}", period=period), "ratio": _("× benchmark"), **unit},
                    alt=captions.places_in_words(result), leads_to=frame.narrow_regions(), by="region_id",
                    money=("excess", "unit_amount", "elsewhere"))
