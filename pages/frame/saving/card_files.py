"""One chart of a page as files: its table as CSV."""

from __future__ import annotations

import re
import unicodedata

import streamlit as st

from crm_core import export as files
from pages.frame.saving.downloads import logged, remark
from pages.frame.showing.tables import Rows
from pages.frame.visit.visit import Visit, current

_MAX_LETTERS = 60
"""Letters of a finding in the name of a file."""


def csv_button(title: str, rows: Rows) -> None:
    """The table of a chart as a file; made when it is asked for, and asking reruns nothing."""
    visit, name = current(), f"{file_name(title, current())}.csv"
    note = remark(visit)

    def file() -> tuple[bytes, int]:
        table = rows.as_file()
        return files.csv(table, {}, remark=note), len(table)

    st.download_button("CSV", logged(visit, name, file), name, "text/csv", key="chart.csv", on_click="ignore",
                       icon=":material/csv:")


def file_name(title: str, visit: Visit) -> str:
    """The finding, or where there is none the page, and the last month of the data: letters that every system takes."""
    plain = unicodedata.normalize("NFKD", title or visit.page).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    words = words if len(words) <= _MAX_LETTERS else words[:_MAX_LETTERS].rsplit("-", 1)[0]
    to = visit.choices.year(visit.scope.years_ago).last_month
    return f"clientela-{words or visit.page}-{to:%Y-%m}"
