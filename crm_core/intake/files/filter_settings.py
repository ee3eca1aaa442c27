"""The sections of `mapping.toml` that say which rows are taken, `[activity.only] approved = ["yes"]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm_core.intake.files.file_format import refuse
from crm_core.language import _

FILTERS = ("only", "without")


def read_filter(where: str, section: Any) -> dict[str, tuple[str, ...]]:
    """A section of the recipe as a filter. Raises BuildRefused for what is none."""
    if not isinstance(section, Mapping):
        section = {"…": section}
    found = {}
    for column, values in section.items():
        several = values if isinstance(values, list) else [values]
        if column == "…" or not several or any(isinstance(each, (Mapping, list)) for each in several):
            refuse(_('{setting} is {value}; write it as a section of columns and their values, such as {example}.',
                     setting=where, value=repr(values), example='approved = ["yes"]'))
        found[column] = tuple(str(each).lower() if isinstance(each, bool) else str(each).strip() for each in several)
    return found
