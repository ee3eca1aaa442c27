"""Who changed tier since the data before, by the register: a sentence, and the list with its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core import export as files
from crm_core.language import N_, _, ngettext
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.scope import Scope
from crm_core.tier_register import say_changes, say_waiting
from crm_core.vocabulary import customer_names
from pages import frame
from pages.parts.tiers.tier_register import register_of

if TYPE_CHECKING:
    from crm_core.tier_register import Register

ROWS = 20
WAYS: Mapping[str, str] = {"down": N_("Down"), "up": N_("Up"), "new": N_("New"), "left": N_("Left")}
"""Which way customers went, as it is offered."""
_EMPTY = {"down": N_("No customer went down."), "up": N_("No customer went up."), "new": N_("No customer is new."),
          "left": N_("No customer left.")}


def say_since_last_data() -> str:
    """How many customers changed tier since the data before; nothing where no scheme is approved, or these are the
    first data."""
    register = _register()
    return say_changes(register) if register is not None and register.before is not None else ""


def draw_since_last_data() -> None:
    """The same as a card that opens to the list; nothing where no scheme is approved."""
    register = _register()
    if register is None or register.basis != "compared":
        frame.ignore_in_link("since_way", "since_page")
    if register is None:
        return
    note = " ".join(filter(None, (_("Of the whole bank, whatever the filters."), say_waiting(register))))
    with frame.folded(say_changes(register), note, "since_last_data"):
        if register.basis != "compared":
            st.markdown(_("There is no list yet."))
            return
        counts = vars(register.counts)
        offered = {way: f"{_(label)} ({ngettext('{count} customer', '{count} customers', counts[way])})"
                   for way, label in WAYS.items()}
        way = frame.choice("since_way", _("Customers to list"), offered)
        _draw_list(register, way, counts[way])


def _register() -> Register | None:
    scenario = frame.in_force("tiers")
    return register_of(scenario) if scenario else None


def _draw_list(register: Register, way: str, many: int) -> None:
    if not many:
        frame.ignore_in_link("since_page")
        st.markdown(_(_EMPTY[way]))
        return
    read = frame.reader(Scope())
    page = frame.page_of("since_page", many, ROWS)
    listed = _named(register.changes(way, first=ROWS * (page - 1), rows=ROWS), read)
    columns = {"name": _("Customer"), "previous_tier": _("Previous tier"), "tier": _("Tier"),
               "contribution": _("Contribution"), "region": _("Region"), "manager": _("Manager")}
    frame.table(listed, columns, alt=_("Customers who changed tier since the data before"), by="customer_id",
                leads_to=frame.to_customer())
    name = f"clientela-tier-changes-{way}-{register.now.last_month:%Y-%m}.csv"
    frame.download(_("Download this list"), name, lambda: _file(register, way, read), key=f"since.{way}")


def _file(register: Register, way: str, read: Reader) -> tuple[bytes, int]:
    rows = _named(register.changes(way), read)
    return files.csv(rows, {}), len(rows)


def _named(rows: pd.DataFrame, read: Reader) -> pd.DataFrame:
    """The rows with the names of customers, regions and managers, and tiers as they are shown."""
    known = tiers.people_of(read, rows["customer_id"].tolist())
    named = rows.merge(known, on="customer_id", how="left")
    return named.assign(
        name=customer_names(named["customer_id"], named["name"]),
        **{column: [tiers.tier_label(str(each)) if each else "" for each in named[column]]
           for column in ("previous_tier", "tier")})
