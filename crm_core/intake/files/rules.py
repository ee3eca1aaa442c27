"""The contract's rules for one row as SQL: every reason against it, each with the value and the remedy.

A reason is a stored text (`language.stored`): a clause that is told in the language of whoever reads it.

What needs other rows, an unknown customer or a key that repeats, is asked in `load.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crm_core import contract
from crm_core.intake.files.date_styles import written
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.remedies import NOT_COUNTED, Remedy, remedies
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.values import DATED, is_changed, is_key, plainly, text_of, typed
from crm_core.language import N_
from crm_core.language.stored import stored

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Dates outside are slips of the pen: no customer of ours joined in 0202."""

OPEN_ENDED = frozenset({"left_on"})
"""Columns in which a date beyond the last year (9999-12-31) says that the day has not come."""
PAST = frozenset({"joined_on"})
"""Columns whose day has come: 2068 is a year of two digits in the wrong century."""
CLEANED, ENDLESS = 1, 2
"""What `judged` tells in `noted` of a row that was read otherwise than it stands: a key was cleaned of what nobody
sees; a date was read as none."""

NO_IDS = ("NULL", "null", "\\N", "NaN", "nan", "None", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!",
          "#NULL!", "#N/D", "#NV")
"""What databases, programs and spreadsheets write where nothing is: as an id it would gather strangers in one."""

_FORMS = {
    "date": (N_("a date such as {form}"), "2026-03-31"),
    "month": (N_("a month such as {form}"), "2026-03-01"),
    "moment": (N_("a moment such as {form}"), "2026-03-31 14:05:00"),
    "money": (N_("an amount such as {form}, of 16 digits at most before the decimals"), "1234.56"),
    "count": (N_("a whole number such as {form}"), "14"),
    "year": (N_("a year such as {form}"), "2025"),
    "rate": (N_("a fraction such as {form}"), "0.05"),
}
"""How a value of each kind is written; every other one is a number."""

_NOT_DATED = N_("{column} '{value}' is not {expected}: correct it, or set date_format in mapping.toml")
_HERE = "<here>"
"""Stands in a stored text for what SQL puts in."""

_SHOWN = 60
"""Characters of a value that a reason repeats."""


