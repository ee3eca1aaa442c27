"""What a value that is not understood was probably meant as, and the line in `mapping.toml` that makes it so."""

from __future__ import annotations

from typing import Any, NamedTuple

from crm_core import contract
from crm_core.intake.files.file_format import FileFormat
from crm_core.language import N_


class Remedy(NamedTuple):
    """`template`, with its values, is said of values that match `pattern` as a whole."""

    pattern: str
    template: str
    values: dict[str, Any]


_SETTING = N_("{column} '{value}' is not {expected}: write {setting} under [{table}] in mapping.toml")
_EITHER = N_("{column} '{value}' is not {expected}: write {setting} under [{table}] in mapping.toml, or {other} if the "
             "month stands first")
_DAY_NUMBER = N_("{column} '{value}' is not {expected} but a spreadsheet's number of a day: format the column as a "
                 "date there, and save it again")
_MINUS = N_("{column} '{value}' is not {expected}: write a minus sign before it")
_PERCENT = N_("{column} '{value}' is not {expected}: write it as a fraction, 0.05 for 5%")
_DAY_FIRST, _MONTH_FIRST = 'date_format = "%d/%m/%Y"', 'date_format = "%m/%d/%Y"'
_DATES = {
    r"\d{1,2}\.\d{1,2}\.\d{4}.*": 'date_format = "%d.%m.%Y"',
    r"\d{1,2}/\d{1,2}/\d{4}.*": _DAY_FIRST,
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


def remedies(table_name: str, column: contract.Column, file_format: FileFormat,
             expected: dict[str, Any]) -> list[Remedy]:
    """What to do about values of `column` that are not what is `expected`, by what they look like; none where it was
    set already."""
    def write(pattern: str, setting: str) -> Remedy:
        values = {"expected": expected, "setting": setting, "table": table_name}
        if setting == _DAY_FIRST:
            return Remedy(pattern, _EITHER, values | {"other": _MONTH_FIRST})
        return Remedy(pattern, _SETTING, values)

    plain = {"expected": expected}
    if column.kind in {"date", "month", "moment"}:
        formats = {} if file_format.date_format else _DATES | (_MONTHS if column.kind == "month" else {})
        serial = Remedy(r"\d{5}(\.\d+)?", _DAY_NUMBER, plain)
        return [*(write(pattern, setting) for pattern, setting in formats.items()), serial]
    formats = {} if file_format.decimal != "." or file_format.thousands else _NUMBERS
    offers = [write(pattern, setting) for pattern, setting in formats.items()]
    offers.append(Remedy(r"\(.*\)|.*[0-9] ?-", _MINUS, plain))
    if column.kind == "rate":
        offers.append(Remedy(r".*%", _PERCENT, plain))
    return offers
