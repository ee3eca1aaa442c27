"""What a value that is not understood was probably meant as, and the line in `mapping.toml` that makes it so."""

from __future__ import annotations

from typing import NamedTuple

from crm_core import contract
from crm_core.intake.files.file_format import NAME, FileFormat


class Remedy(NamedTuple):
    """`rule` is said of values that match `pattern` as a whole."""

    pattern: str
    rule: str


_DATES = {
    r"\d{1,2}\.\d{1,2}\.\d{4}.*": 'date_format = "%d.%m.%Y"',
    r"\d{1,2}/\d{1,2}/\d{4}.*": 'date_format = "%d/%m/%Y" (or "%m/%d/%Y", if the month stands first)',
    r"\d{1,2}-\d{1,2}-\d{4}.*": 'date_format = "%d-%m-%Y"',
    r"\d{8}": 'date_format = "%Y%m%d"',
}
_MONTHS = {r"\d{6}": 'date_format = "%Y%m"', r"\d{1,2}/\d{4}": 'date_format = "%m/%Y"',
           r"\d{1,2}\.\d{4}": 'date_format = "%m.%Y"', r"[A-Za-z]{3} \d{4}": 'date_format = "%b %Y"'}
_NUMBERS = {
    r"[+-]?\d{1,3}(\.\d{3})+,\d+": 'decimal = "," and thousands = "."',
    r"[+-]?\d{1,3}([ \x{a0}\x{202f}]\d{3})+,\d+": 'decimal = "," and thousands = " "',
    r"[+-]?\d+,(\d{1,2}|\d{4,})": 'decimal = ","',
    r"[+-]?\d{1,3}(,\d{3})+\.\d+": 'thousands = ","',
}


def remedies(table_name: str, column: contract.Column, file_format: FileFormat, rule: str) -> list[Remedy]:
    """What to do about values of `column` that break `rule`, by what they look like; none where it was set already."""
    write = f"{rule}: write {{}} under [{table_name}] in {NAME}"
    if column.kind in {"date", "month", "moment"}:
        formats = {} if file_format.date_format else _DATES | (_MONTHS if column.kind == "month" else {})
        serial = Remedy(r"\d{5}(\.\d+)?", f"{rule} but a spreadsheet's number of a day: format the column as a date "
                        "there, and save it again")
        return [*(Remedy(pattern, write.format(setting)) for pattern, setting in formats.items()), serial]
    formats = {} if file_format.decimal != "." or file_format.thousands else _NUMBERS
    offers = [Remedy(pattern, write.format(setting)) for pattern, setting in formats.items()]
    offers.append(Remedy(r"\(.*\)|.*[0-9] ?-", f"{rule}: write a minus sign before it"))
    if column.kind == "rate":
        offers.append(Remedy(r".*%", f"{rule}: write it as a fraction, 0.05 for 5%"))
    return offers
