"""One chart of a page as files that say what they are: the picture as PNG and SVG, its table as CSV."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from crm_core import export as files
from crm_core.language import _, month
from pages.frame.saving.downloads import logged, remark
from pages.frame.showing.tables import Rows
from pages.frame.visit.visit import Visit, current

_MAX_LETTERS = 60
"""Letters of a finding in the name of a file."""


def chart_files(figure: go.Figure, rows: Callable[[], Rows], *, title: str, note: str, alt: str) -> None:
    """The buttons. A file is made when it is asked for, without a browser, and asking reruns nothing."""
    visit = current()
    name = file_name(title, visit.page, visit.choices.year(visit.scope.years_ago).last_month)
    finding = title or visit.question

    def picture(kind: str) -> tuple[bytes, int]:
        from crm_core.pictures import framed_png, framed_svg

        below = _source(visit)
        if kind == "png":
            return framed_png(figure, title=finding, note=note, below=below), len(rows().rows)
        text = framed_svg(figure, title=finding, note=note, below=below, alt=alt)
        return text.encode("utf-8"), len(rows().rows)

    def table() -> tuple[bytes, int]:
        content = rows().as_file()
        return files.csv(content, {}, remark=remark(visit)), len(content)

    for label, ending, mime, icon, make in (
        ("PNG", "png", "image/png", "image", lambda: picture("png")),
        ("SVG", "svg", "image/svg+xml", "polyline", lambda: picture("svg")),
        ("CSV", "csv", "text/csv", "csv", table),
    ):
        file = f"{name}.{ending}"
        st.download_button(label, logged(visit, file, make), file, mime, key=f"chart.{ending}", on_click="ignore",
                           icon=f":material/{icon}:")


def _source(visit: Visit) -> list[str]:
    """What stands below a picture: of whom it is, under which settings, up to when, and from what data."""
    info = visit.book.info
    settings = "; ".join(f"{label}: {words}" for label, words in visit.settings.items())
    source = _("Data to {month} · {title}, version {fingerprint}", month=month(info["last_month"]),
               title=info["title"], fingerprint=info["fingerprint"])
    caveats = " ".join(each.sentence for each in visit.choices.caveats)
    return [each for each in (visit.scope_words, settings, source, caveats) if each]


def file_name(title: str, page: str, to: dt.date) -> str:
    """The finding, or where there is none the page, and the last month of the year: letters that every system takes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    words = words if len(words) <= _MAX_LETTERS else words[:_MAX_LETTERS].rsplit("-", 1)[0]
    return f"clientela-{words or page}-{to:%Y-%m}"
