"""The contract's rules for the rows of a typed table, in SQL that any engine says: every reason against each row.

The bounds and their words are those of files (`files/rules.py`); what is different is that a table has types, and that
its remedy is at the source, as no `mapping.toml` reads it otherwise.
"""

from __future__ import annotations

from typing import Any

from crm_core import contract
from crm_core.intake.files.other_rows import UNKNOWN
from crm_core.intake.files.rules import NO_IDS, OPEN_ENDED, bounds
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.rejections import REPEATED
from crm_core.language import N_
from crm_core.language.stored import stored

_EMPTY = N_("{column} is empty: every row needs one")
_NOT_READ = N_("{column} '{value}' is not {expected}: correct it in the source table")
_NOTHING = N_("{column} '{value}' is what programs write for nothing: correct it in the source table")
_NOT_CHOSEN = N_("{column} '{value}' is not one of {choices}: correct it in the source table")
_NOTHING_GIVEN = N_("{columns} are all empty: give at least one of them")
_EARLY = N_("{column} {late} is before {first} {early}: correct one of them")
_EXPECTED = {
    "flag": N_("true or false"), "date": N_("a date"), "month": N_("a date"), "moment": N_("a moment"),
    "money": N_("an amount of 16 digits at most before the decimals"), "count": N_("a whole number"),
    "year": N_("a year"), "rate": N_("a number"), "number": N_("a number"),
}
_SHOWN = 60
"""Characters of a value that a reason repeats."""
_HERE = "<here>"
_LAST_DAY = "cast(date_trunc('month', {day}) + interval '1' month - interval '1' day as date)"


def judged(table: contract.Table, there: frozenset[str], known: frozenset[str]) -> Select:
    """The rows of `source_<table>`, which has `file`, `line` and the columns `there`, typed, each with `reasons` (a
    list of stored texts, NULL for none) and, where there are any, with `raw`, the row as text.

    `known` names the tables that were brought, whose accepted rows bear the contract's names: what refers to another
    table need not exist. A key stands once: the first sound row by file and line has it.
    """
    into = Select()
    columns = [column for column in table.columns if column.name in there]
    texts = ", ".join(f"nullif(trim(cast({quoted(each.name)} as varchar)), '') as {quoted(f'text_{each.name}')}"
                      for each in columns)
    typed = ", ".join(f"{_typed(each) if each in columns else f'cast(null as {each.sql_type})'} as {quoted(each.name)}"
                      for each in table.columns)
    own = [_reason(each, into) for each in columns]
    own += [_order(each, into) for each in columns if each.not_before in there]
    if table.at_least_one_of:
        own.append(_nothing_given(table, there, into))
    referring = [each for each in columns if each.refers_to.split(".")[0] in known]
    own += [_unknown(each, into) for each in referring]
    joins = "".join(f" left join (select {quoted(key)} as key_{number} from {other}) as other_{number} "
                    f"on typed.{quoted(each.name)} = other_{number}.key_{number}"
                    for number, each in enumerate(referring) for other, key in [each.refers_to.split(".")])
    places = {each.name: f"key_{number}" for number, each in enumerate(referring)}
    raw = " || ',' || ".join(f"coalesce({quoted(f'text_{each.name}')}, '')" for each in columns)
    names = ", ".join(map(quoted, table.names))
    first, again = _repeated(table, into)
    into.sql = f"""
        with texts as (select file, line, {texts} from source_{table.name}),
        typed as (select *, {typed} from texts),
        found as (select *{''.join(f', {key}' for key in places.values())} from typed{joins}),
        alone as (
            select file, line, {names}, {raw} as raw,
                nullif(concat_ws(',', {', '.join(own).format(**{f'key_of_{n}': key for n, key in places.items()})}), '')
                    as own_reasons
            from found
        ),
        together as (select *{first} from alone),
        told as (
            select file, line, {names}, raw, nullif(concat_ws(',', own_reasons, {again}), '') as reasons from together
        )
        select file, line, {names}, case when reasons is not null then raw end as raw,
            '[' || reasons || ']' as reasons
        from told
    """
    return into


