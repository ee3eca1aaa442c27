"""What a value that is not understood was probably meant as, and the line in `mapping.toml` that makes it so."""

from __future__ import annotations

from typing import Any, NamedTuple

from crm_core import contract
from crm_core.intake.files.currencies import OTHER, marks_of
from crm_core.intake.files.file_format import FileFormat
from crm_core.language import N_


class Remedy(NamedTuple):
    """`template`, with its values, is said of values that match `pattern` as a whole."""

    pattern: str
    template: str
    values: dict[str, Any]


NOT_COUNTED = N_("{column} '{value}' is not {expected}: correct it, or set decimal and thousands in mapping.toml")
_SETTING = N_("{column} '{value}' is not {expected}: write {setting} under [{table}] in mapping.toml")
_EITHER = N_("{column} '{value}' is not {expected}: write {setting} under [{table}] in mapping.toml, or {other} if the "
             "month stands first")
_DAY_NUMBER = N_("{column} '{value}' is not {expected} but a spreadsheet's number of a day: format the column as a "
                 "date there, and save it again")
_MINUS = N_("{column} '{value}' is not {expected}: write a minus sign before it")
_PERCENT = N_("{column} '{value}' is not {expected}: write it as a fraction, 0.05 for 5%")
_ERROR = N_("{column} '{value}' is an error of a formula: correct it in the spreadsheet, or empty the cell")
_NOTHING = N_("{column} '{value}' is what programs write for nothing: empty it, or translate it to nothing in "
              "mapping.toml under {section}")
_CURRENCY = N_("{column} '{value}' is in another currency than the data ({currency}): convert it, or write currency "
               "under [book] in mapping.toml")
_DOUBTFUL = N_("{column} '{value}' may have a point before its decimals or between its thousands: write {setting} "
               "under [{table}] in mapping.toml if it parts thousands, else {other}")
_EVENING = N_("{column} '{value}' is a moment of a day and no month: write timezone, such as {zone}, under [{table}] "
              "in mapping.toml if it is that of another zone")
_ERRORS = r"#[A-Z0-9/¡¿ÀÁÂÄÉÍÓÖÚÜ]+[!?]?|Err:\d+"
_NOTHINGS = r"(?i)null|nan|none|\\n|n/?a|n\.a\.|n/d|s/d|[-–—.?]+"
_DATES = {
    r"\d{1,2}\.\d{1,2}\.\d{4}.*": 'date_format = "%d.%m.%Y"',
    r"\d{1,2}/\d{1,2}/\d{4}.*": 'date_format = "%d/%m/%Y"',
    r"\d{1,2}-\d{1,2}-\d{4}.*": 'date_format = "%d-%m-%Y"',
    r"\d{8}": 'date_format = "%Y%m%d"',
    r"\d{1,2}\.\d{1,2}\.\d{2}": 'date_format = "%d.%m.%y"',
    r"\d{1,2}/\d{1,2}/\d{2}": 'date_format = "%d/%m/%y"',
    r"\d{1,2}-\d{1,2}-\d{2}": 'date_format = "%d-%m-%y"',
}
_MONTHS = {r"\d{6}": 'date_format = "%Y%m"', r"\d{1,2}/\d{4}": 'date_format = "%m/%Y"',
           r"\d{1,2}\.\d{4}": 'date_format = "%m.%Y"', r"[A-Za-z]{3} \d{4}": 'date_format = "%b %Y"'}
_NUMBERS = {
    r"[+-]?\d{1,3}(\.\d{3})+,\d+": 'decimal = "," and thousands = "."',
    r"[+-]?\d{1,3}([ \x{a0}\x{202f}]\d{3})+,\d+": 'decimal = "," and thousands = " "',
    r"[+-]?\d+,(\d{1,2}|\d{4,})": 'decimal = ","',
    r"[+-]?\d{1,3}(,\d{3})+\.\d+": 'thousands = ","',
}


def _month_first(setting: str) -> str:
    return setting.replace("%d", "%-").replace("%m", "%d").replace("%-", "%m")


def remedies(table_name: str, column: contract.Column, file_format: FileFormat,
             expected: dict[str, Any]) -> list[Remedy]:
    """What to do about values of `column` that are not what is `expected`, by what they look like; none where it was
    set already."""
    def write(pattern: str, setting: str) -> Remedy:
        values = {"expected": expected, "setting": setting, "table": table_name}
        if "%d" in setting and "%Y%m" not in setting:
            return Remedy(pattern, _EITHER, values | {"other": _month_first(setting)})
        return Remedy(pattern, _SETTING, values)

    plain = {"expected": expected}
    section = f"[{table_name}.values.{column.name}]"
    if column.kind in {"date", "month", "moment"}:
        formats = {} if file_format.date_format else _DATES | (_MONTHS if column.kind == "month" else {})
        serial = Remedy(r"\d{5}(\.\d+)?", _DAY_NUMBER, plain)
        common = [Remedy(_ERRORS, _ERROR, {}), Remedy(_NOTHINGS, _NOTHING, {"section": section})]
        if column.kind == "month":
            zone = {"zone": '"Europe/Madrid"', "table": table_name}
            common.append(Remedy(r"\d.*\d:\d\d.*", _EVENING, zone))
        return [*common, *(write(pattern, setting) for pattern, setting in formats.items()), serial]
    formats = {} if file_format.decimal or file_format.thousands else _NUMBERS
    offers = [Remedy(_ERRORS, _ERROR, {}), Remedy(_NOTHINGS, _NOTHING, {"section": section})]
    if file_format.is_doubtful:
        either = {"setting": 'thousands = "."', "other": 'decimal = "."', "table": table_name}
        offers.append(Remedy(r"[+-]?[1-9]\d{0,2}\.\d{3}", _DOUBTFUL, either))
    offers += [write(pattern, setting) for pattern, setting in formats.items()]
    offers.append(Remedy(f".*(?:{marks_of(file_format.currency)}).*", NOT_COUNTED, plain))
    offers.append(Remedy(OTHER, _CURRENCY, {"currency": file_format.currency}))
    offers.append(Remedy(r"\(.*\)|.*[0-9] ?-", _MINUS, plain))
    if column.kind == "rate":
        offers.append(Remedy(r".*%", _PERCENT, plain))
    return offers
