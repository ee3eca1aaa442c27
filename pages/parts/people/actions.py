"""What the buttons of the permits do. Who presses one is looked at again: a button may be older than a permit."""

from __future__ import annotations

from typing import Any

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.permit import Permit
from pages.frame.saving.workspace import ActionResult
from pages.frame.visit import person

FORM = "data.people"


def give() -> ActionResult:
    """Give the permit of the form."""
    by = _steward()
    permit = Permit(_field("role"), tuple(_field("regions") or ()), _ids("branches"), _ids("managers"),
                    int(_field("smallest_group")))
    given = person.bank_workspace().people.give(_field("email") or "", permit, by=by)
    return ActionResult(_("{email} is {permit}.", email=given.email, permit=given.permit.words))


def take_away() -> ActionResult:
    """Take away the permit of the person who is chosen."""
    by, email = _steward(), _field("gone") or ""
    people = person.bank_workspace().people
    before = people.permit_of(email)
    people.take_away(email, by=by)

    def back() -> ActionResult:
        if before is not None:
            people.give(email, before, by=_steward())
        return ActionResult(_("{email} has the permit again.", email=email))

    return ActionResult(_("{email} sees nothing from now on.", email=email), back)


def _steward() -> str:
    """The e-mail of the steward who is here. Raises CannotAnswer for everybody else."""
    who = person.person()
    if who is None or not who.permit.manages:
        raise CannotAnswer(_("Permits are given by stewards who are signed in."))
    return who.email


def _field(name: str) -> Any:
    return st.session_state.get(f"{FORM}.{name}")


def _ids(name: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in (_field(name) or "").split(","))))
