"""One file into one typed table: every line accepted, rejected with its reasons, or blank."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from crm_core.intake.berka.layout import KINDS, MISSING, READERS, Field, Layout
from crm_core.intake.berka.lines import content_hash, lines_of
from crm_core.intake.draft import BuildRefused, Draft, SourceFile
from crm_core.language import N_, _

_MISSING = N_("{column} is missing")
_NO_WORD = N_("{column} is '{value}', not a word of this bank")
_BELOW = N_("{column} is '{value}', less than {least}")
_UNKNOWN = N_("{column} is '{value}', which {file} does not know")
_LINES = pa.schema([("line", pa.int64()), ("raw", pa.string())])


def load(draft: Draft, layout: Layout, path: Path, *, table: str = "") -> str:
    """Read `path` into the temporary table `berka_<name>` (or `table`), typed; quarantine what cannot be read.

    Enters the file in the build report and returns its content hash. A row keeps the number of its line.
    Raises BuildRefused when the file cannot be read or its columns are not the published ones.
    """
    table = table or f"berka_{layout.name}"
    connection = draft.connection
    lines = _read_lines(draft, layout, path)
    connection.execute(f"create temp table berka_judged as {_judgement(layout)}", {"delimiter": layout.delimiter})
    connection.execute(
        "insert into quarantine select ?, ?, line, raw, reasons from berka_judged where reasons <> '' order by line",
        [layout.name, path.name],
    )
    names = ", ".join(f'"{name}"' for name in layout.names)
    connection.execute(
        f"create or replace temp table {table} as select line, {names} from berka_judged where reasons = ''"
    )
    blank, accepted, rejected = connection.execute(
        "select (select count(*) from berka_lines where trim(raw) = ''),"
        " count(*) filter (where reasons = ''), count(*) filter (where reasons <> '') from berka_judged"
    ).fetchall()[0]
    _enter_amounts(draft, layout, path)
    connection.execute("drop table berka_judged; drop table berka_lines")
    digest = content_hash(path)
    draft.account(SourceFile(layout.name, path.name, lines, 1, accepted, rejected, blank, digest))
    return digest


def _enter_amounts(draft: Draft, layout: Layout, path: Path) -> None:
    """The control totals of the file's amounts, as read and as accepted."""
    for field in layout.fields:
        if field.kind == "money":
            value = f'"{field.name}"'
            draft.connection.execute(
                f"""
                insert into book_totals select ?, ?, ?, coalesce(sum({value}), 0),
                    coalesce(sum({value}) filter (where reasons = ''), 0),
                    coalesce(sum(abs({value})) filter (where reasons <> '') / nullif(sum(abs({value})), 0), 0),
                    count(*) filter (where {value} is null and "{field.name} text" is not null)
                from berka_judged
                """, [layout.name, path.name, field.name])


def _read_lines(draft: Draft, layout: Layout, path: Path) -> int:
    """Fill `berka_lines` and return how many lines the file has; its first one must name the columns."""
    draft.connection.execute("create temp table berka_lines (line bigint, raw varchar)")
    lines = 0
    for block in lines_of(path):
        if not lines:
            _check_header(layout, path, block[0])
        numbers = range(lines + 1, lines + 1 + len(block))
        batch = pa.table([pa.array(numbers, pa.int64()), pa.array(block, pa.string())], schema=_LINES)
        draft.connection.register("berka_batch", batch)
        draft.connection.execute("insert into berka_lines select * from berka_batch")
        draft.connection.unregister("berka_batch")
        lines += len(block)
    return lines


def _check_header(layout: Layout, path: Path, header: str) -> None:
    names = tuple(name.strip().strip('"') for name in header.split(layout.delimiter))
    if names != layout.names:
        raise BuildRefused(_(
            "{file} begins with the columns {found}; expected are {expected}, parted by '{delimiter}'. Supply the file "
            "as it was published.",
            file=path.name, found=", ".join(names)[:200], expected=", ".join(layout.names), delimiter=layout.delimiter,
        ))


def _judgement(layout: Layout) -> str:
    """SQL: one row a line that is neither header nor blank, its fields typed, its `reasons` ('' = accepted)."""
    fields = layout.fields
    texts = ", ".join(
        f"nullif(nullif(trim(trim(parts[{place}]), '\" '), ''), '{MISSING}') as \"{field.name}\""
        for place, field in enumerate(fields, start=1)
    )
    values = ", ".join(f'{_value(field)} as "{field.name}"' for field in fields)
    reasons = ", ".join(rule for field in fields for rule in _rules(field))
    key = f'typed."{layout.key}"' if layout.key else "null"
    again = _said(N_("{column} {value} is already in line {line}"), column=layout.key, value="twice", line="first_line")
    width = _said(N_("{width} fields where {expected} are expected"), width="width", expected=str(len(fields)))
    return f"""
        with cells as (
            select line, raw, string_split(raw, $delimiter) as parts from berka_lines where line > 1 and trim(raw) <> ''
        ),
        texts as (select line, raw, len(parts) as width, {texts} from cells),
        typed as (select line, raw, width, {values}, {_texts_of(fields)} from texts),
        repeats as (
            select {key} as twice, min(line) as first_line from typed group by all having count(*) > 1
        ),
        judged as (
            select typed.*, case
                when width <> {len(fields)} then {width}
                else coalesce('[' || nullif(concat_ws(',', {reasons}, case when line > first_line then {again} end), '')
                    || ']', '') end as reasons
            from typed left join repeats on twice = {key}
        )
        select * from judged
    """


def _texts_of(fields: tuple[Field, ...]) -> str:
    return ", ".join(f'"{field.name}" as "{field.name} text"' for field in fields)


def _value(field: Field) -> str:
    """SQL: the field's typed value, NULL where it cannot be read."""
    if field.words:
        cases = " ".join(f"when '{word}' then '{code}'" for word, code in field.words.items())
        return f'case texts."{field.name}" {cases} end'
    return READERS[field.kind].format(f'texts."{field.name}"')


def _rules(field: Field) -> list[str]:
    """SQL: one reason or NULL for each rule of the field."""
    value, text = f'typed."{field.name}"', f'typed."{field.name} text"'
    shown = f"left({text}, 40)"
    rules = [f"case when {text} is null then {_said(_MISSING, column=field.name)} end"] if field.required else []

    def broken(when: str, template: str, **values: str) -> None:
        rules.append(f"case when {when} then {_said(template, column=field.name, value=shown, **values)} end")

    if field.words:
        broken(f"{value} is null and {text} is not null", _NO_WORD)
    elif field.kind != "text":
        broken(f"{value} is null and {text} is not null", KINDS[field.kind])
    if field.minimum is not None:
        broken(f"{value} < {field.minimum}", _BELOW, least=str(field.minimum))
    if field.refers_to:
        file, column = field.refers_to.split(".")
        broken(f'{value} not in (select "{column}" from berka_{file})', _UNKNOWN, file=f"'{file}.asc'")
    return rules


def _said(template: str, *, column: str = "", **values: str) -> str:
    """SQL of a stored text (`language.stored`): `template` about the field `column`, with `values` by their SQL."""
    pairs = {"text": _literal(template)} | ({"column": _literal(column)} if column else {}) | values
    entries = ", ".join(f"'{name}', {sql}" for name, sql in pairs.items())
    return f"cast(json_object({entries}) as varchar)"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
