"""Targets as a file to fill in, to change and to bring back: what is set now, or nothing but the header."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from crm_core.figures import FIGURES
from crm_core.language import N_, Message, _, conventions
from crm_core.spreadsheet_cells import harmless
from crm_core.targets.file import COLUMNS
from crm_core.targets.period_names import EVERY, period_name
from crm_core.targets.target import Target

_HOW: dict[str, Message] = {
    "figure": N_("One of the figures below, as its key."),
    "region": N_("The id or name of a region; empty for the whole bank."),
    "period": N_("A fiscal year (2026), a quarter (2026-Q3) or a month (2026-09); or, for each one of its kind, one "
                 "of: {every}."),
    "amount": N_("Money in the currency of the data, customers, or a share such as 95%."),
    "better": N_("more or less: which side of the amount is good; empty for what is usual."),
}


def targets_csv(targets: Sequence[Target], *, year_starts: int = 1) -> bytes:
    """The targets as CSV in UTF-8, which `read_targets` takes back, with the separator and decimals that a spreadsheet
    of the language expects."""
    text, decimal = io.StringIO(), conventions().decimal
    writer = csv.writer(text, delimiter=";" if decimal == "," else ",", lineterminator="\n")
    writer.writerow(COLUMNS)
    for target in targets:
        row = list(_row(target, year_starts))
        row[1] = harmless(str(row[1]))
        writer.writerow([str(cell).replace(".", decimal) if isinstance(cell, float) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def targets_workbook(targets: Sequence[Target], *, year_starts: int = 1) -> bytes:
    """The targets as a workbook: a sheet that `read_targets` takes back, and one that says how to fill it in."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        head, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("targets")
        sheet.set_column(0, len(COLUMNS) - 1, 26, text)  # as text: a spreadsheet makes a date of 2026-09
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(COLUMNS):
            sheet.write_string(0, place, name, head)
        for line, target in enumerate(targets, start=1):
            for place, value in enumerate(_row(target, year_starts)):
                write = sheet.write_number if isinstance(value, float) else sheet.write_string
                write(line, place, value)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 0, 28)
        about.set_column(1, 2, 60)
        rows: list[tuple[str, str, str]] = [
            *((name, _(how, every=", ".join(EVERY.values())), "") for name, how in _HOW.items()), ("", "", ""),
            *((figure.key, figure.label, figure.definition) for figure in FIGURES.values())]
        for line, row in enumerate(rows):
            for place, words in enumerate(row):
                about.write_string(line, place, words)
    return buffer.getvalue()


def _row(target: Target, year_starts: int) -> tuple[str | float, ...]:
    period = period_name(target.period_kind, target.first_month, year_starts=year_starts)
    return target.figure, target.region_id, period, float(target.amount), target.direction
