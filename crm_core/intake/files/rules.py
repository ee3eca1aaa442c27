"""The contract's rules for one row as SQL: every reason against it in words, each with the value and the remedy.

What needs other rows, an unknown customer or a key that repeats, is asked in `load.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from crm_core import contract
from crm_core.intake.files.file_format import NAME, FileFormat
from crm_core.intake.files.remedies import Remedy, remedies
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.values import text_of, typed

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Dates outside are slips of the pen: no customer of ours joined in 0202."""

NO_IDS = ("NULL", "null", "\\N", "NaN", "nan", "None", "#N/A", "#REF!", "#VALUE!", "#NAME?")
"""What databases, programs and spreadsheets write where nothing is: as an id it would gather strangers in one."""

_SHOWN = 60
"""Characters of a value that a reason repeats."""


def judged(table: contract.Table, file_format: FileFormat, positions: dict[str, int], rows: Select) -> Select:
    """`line`, the contract's columns typed, and `reasons` ('' for none), over the text rows of a file.

    `rows` selects `line` and texts `v0`, `v1`, …; `positions` says which text is which column.
    """
    into = Select(values=dict(rows.values))
    there = [column for column in table.columns if column.name in positions or column.name in file_format.fixed]
    texts = [f"{text_of(column, file_format, positions.get(column.name), into)} as {quoted(f'text_{column.name}')}"
             for column in there]
    columns = [f"{typed(column, file_format, into) if column in there else f'cast(null as {column.sql_type})'}"
               f" as {quoted(column.name)}" for column in table.columns]
    reasons = [_reason(table.name, column, file_format, into) for column in there]
    reasons += [_order(column, into) for column in there if column.not_before in {each.name for each in there}]
    if table.at_least_one_of:
        reasons.append(_nothing_given(table, [column.name for column in there], into))
    into.sql = f"""
        with rows_of_text as ({rows.sql}),
        texts as (select line, {', '.join(texts)} from rows_of_text),
        typed as (select *, {', '.join(columns)} from texts)
        select line, {', '.join(map(quoted, table.names))}, concat_ws('; ', {', '.join(reasons)}) as reasons
        from typed
    """
    return into


def _reason(table_name: str, column: contract.Column, file_format: FileFormat, into: Select) -> str:
    """What is wrong with one value; NULL when nothing is."""
    name, value, text = column.name, quoted(column.name), quoted(f"text_{column.name}")
    missing = into.put(f"{name} is empty: every row needs one") if column.required else "null"
    cases = [f"when {text} is null then {missing}"]

    def broken(when: str, rule: str, *, remedies: Sequence[Remedy] = ()) -> None:
        before, after = into.put(f"{name} '"), into.put(f"' {rule}")
        for remedy in reversed(remedies):
            better = into.put(f"' {remedy.rule}")
            after = f"case when regexp_full_match({text}, {into.put(remedy.pattern)}) then {better} else {after} end"
        cases.append(f"when {when} then {before} || left({text}, {_SHOWN}) || {after}")

    translate = f"translate it in {NAME} under [{table_name}.values.{name}]"
    if column.kind == "flag":
        broken(f"{value} is null", f"is neither true nor false: write one of them, or {translate}")
    elif column.kind != "text":
        rule = _kind_rule(column, file_format)
        broken(f"{value} is null", f"{rule}: correct it, or {_settings(column)} in {NAME}",
               remedies=remedies(table_name, column, file_format, rule))
    elif name.endswith("_id"):
        broken(f"{text} in ({', '.join(map(into.put, NO_IDS))})",
               f"is what programs write for nothing: correct it, or {translate}")
    if column.choices:
        choices = ", ".join(column.choices)
        broken(f"{value} not in ({', '.join(map(into.put, column.choices))})",
               f"is not one of {choices}: correct it, or {translate}")
    fraction = ", rates are fractions (0.05 for 5%)" if column.kind == "rate" else ""
    if column.minimum is not None:
        broken(f"{value} < {column.minimum!r}", f"is below {column.minimum:g}: correct it{fraction}")
    if column.maximum is not None:
        broken(f"{value} > {column.maximum!r}", f"is above {column.maximum:g}: correct it{fraction}")
    if column.kind in {"date", "month", "moment"}:
        broken(f"year({value}) not between {FIRST_YEAR} and {LAST_YEAR}",
               f"lies outside {FIRST_YEAR} to {LAST_YEAR}: correct the year")
    if column.kind == "month":
        broken(f"day({value}) <> 1", "is neither the first nor the last day of a month: write 2026-03-01 or 2026-03")
        # One mistyped month would become the book's last, and its latest year would hold nothing else.
        broken(f"{value} > current_date", "is still to come: correct the month")
    return f"case {' '.join(cases)} end"


def _kind_rule(column: contract.Column, file_format: FileFormat) -> str:
    """How a value of this kind is written; what to do follows."""
    forms = {"date": "2026-03-31", "month": "2026-03-01 or 2026-03", "moment": "2026-03-31 14:05:00"}
    if column.kind in forms:
        form = file_format.date_format or forms[column.kind]
        return f"is not a {column.kind} such as {form}"
    numbers = {
        "money": "an amount such as 1234.56, of 16 digits at most before the decimals",
        "count": "a whole number such as 14",
        "year": "a year such as 2025",
        "rate": "a fraction such as 0.05",
    }
    form = numbers.get(column.kind, "a number such as 7.5").replace(".", file_format.decimal)
    return f"is not {form}"


def _settings(column: contract.Column) -> str:
    return "set date_format" if column.kind in {"date", "month", "moment"} else "set decimal and thousands"


def _order(column: contract.Column, into: Select) -> str:
    first = column.not_before
    is_before, correct = into.put(f" is before {first} "), into.put(": correct one of them")
    return (f"case when {quoted(column.name)} < {quoted(first)} then {into.put(f'{column.name} ')} || "
            f"{quoted(column.name)} || {is_before} || {quoted(first)} || {correct} end")


def _nothing_given(table: contract.Table, there: list[str], into: Select) -> str:
    empty = [f"{quoted(f'text_{name}')} is null" for name in there if name in table.at_least_one_of]
    reason = f"{', '.join(table.at_least_one_of)} are all empty: give at least one of them"
    return f"case when {' and '.join(empty)} then {into.put(reason)} end"
