"""How the files of one table are read: marks, dates, encoding, and the bank's own names and words."""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.shape import Shape
from crm_core.language import N_, _

NAME = "mapping.toml"
DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("bar")}
_DIRECTIVE = re.compile(r"%-?(.)")
_KNOWN_DIRECTIVES = frozenset("aAbBdHIjmMpSfyYT%")


@dataclass(frozen=True)
class FileFormat:
    """How the files of one table are read. `columns`: our name → theirs; `fixed`: our name → the value of every row;
    `values`: our name → their value → ours. `file` is a name or pattern inside the folder; empty = by table name."""

    file: str = ""
    delimiter: str = ""
    decimal: str = "."
    thousands: str = ""
    date_format: str = ""
    encoding: str = "utf-8-sig"
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shape: Shape = field(default_factory=Shape)


def check(where: str, file_format: FileFormat) -> None:
    """Raise BuildRefused when a mark, an encoding or a date format of the section `where` cannot be meant."""
    for key in ("delimiter", "decimal", "thousands"):
        value = getattr(file_format, key)
        if len(value) > 1 or value.isalnum() or (value == '"') or (key == "decimal" and not value):
            refuse(_("{setting} is {value}; use one character that is no letter, digit or quotation mark.",
                     setting=f"{where} {key}", value=repr(value)))
    if file_format.decimal == file_format.thousands:
        refuse(_("{table} decimal and thousands are both {value}; they must differ.", table=where,
                 value=repr(file_format.decimal)))
    try:
        "".encode(file_format.encoding)
        codecs.getincrementaldecoder(file_format.encoding)
    except LookupError:
        refuse(_("{table} encoding {value} is not known; use utf-8, cp1252, latin-1, cp1250 or utf-16.", table=where,
                 value=repr(file_format.encoding)))
    if file_format.date_format:
        _check_dates(where, file_format.date_format)


def _check_dates(where: str, date_format: str) -> None:
    directives = set(_DIRECTIVE.findall(date_format))
    has_date = directives & set("yY") and directives & set("mbBj")
    try:
        moment = dt.datetime(2026, 3, 31, tzinfo=dt.UTC)
        dt.datetime.strptime(moment.strftime(date_format), date_format).replace(tzinfo=dt.UTC)
    except ValueError:
        has_date = set()
    if not has_date or not directives <= _KNOWN_DIRECTIVES:
        refuse(_('{table} date_format is {value}; write it with a year and a month, such as "%d.%m.%Y" or "%Y%m%d".',
                 table=where, value=repr(date_format)))


def refuse(sentence: str) -> Any:
    """Raise BuildRefused with what `mapping.toml` says and what it should: whole sentences."""
    raise BuildRefused(f"{NAME}: {sentence}")