def judged(table: contract.Table, file_format: FileFormat, positions: dict[str, int], rows: Select, *,
           complaints: Mapping[str, str] | None = None, kept: Mapping[str, str] | None = None,
           outputs: Mapping[str, str] | None = None, is_sound: bool = False) -> Select:
    """`line`, the contract's columns typed, `reasons` ('' for none, else a list) and `noted`, over the text rows of a
    file.

    `rows` selects `line` and texts `v0`, `v1`, …; `positions` says which text is which column. `complaints`, columns
    of `rows`, are reasons that stand before a column's own and leave it empty. `kept` names what of `rows` follows the
    contract's columns; `outputs` what of the typed values takes the place of one. `is_sound` leaves only rows against
    which nothing speaks and of which nothing is to be noted, and of them only the contract's columns.
    """
    complaints, kept = complaints or {}, kept or {}
    outputs = dict(outputs or {})
    outputs |= {name: f"case when {sql} is null then {outputs.get(name, quoted(name))} end"
                for name, sql in complaints.items()}
    into = Select(values=dict(rows.values))
    there = [column for column in table.columns if column.name in positions or column.name in file_format.fixed]
    texts = [f"{text_of(column, file_format, positions.get(column.name), into)} as {quoted(f'text_{column.name}')}"
             for column in there]
    columns = [f"{typed(column, file_format, into) if column in there else f'cast(null as {column.sql_type})'}"
               f" as {quoted(column.name)}" for column in table.columns]
    plain = "".join(f", {plainly(column, file_format, into)} as {quoted(f'plain_{column.name}')}"
                    for column in there if column.kind not in {"text", "flag"})
    reasons = [_reason(table.name, column, file_format, into) for column in there]
    reasons = [f"coalesce({complaints[column.name]}, {reason})" if column.name in complaints else reason
               for column, reason in zip(there, reasons, strict=True)]
    beside = "".join(f", {sql}" for sql in [*complaints.values(), *(f"{sql} as {name}" for name, sql in kept.items())])
    reasons += [_order(column, into) for column in there if column.not_before in {each.name for each in there}]
    if table.at_least_one_of:
        reasons.append(_nothing_given(table, [column.name for column in there], into))
    cleaned = " or ".join(is_changed(column, positions[column.name]) for column in there
                          if is_key(column) and column.name not in file_format.fixed
                          and not file_format.is_ascii) or "false"
    endless = [column.name for column in there if column.name in OPEN_ENDED]
    is_endless = " or ".join(f"year({quoted(name)}) > {LAST_YEAR}" for name in endless) or "false"
    outputs |= {name: f"case when year({quoted(name)}) <= {LAST_YEAR} then {outputs.get(name, quoted(name))} end"
                for name in endless}
    values = [f"{outputs[name]} as {quoted(name)}" if name in outputs else quoted(name) for name in table.names]
    judgement = f"""
        select line, {', '.join(values)}{''.join(f', {name}' for name in kept)},
            coalesce('[' || nullif(concat_ws(',', {', '.join(reasons)}), '') || ']', '') as reasons,
            if(was_cleaned, {CLEANED}, 0) + if(coalesce({is_endless}, false), {ENDLESS}, 0) as noted
        from typed
    """
    if is_sound:  # no list is made where there is none to tell
        judgement = (f"select {', '.join(values)} from typed where coalesce({', '.join(reasons)}) is null "
                     f"and not was_cleaned and not coalesce({is_endless}, false)")
    into.sql = f"""
        with rows_of_text as ({rows.sql}),
        texts as (select line, {', '.join(texts)}, {cleaned} as was_cleaned{beside} from rows_of_text),
        plain as (select *{plain} from texts),
        typed as (select *, {', '.join(columns)} from plain)
        {judgement}
    """
    return into


def _reason(table_name: str, column: contract.Column, file_format: FileFormat, into: Select) -> str:
    """What is wrong with one value; NULL when nothing is."""
    name, value, text = column.name, quoted(column.name), quoted(f"text_{column.name}")
    shown = f"left({text}, {_SHOWN})"
    empty = into.put(stored(N_("{column} is empty: every row needs one"), column=name)) if column.required else "null"
    cases = [f"when {text} is null then {empty}"]

    def broken(when: str, template: str, values: dict[str, Any], *, remedies: Sequence[Remedy] = ()) -> None:
        then = said(template, into, {"value": shown}, column=name, **values)
        for remedy in reversed(remedies):
            better = said(remedy.template, into, {"value": shown}, column=name, **values | remedy.values)
            then = f"case when regexp_full_match({text}, {into.put(remedy.pattern)}) then {better} else {then} end"
        cases.append(f"when {when} then {then}")

    section = f"[{table_name}.values.{name}]"
    if column.kind == "flag":
        broken(f"{value} is null", N_("{column} '{value}' is neither true nor false: write one of them, or translate "
                                      "it in mapping.toml under {section}"), {"section": section})
    elif column.kind != "text":
        expected = _expected(column, file_format)
        broken(f"{value} is null", _NOT_DATED if column.kind in DATED else NOT_COUNTED, {"expected": expected},
               remedies=remedies(table_name, column, file_format, expected))
    elif name.endswith("_id"):
        broken(f"{text} in ({', '.join(map(into.put, NO_IDS))})",
               N_("{column} '{value}' is what programs write for nothing: correct it, or translate it in mapping.toml "
                  "under {section}"), {"section": section})
    if column.choices:
        broken(f"{value} not in ({', '.join(map(into.put, column.choices))})",
               N_("{column} '{value}' is not one of {choices}: correct it, or translate it in mapping.toml under "
                  "{section}"), {"choices": ", ".join(column.choices), "section": section})
    for when, template, values in bounds(column):
        broken(when, template, values)
    return f"case {' '.join(cases)} end"


