"""The list as files to be handed out: a workbook with one sheet or one a branch or manager, and a CSV for a CRM."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from crm_core.language import _, ngettext
from crm_core.lists.columns import heading_of
from crm_core.lists.crm_csv import crm_csv
from crm_core.lists.facts import facts_of
from crm_core.lists.sheets import Sheets, needs_zip, workbook
from pages import frame
from pages.frame.saving.handing_out import handed_out
from pages.frame.saving.workspace import who, workspace
from pages.frame.visit.visit import current
from pages.parts.lists.opened import Opened


def draw(opened: Opened, shown: Sequence[str]) -> None:
    """The files, where every page has its export: beside the title."""
    work_list, latest, rows = opened.work_list, opened.latest, opened.rows
    name = f"clientela-list-{work_list.id}"
    with current().corner, st.popover(_("Export"), icon=":material/download:", key="lists.files"):
        sheets: Sheets = frame.choice("sheets", _("Sheets of the workbook"), {
            "one": _("One"), "branch": _("One a branch"), "manager": _("One a manager")})
        many = needs_zip(rows, sheets)
        if many:
            st.caption(ngettext("{count} sheet is too many for a workbook: the file is a zip with a workbook each.",
                                "{count} sheets are too many for a workbook: the file is a zip with a workbook each.",
                                many))
        facts = dict(facts_of(work_list)) | {_("Columns"): ", ".join(map(heading_of, shown))}
        ending = "zip" if many else "xlsx"
        st.download_button(
            _("Excel workbook") if not many else _("Zip of workbooks"),
            _file(opened, f"{name}.{ending}", lambda: workbook(rows, shown, sheets, facts, latest=latest,
                                                               list_id=work_list.id)),
            f"{name}.{ending}", key="lists.xlsx", on_click="ignore", icon=":material/table:", width="stretch")
        st.download_button(
            _("CSV for a CRM"), _file(opened, f"{name}.csv", lambda: crm_csv(work_list, rows, latest)),
            f"{name}.csv", "text/csv", key="lists.csv", on_click="ignore", icon=":material/csv:", width="stretch",
            help=_("The same English headers in every language, dates as 2026-04-05, decimals with a point, UTF-8. In "
                   "a spreadsheet, take the workbook: it keeps leading zeros."))
        if work_list.state == "draft":
            st.caption(_("The first file hands the list out: from then on it stays as it is."))


def _file(opened: Opened, name: str, write: Callable[[], bytes]) -> Callable[[], bytes]:
    """What a download button calls: the first file hands the list out."""
    work_list, author, lists = opened.work_list, who(), workspace().lists

    def make() -> tuple[bytes, int]:
        content = write()
        lists.hand_out(work_list.id, author=author)
        return content, len(opened.rows)

    return handed_out(make, page="lists", file_name=name, scope=work_list.origin.scope,
                      book_fingerprint=work_list.origin.book_fingerprint)