def _typed(column: contract.Column) -> str:
    """The value of a text, NULL where it is none of the column's kind. The last day of a month stands for the month."""
    text = quoted(f"text_{column.name}")
    day = f"cast(try_cast({text} as timestamp) as date)"
    match column.kind:
        case "text":
            return text
        case "flag":
            return (f"case when lower({text}) in ('true', 'yes', 't', 'y', '1') then true "
                    f"when lower({text}) in ('false', 'no', 'f', 'n', '0') then false end")
        case "date":
            if column.name in OPEN_ENDED:  # a day beyond all years says that the day has not come
                return f"case when extract(year from {day}) <= 2200 then {day} end"
            return day
        case "month":
            return (f"case when {day} = {_LAST_DAY.format(day=day)} then cast(date_trunc('month', {day}) as date) "
                    f"else {day} end")
        case "moment":
            return f"try_cast({text} as timestamp)"
        case "money":
            return f"try_cast({text} as {column.sql_type})"
        case "count" | "year":
            number = f"try_cast({text} as decimal(38, 6))"
            return f"case when {number} = floor({number}) then try_cast(floor({number}) as {column.sql_type}) end"
    return f"case when abs(try_cast({text} as double)) < 1e300 then try_cast({text} as double) end"


def _reason(column: contract.Column, into: Select) -> str:
    """What is wrong with one value; NULL when nothing is."""
    value, text = quoted(column.name), quoted(f"text_{column.name}")
    empty = into.put(stored(_EMPTY, column=column.name)) if column.required else "null"
    cases = [f"when {text} is null then {empty}"]

    def broken(when: str, template: str, **values: Any) -> None:
        cases.append(f"when {when} then {_said(template, into, {'value': text}, column=column.name, **values)}")

    if column.name.endswith("_id"):
        broken(f"{text} in ({', '.join(map(into.put, NO_IDS))})", _NOTHING)
    elif column.kind != "text" and column.name not in OPEN_ENDED:
        broken(f"{value} is null", _NOT_READ, expected={"text": _EXPECTED[column.kind]})
    elif column.name in OPEN_ENDED:
        broken(f"try_cast({text} as timestamp) is null", _NOT_READ, expected={"text": _EXPECTED[column.kind]})
    if column.choices:
        broken(f"{value} not in ({', '.join(map(into.put, column.choices))})", _NOT_CHOSEN,
               choices=", ".join(column.choices))
    for when, template, values in bounds(column):
        broken(when, template, **values)
    return f"case {' '.join(cases)} end"


def _order(column: contract.Column, into: Select) -> str:
    late, early = quoted(column.name), quoted(column.not_before)
    said = _said(_EARLY, into, {"late": late, "early": early}, column=column.name, first=column.not_before)
    return f"case when {late} < {early} then {said} end"


def _nothing_given(table: contract.Table, there: frozenset[str], into: Select) -> str:
    empty = " and ".join(f"{quoted(f'text_{name}')} is null" for name in table.at_least_one_of if name in there)
    return f"case when {empty} then {into.put(stored(_NOTHING_GIVEN, columns=', '.join(table.at_least_one_of)))} end"


def _unknown(column: contract.Column, into: Select) -> str:
    """The column of the other table is put in by name once all are known: `{key_of_<column>}`."""
    other, _dot, _key = column.refers_to.partition(".")
    value = quoted(column.name)
    said = _said(UNKNOWN, into, {"value": value}, column=column.name, other=other)
    return f"case when {value} is not null and {{key_of_{column.name}}} is null then {said} end"


def _repeated(table: contract.Table, into: Select) -> tuple[str, str]:
    """SQL of columns that tell the first sound row of a key, and of the reason against every other."""
    if not table.key:
        return "", "cast(null as varchar)"
    key = ", ".join(map(quoted, table.key))
    order = f"over (partition by {key}, case when own_reasons is null then 1 else 0 end order by file, line, raw)"
    said = _said(REPEATED, into, {"line": "cast(first_line as varchar)", "file": "first_file"},
                 columns=", ".join(table.key))
    return (f", row_number() {order} as place, first_value(file) {order} as first_file, "
            f"first_value(line) {order} as first_line",
            f"case when own_reasons is null and place > 1 then {said} end")


def _said(template: str, into: Select, from_row: dict[str, str], **values: Any) -> str:
    """SQL of a stored text: `template` with `values`, and `from_row` by its SQL, written as JSON does."""
    pieces = stored(template, **values, **dict.fromkeys(from_row, _HERE)).split(f'"{_HERE}"')
    written = [into.put(pieces[0])]
    for sql, piece in zip(from_row.values(), pieces[1:], strict=True):
        written += [_as_json(sql, into), into.put(piece)]
    return f"({' || '.join(written)})"


def _as_json(sql: str, into: Select) -> str:
    """SQL of a text in quotes, what JSON cannot hold replaced."""
    text = f"substring(cast({sql} as varchar), 1, {_SHOWN})"
    for character, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", " "), ("\r", " "), ("\t", " ")):
        text = f"replace({text}, {into.put(character)}, {into.put(written)})"
    return f"'\"' || {text} || '\"'"
