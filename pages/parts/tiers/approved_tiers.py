"""The tiers of the approved scheme beside any list of customers: nothing is added where no scheme is approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _, day, in_language
from crm_core.language import current as spoken
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Placer, Scheme, tier_label
from crm_core.scope import Scope
from pages import frame
from pages.parts.tiers.comparison import scheme_of
from pages.parts.tiers.tier_register import register_of

if TYPE_CHECKING:
    from crm_core.tier_register import Register
    from crm_core.workspace import Scenario

KEPT = "32MB"


def approved_note(scenario: Scenario) -> str:
    """By which scheme tiers are, and since when."""
    return _("Tier: by the scheme “{name}”, approved on {day}.", name=scenario.name,
             day=day((scenario.in_force_since or scenario.changed_at).astimezone()))


@dataclass(frozen=True, eq=False)
class ApprovedTiers:
    """The tiers of customers in the year on screen: those of the register for the latest year where there is one, else
    those that the scheme gives on this book. May be used outside a session, as files are made there."""

    scenario: Scenario | None
    read: Reader
    register: Register | None = None
    placer: Placer | None = None
    fingerprint: str = ""
    """Of the book that is read, for what is kept of it."""

    @property
    def heading(self) -> dict[str, str]:
        """The column's heading, by its name; nothing where there are no approved tiers."""
        return {"tier": _("Tier")} if self.register or self.placer else {}

    @property
    def note(self) -> str:
        """By which scheme; nothing where there are no approved tiers."""
        if self.scenario is None or not self.heading:
            return ""
        return approved_note(self.scenario)

    def draw_note(self) -> None:
        """The note below a list, where there is one."""
        if self.note:
            st.caption(frame.escape(self.note))

    def of(self, customers: Sequence[str]) -> Mapping[str, str]:
        """The tiers as they are shown, by id; without those who are no customers of the year."""
        if self.register is not None:
            return _of_register(str(self.register.path), tuple(customers), spoken(), self.register)
        if self.placer is not None:
            return _of_placer(tiers.to_json(self.placer.rules["now"].scheme), self.read.scope.years_ago,
                              tuple(customers), spoken(), self.fingerprint, self.read, self.placer)
        return {}

    def everybody(self, scheme: Scheme) -> pd.DataFrame:
        """customer_id and tier as it is shown, of all customers of the year; by the `scheme` without a register."""
        if self.register is None:
            return tiers.assignment(self.read, scheme)[["customer_id", "tier"]]
        rows = self.register.everybody()
        return rows.assign(tier=rows["tier"].map({name: tier_label(name) for name in scheme.names}))

    def beside(self, rows: pd.DataFrame, by: str = "customer_id") -> pd.DataFrame:
        """The rows with a column `tier` at the end; as they are where there are no approved tiers."""
        if not self.heading or not len(rows) or by not in rows:
            return rows
        return rows.assign(tier=rows[by].astype(str).map(dict(self.of(rows[by].astype(str).tolist()))))


def approved_tiers(*, years_ago: int | None = None) -> ApprovedTiers:
    """Of the year on screen, or another. Without a scheme, or where this book has no such thresholds, there are none:
    the Tiers page says why."""
    back = frame.scope().years_ago if years_ago is None else years_ago
    read, scenario = frame.reader(Scope(back)), frame.in_force("tiers")
    scheme = scheme_of(scenario) if scenario else None
    if scenario is None or scheme is None:
        return ApprovedTiers(None, read)
    register = register_of(scenario) if back == 0 else None
    if register is not None:
        return ApprovedTiers(scenario, read, register)
    try:
        placer = frame.hold_shared(f"placer {back} {tiers.to_json(scheme)}", lambda: Placer.of(
            read, scheme, keep=frame.holder(read.scope)))
    except CannotAnswer:
        return ApprovedTiers(scenario, read)
    return ApprovedTiers(scenario, read, placer=placer, fingerprint=frame.book().fingerprint)


@st.cache_data(max_size=KEPT, show_spinner=False)
def _of_register(file: str, customers: tuple[str, ...], language: str, _register: Register) -> dict[str, str]:
    rows = _register.of(customers)
    with in_language(language):
        return dict(zip(rows["customer_id"], map(tier_label, rows["tier"]), strict=True))


@st.cache_data(max_size=KEPT, show_spinner=False)
def _of_placer(scheme: str, years_ago: int, customers: tuple[str, ...], language: str, fingerprint: str,
               _read: Reader, _placer: Placer) -> dict[str, str]:
    with in_language(language):
        return tiers.tiers_of(_read, _placer, customers)
