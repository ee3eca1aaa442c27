"""What the Causes page shows below the steps: the levers, and the places of the main cause."""

from __future__ import annotations

import streamlit as st

from crm_core import spans
from crm_core.house_style import Money
from crm_core.profit_and_loss import WORDS
from crm_core.rooms import causes
from crm_core.rooms.causes import Causes, captions
from crm_core.vocabulary import type_plural
from pages import frame


def levers(result: Causes, money: Money) -> None:
    """What alone would bring the customers to break-even."""
    with frame.card(*captions.levers(result, money)):
        for lever, change in captions.lever_changes(result, money).items():
            enough = f"**{frame.escape(change)}**" if change else "cannot do it alone"
            st.markdown(f"{lever.capitalize()}: {enough}")
        if result.levers.empty:
            st.markdown("They bring more than they cost.")


def places(result: Causes) -> None:
    """Where the main cause is out of proportion, where it is."""
    if result.hotspots.empty:
        return
    with frame.card(*captions.places(result)):
        rows = result.hotspots.head(captions.MAX_PLACES)
        each, line = spans.over(result.months), WORDS[str(result.main_cause)]
        rows = rows.assign(whose=[type_plural(kind) for kind in rows["customer_type"]],
                           unit_rate=rows["unit_amount"], elsewhere_rate=rows["elsewhere"])
        unit = ({"unit_rate": f"Of the balance {each}", "elsewhere_rate": "Benchmark"}
                if result.main_cause in causes.BASES else
                {"unit_amount": "Per holder and month", "elsewhere": "Benchmark"})
        frame.table(rows, {"product": "Product", "region": "Region", "whose": "Customers",
                           "excess": f"Beyond benchmark {each}", "ratio": "× benchmark", **unit},
                    alt=f"Where {line} is out of proportion, most money first",
                    money=("excess", "unit_amount", "elsewhere"))
