"""What the columns of tables are called in files that leave: one heading for each name, in the language spoken now."""

from __future__ import annotations

from typing import Any

from crm_core.language import N_, _

HEADINGS = {
    "amount": N_("Amount"),
}


def heading(name: Any) -> str:
    """The heading of a column; of one that the program does not know, its own name with spaces."""
    text = str(name)
    return _(HEADINGS[text]) if text in HEADINGS else text.replace("_", " ").capitalize()
