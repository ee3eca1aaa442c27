"""Which rooms read tables that grow with the customers: docs/lakehouse.md says it as the rooms' own files do."""

from __future__ import annotations

import re
from pathlib import Path

from crm_core import ask

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ROOT / "crm_core" / "rooms"
_RANKED = ROOT / "crm_core" / "ranked_customers"
BESIDE = {"segments": ROOT / "crm_core" / "segmentation", "growth": _RANKED, "retention": _RANKED}
"""What a room reads by a package beside it."""
GROWING = ("activity", "activity_money", "contact_years", "contacts", "customer_halves", "customer_moves",
           "customer_names", "customer_protected", "customer_values", "customer_years", "customers", "groups",
           "outflows", "reference_years", "stray_months", "tier_years", "unit_years")
"""The tables with a row, or some, for each customer."""


def read_by(room: str) -> list[str]:
    """Those of them that the questions of a room name."""
    files = [*(ROOMS / room).rglob("*.sql"), *(BESIDE[room].rglob("*.sql") if room in BESIDE else ())]
    named = {word for path in files for word in re.findall(r"(?:from|join) (\w+)", path.read_text("utf-8"))}
    return [name for name in GROWING if name in named]


def test_the_document_says_which_rooms_read_tables_that_grow():
    text = (ROOT / "docs" / "lakehouse.md").read_text("utf-8")
    shown = dict(re.findall(r"^\| (\w+) \| ((?:\w+(?:, )?)+|none) \|$", text.split("| room |")[1], flags=re.MULTILINE))
    assert shown == {room: ", ".join(read_by(room)) or "none" for room in ask.rooms()}


def test_only_a_customer_and_pilots_of_who_goes_quiet_read_single_months():
    """A pilot begins on any day, and no table of years does."""
    rooms = [room for room in ask.rooms() if {"activity", "activity_money"} & set(read_by(room))]
    assert rooms == ["customer", "retention"]
