"""Texts become values: what a bank writes in a column, as SQL that types it or gives NULL."""

from __future__ import annotations

from crm_core import contract
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.select import Select, quoted

_ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S.%f")


def text_of(column: contract.Column, file_format: FileFormat, position: int | None, into: Select) -> str:
    """The text of a value, trimmed, the bank's own words translated; NULL when there is none."""
    if column.name in file_format.fixed:
        text = f"cast({into.put(file_format.fixed[column.name].strip())} as varchar)"
    else:
        text = f"trim(v{position})"
    words = file_format.values.get(column.name, {})
    if words:
        cases = " ".join(f"when {into.put(theirs.strip())} then {into.put(ours)}" for theirs, ours in words.items())
        text = f"case {text} {cases} else {text} end"
    return f"nullif({text}, '')"


def typed(column: contract.Column, file_format: FileFormat, into: Select) -> str:
    """The value of a column whose text stands in `text_<name>`; NULL when the text is not of the column's kind.

    Money with more than two decimals is rounded, halves away from zero. Numbers that are not finite are none. The last
    day of a month stands for the month: balances are drawn up on it.
    """
    text = quoted(f"text_{column.name}")
    match column.kind:
        case "text":
            return text
        case "flag":
            return (f"case when lower({text}) in ('true', 'yes', 't', 'y', '1') then true "
                    f"when lower({text}) in ('false', 'no', 'f', 'n', '0') then false end")
        case "date" | "moment":
            return _dated(column, text, file_format.date_format, into)
        case "month":
            day = _dated(column, text, file_format.date_format, into)
            return f"case when {day} = last_day({day}) then cast(date_trunc('month', {day}) as date) else {day} end"
        case "money":
            return f"try_cast({number_of(text, file_format, into)} as {column.sql_type})"
        case "count" | "year":
            number = number_of(text, file_format, into)
            whole = f"try_cast({number} as {column.sql_type})"
            return f"case when try_cast({number} as decimal(38, 18)) = {whole} then {whole} end"
        case _:
            number = f"try_cast({number_of(text, file_format, into)} as double)"
            return f"case when isfinite({number}) then {number} end"


def number_of(text: str, file_format: FileFormat, into: Select) -> str:
    """The text of a number as SQL writes it; NULL when its marks stand where this bank's numbers have none.

    Marks are checked and not merely removed: 1.23 with a point for thousands would become 123 unnoticed.
    """
    decimal, thousands = file_format.decimal, file_format.thousands
    if decimal == "." and not thousands:
        return text
    if thousands == " ":
        text = f"translate({text}, chr(160) || chr(8239), '  ')"  # the spaces that do not break, as typesetters use
    whole = rf"(\d+|\d{{1,3}}(\x{{{ord(thousands):x}}}\d{{3}})+)" if thousands else r"\d+"
    pattern = rf"[+-]?{whole}(\x{{{ord(decimal):x}}}\d*)?([eE][+-]?\d+)?"
    plain = f"replace({text}, {into.put(thousands)}, '')" if thousands else text
    number = f"replace({plain}, {into.put(decimal)}, '.')"
    return f"case when regexp_full_match({text}, {into.put(pattern)}) then {number} end"


def _dated(column: contract.Column, text: str, own: str, into: Select) -> str:
    """The bank's own format first; ISO is always understood, as typed files bring it."""
    formats = [own] if own else []
    if own and column.kind == "moment":
        formats += [f"{own} %H:%M:%S", f"{own} %H:%M"]
    formats += [*_ISO, *(["%Y-%m"] if "month" in {column.kind, column.name} else [])]
    moment = f"try_strptime({text}, [{', '.join(into.put(each) for each in formats)}])"
    # DuckDB reads 'epoch' and 'infinity' as the first day of 1900, whatever the format.
    return (f"cast(case when {moment} = timestamp '1900-01-01' and not regexp_matches({text}, '[0-9]') then null "
            f"else {moment} end as {column.sql_type})")
