"""The decision log as files, in the export menu beside the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from crm_core import export
from crm_core.chapters import PAGES
from crm_core.decision_log import table
from crm_core.language import _, in_language
from crm_core.language import current as spoken
from pages.frame.saving.workspace import log_export, who
from pages.frame.visit.visit import current

if TYPE_CHECKING:
    from crm_core.workspace import Decision


def export_decisions(found: tuple[Decision, ...]) -> None:
    """The decisions that are shown as a workbook and as CSV; a file is made when it is asked for."""
    if not found:
        return
    language, titles = spoken(), {name: page.title for name, page in PAGES.items()}
    entry = {"page": "decisions", "scope": "", "who": who(), "book_fingerprint": ""}
    facts = {_("Question"): PAGES["decisions"].question, _("Answer"): current().answer}

    def excel() -> bytes:
        with in_language(language):
            content = export.excel(table(found, titles), facts)
        log_export(len(found), file_name="clientela-decisions.xlsx", **entry)
        return content

    def csv() -> bytes:
        with in_language(language):
            content = export.csv(table(found, titles), facts)
        log_export(len(found), file_name="clientela-decisions.csv", **entry)
        return content

    with current().corner, st.popover(_("Export"), icon=":material/download:"):
        st.download_button(_("Excel workbook"), excel, "clientela-decisions.xlsx", key="export.xlsx", on_click="ignore",
                           icon=":material/table:", width="stretch")
        st.download_button("CSV", csv, "clientela-decisions.csv", "text/csv", key="export.csv", on_click="ignore",
                           icon=":material/csv:", width="stretch")
