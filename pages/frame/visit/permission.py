"""Who may change which data is in use: stewards, where people sign in; else everybody on one's own machine, and nobody
where the app is served to many."""

from __future__ import annotations

import ipaddress
import os

import streamlit as st

from crm_core.language import _
from pages.frame.visit import person

VARIABLE = "CLIENTELA_IMPORT"
"""`on` or `off`; without it, on where the app answers on its own machine only."""


def import_refusal() -> str:
    """Why data cannot be loaded or changed here, in a sentence; empty where it can."""
    given = os.environ.get(VARIABLE, "").strip().casefold()
    if person.people_sign_in():
        if not person.permit().manages:
            return _("Data is loaded and put in use by stewards. You are signed in as {permit}.",
                     permit=person.permit().words)
        given = given or "on"
    if given == "on" or (not given and _is_local(st.get_option("server.address"))):
        return ""
    if given in ("", "off"):
        return _("Data cannot be loaded here, as this app is served to several people. Whoever runs it loads data on "
                 "the command line (python -m crm_core build files FOLDER), or allows it to everybody by "
                 "{variable}=on.", variable=VARIABLE)
    return _("{variable} is {value}; write on or off. Until then no data can be loaded here.", variable=VARIABLE,
             value=repr(given))


def _is_local(address: str | None) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "0.0.0.0").is_loopback  # noqa: S104 what Streamlit takes nothing for
    except ValueError:
        return False


def page_refusal(page: str) -> str:
    """Why this person does not see the page `page`, whatever the book holds; empty where they do."""
    what = person.permit()
    if page in ("data", "quality", "import_data") and not what.sees_everything:
        return _("This page is about all of the data, and your permit is for a part of it ({permit}). Ask somebody "
                 "whose permit has no limits.", permit=what.words)
    if page in ("lists", "decisions", "signals") and not what.sees_customers:
        return _("This page is kept by those who plan with customers. You are signed in as {permit}.",
                 permit=what.words)
    return ""