def bounds(column: contract.Column) -> list[tuple[str, str, dict[str, Any]]]:
    """Between what a value must lie: when it does not, what is said then, and with which values."""
    value = quoted(column.name)
    found: list[tuple[str, str, dict[str, Any]]] = []
    if column.minimum is not None:
        below = N_("{column} '{value}' is below {bound}: correct it")
        if column.kind == "rate":
            below = N_("{column} '{value}' is below {bound}: correct it, rates are fractions (0.05 for 5%)")
        found.append((f"{value} < {column.minimum!r}", below, {"bound": f"{column.minimum:g}"}))
    if column.maximum is not None:
        above = N_("{column} '{value}' is above {bound}: correct it")
        if column.kind == "rate":
            above = N_("{column} '{value}' is above {bound}: correct it, rates are fractions (0.05 for 5%)")
        found.append((f"{value} > {column.maximum!r}", above, {"bound": f"{column.maximum:g}"}))
    if column.kind in DATED:
        last = 9999 if column.name in OPEN_ENDED else LAST_YEAR
        found.append((f"year({value}) not between {FIRST_YEAR} and {last}",
                      N_("{column} '{value}' lies outside {first} to {last}: correct the year"),
                      {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}))
    if column.name in PAST:
        found.append((f"{value} > current_date",
                      N_("{column} '{value}' is read as a day that is still to come: correct it, and write years with "
                         "four digits"), {}))
    if column.kind == "month":
        found.append((f"day({value}) <> 1", N_("{column} '{value}' is neither the first nor the last day of a month: "
                                               "write 2026-03-01 or 2026-03"), {}))
    if column.name == "month":
        # One mistyped month would become the book's last, and its latest year would hold nothing else.
        found.append((f"{value} > current_date", N_("{column} '{value}' is still to come: correct the month, or the "
                                                          "clock of this machine"), {}))
    return found


def _expected(column: contract.Column, file_format: FileFormat) -> dict[str, Any]:
    """How a value of this kind is written, as a stored text."""
    template, form = _FORMS.get(column.kind, (N_("a number such as {form}"), "7.5"))
    if column.kind in DATED:
        found = file_format.formats.get(column.name, (form,))
        return {"text": template, "form": file_format.date_format or written(found[0])}
    return {"text": template, "form": form.replace(".", file_format.point)}


def _order(column: contract.Column, into: Select) -> str:
    template = N_("{column} {late} is before {first} {early}: correct one of them")
    dates = {"late": quoted(column.name), "early": quoted(column.not_before)}
    then = said(template, into, dates, column=column.name, first=column.not_before)
    return f"case when {quoted(column.name)} < {quoted(column.not_before)} then {then} end"


def _nothing_given(table: contract.Table, there: list[str], into: Select) -> str:
    empty = [f"{quoted(f'text_{name}')} is null" for name in there if name in table.at_least_one_of]
    reason = stored(N_("{columns} are all empty: give at least one of them"), columns=", ".join(table.at_least_one_of))
    return f"case when {' and '.join(empty)} then {into.put(reason)} end"


def said(template: str, into: Select, from_row: dict[str, str], **values: Any) -> str:
    """SQL of a stored text: `template` with `values`, and `from_row` by its SQL, which stands last."""
    pieces = stored(template, **values, **dict.fromkeys(from_row, _HERE)).split(f'"{_HERE}"')
    written = [into.put(pieces[0])]
    for sql, piece in zip(from_row.values(), pieces[1:], strict=True):
        written += [f"cast(to_json({sql}) as varchar)", into.put(piece)]
    return f"({' || '.join(written)})"
