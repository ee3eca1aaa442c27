"""Rows that stand in `mapping.toml` itself, staged as if they were a file."""

from __future__ import annotations

import hashlib

from crm_core.intake.files.copies import Account
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import Header
from crm_core.intake.files.select import Select
from crm_core.intake.files.staged import Staged


def stage_listed(source: Source) -> Staged:
    """The listed rows, numbered as they stand: there is no header and no blank line among them."""
    listed = source.file_format.shape.listed
    names = [name for name in source.table.names if any(name in row for row in listed.values())]
    into = Select()
    rows = []
    for number, (row_id, row) in enumerate(listed.items(), 1):
        texts = [into.put(row.get(name, "")) for name in names]
        rows.append(f"({number}, {into.put(f'{row_id} = {row}')}, {', '.join(texts)})")
    values = ", ".join(f"v{place}" for place in range(len(names)))
    into.sql = f"select * from (values {', '.join(rows)}) as listed (line, raw, {values})"
    header = Header(len(names), {name: place for place, name in enumerate(names)}, ())
    content_hash = hashlib.sha256(repr(listed).encode()).hexdigest()
    return Staged(source, Account(header, ",", len(listed), 0, 0), content_hash, into, None)
