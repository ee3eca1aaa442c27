"""The decision log as files, in the export menu beside the title."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core import export
from crm_core.chapters import PAGES
from crm_core.decision_log import table
from crm_core.language import _
from pages.frame.saving.handing_out import handed_out
from pages.frame.visit.visit import current

if TYPE_CHECKING:
    from crm_core.workspace import Decision


def export_decisions(found: tuple[Decision, ...]) -> None:
    """The decisions that are shown as a workbook and as CSV; a file is made when it is asked for."""
    if not found:
        return
    facts = {_("Question"): PAGES["decisions"].question, _("Answer"): current().answer}
    with current().corner, st.popover(_("Export"), icon=":material/download:"):
        for label, ending, kind, icon, write in ((_("Excel workbook"), "xlsx", None, "table", export.excel),
                                                 ("CSV", "csv", "text/csv", "csv", export.csv)):
            name = f"clientela-decisions.{ending}"
            file = handed_out(partial(_written, write, found, facts), page="decisions", file_name=name)
            st.download_button(label, file, name, kind, key=f"export.{ending}", on_click="ignore",
                               icon=f":material/{icon}:", width="stretch")


def _written(write: Callable[[pd.DataFrame, Mapping[str, str]], bytes], found: tuple[Decision, ...],
             facts: Mapping[str, str]) -> tuple[bytes, int]:
    return write(table(found, {name: page.title for name, page in PAGES.items()}), facts), len(found)
