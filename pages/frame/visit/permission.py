"""Who may change which data is in use: everybody on one's own machine, nobody where the app is served to many."""

from __future__ import annotations

import ipaddress
import os

import streamlit as st

from crm_core.language import _

VARIABLE = "CLIENTELA_IMPORT"
"""`on` or `off`; without it, on where the app answers on its own machine only."""


def import_refusal() -> str:
    """Why data cannot be loaded or changed here, in a sentence; empty where it can."""
    given = os.environ.get(VARIABLE, "").strip().casefold()
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
