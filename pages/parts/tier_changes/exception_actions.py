"""What the buttons of exceptions do: the scheme with them is shown on the page Tiers, where it can be saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _, day, ngettext
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Scheme, TierException
from pages.frame.saving.workspace import ActionResult, run_action
from pages.parts import tiers as of_tiers
from pages.parts.tier_changes.basis import SCHEME_KEY, SCREEN


@dataclass(frozen=True)
class ExceptionActions:
    """On the scheme of the page. `choice` is the control that it was chosen by; `today` the last day of the data.

    Runs in callbacks, before the page is drawn: it knows the page as it was drawn last, and no visit.
    """

    scheme: Scheme
    choice: str
    read: Reader
    today: dt.date
    key: str

    @property
    def form(self) -> str:
        """The key of the form."""
        return f"{self.key}.form"

    def field(self, name: str) -> str:
        """What is written in a field of the form."""
        return str(st.session_state.get(f"{self.form}.{name}") or "").strip()

    def make_from_form(self) -> None:
        """Make the exceptions that the form says. A refusal is said in the form."""
        run_action(self.key, self._make, form=self.form, author=self.field("author"))

    def _make(self) -> ActionResult:
        customers = [each for each in (part.strip() for part in self.field("customers").split(",")) if each]
        if not customers:
            raise CannotAnswer(_("No customer is named. Select rows of the list, or write customer IDs."))
        until = st.session_state.get(f"{self.form}.until")
        if not isinstance(until, dt.date):
            raise CannotAnswer(_("The exception has no last day; choose one."))
        if until < self.today:
            raise CannotAnswer(_("The exception would end on {until}, before the last day of the data, {today}. Choose "
                                 "a later day.", until=day(until), today=day(self.today)))
        made = [TierException(each, self.field("tier"), self.field("reason"), self.field("author"), until)
                for each in dict.fromkeys(customers)]
        others = [each for each in self.scheme.exceptions if each.customer_id not in customers]
        scheme = replace(self.scheme, exceptions=(*others, *made))
        wrong = [each for each in tiers.standings(self.read, replace(scheme, exceptions=tuple(made)))
                 if each.standing != "holds"]
        if wrong:
            raise CannotAnswer(tiers.exceptions_note(wrong, self.today))
        done = self._show(scheme, ngettext(
            "{count} exception is made. It is on the page Tiers now: save the scheme there to keep it.",
            "{count} exceptions are made. They are on the page Tiers now: save the scheme there to keep them.",
            len(made)))
        st.session_state.update({f"{self.form}.reason": "", f"{self.key}.popover": False})
        return done

    def remove(self, customers: Collection[str]) -> ActionResult:
        """Remove the exceptions of these customers."""
        left = tuple(each for each in self.scheme.exceptions if each.customer_id not in customers)
        return self._show(replace(self.scheme, exceptions=left), ngettext(
            "{count} exception is removed. The page Tiers shows the scheme without it.",
            "{count} exceptions are removed. The page Tiers shows the scheme without them.",
            len(self.scheme.exceptions) - len(left)))

    def _show(self, scheme: Scheme, sentence: str) -> ActionResult:
        of_tiers.carry_back(scheme)
        st.session_state[SCHEME_KEY] = SCREEN
        return ActionResult(sentence, self._take_back)

    def _take_back(self) -> ActionResult:
        of_tiers.carry_back(self.scheme)
        st.session_state[SCHEME_KEY] = self.choice
        return ActionResult(_("The exceptions are as they were before."))
