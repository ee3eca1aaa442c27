"""Files in which a value is looked up: their keys and values as a table of the workshop, every line accounted for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from crm_core.intake.draft import Draft, SourceFile
from crm_core.intake.files.folder import Source
from crm_core.intake.files.rules import said
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.shape import Lookup
from crm_core.intake.files.staged import Staged
from crm_core.intake.files.values import key_of
from crm_core.language import N_
from crm_core.language.stored import stored, stored_together

_EMPTY = N_("{column} is empty: every row needs one")
_AMBIGUOUS = N_("{column} '{value}' has another {other} in line {line}, which was kept: remove one of the two")


def load_lookups(draft: Draft, source: Source, stage: Callable[[Source, Path], AbstractContextManager[Staged]],
                 copy: Path) -> dict[str, str]:
    """By our column, the table of the workshop that holds `key` and `value` of the file in which it is looked up.

    A row without key or value, and one that gives a known key another value, goes to quarantine. Raises BuildRefused
    when a file does not have the columns.
    """
    found = {}
    for column, other in source.lookups.items():
        place = copy.with_name(f"{copy.name}.{column}")
        name = f"workshop.{quoted(f'lookup of {source.table.name} {copy.suffix} {column}')}"
        with stage(other, place) as staged:
            found[column] = _load(draft, f"{source.table.name}.{column}", source.file_format.shape.lookup[column],
                                  staged, name)
    return found


def _load(draft: Draft, table_name: str, lookup: Lookup, staged: Staged, name: str) -> str:
    connection, positions = draft.connection, staged.account.header.positions
    judged = Select(values=dict(staged.rows.values))
    empty = [f"when {column} is null then {judged.put(stored(_EMPTY, column=theirs))}"
             for column, theirs in (("key", lookup.key), ("value", lookup.value))]
    ambiguous = said(_AMBIGUOUS, judged, {"value": "key", "line": "kept_line"}, column=lookup.key, other=lookup.value)
    judged.sql = f"""
        with texts as (
            select line, raw, nullif({key_of(f"v{positions['key']}")}, '') as key,
                nullif(trim(v{positions['value']}), '') as value
            from ({staged.rows.sql})
        ),
        ranked as (
            select *, first_value(value) over by_key as kept_value, first_value(line) over by_key as kept_line
            from texts
            window by_key as (partition by key order by value is null, line)
        )
        select line, raw, key, value,
            case {' '.join(empty)} when value <> kept_value then {ambiguous} end as reason
        from ranked
    """
    judged.run(connection, f"create table {name} as")
    rejected = connection.execute(
        f"insert into quarantine select ?, ?, line, raw, reason from {name} where reason is not null",
        [table_name, staged.source.name]).fetchall()[0][0]
    if staged.unsound:
        rejected += staged.unsound.run(
            connection, "insert into quarantine select $table, $file, line, raw, reason from (", ")", table=table_name,
            file=staged.source.name)
    accepted = connection.execute(f"select count(*) from {name} where reason is null").fetchall()[0][0]
    connection.execute(f"create or replace table {name} as select key, min(value) as value from {name} "
                       "where reason is null group by key")
    account = staged.account
    draft.account(SourceFile(table_name, staged.source.name, account.lines, account.header_lines, int(accepted),
                             int(rejected), account.blank, staged.content_hash,
                             stored_together(*account.notes) if account.notes else ""))
    return name
