"""How the files of one table are read: marks, dates, encoding, and the bank's own names and words."""

from __future__ import annotations

import codecs
import datetime as dt
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.shape import Shape
from crm_core.language import N_, _

NAME = "mapping.toml"
UNDECIDED = "????"
"""Stands in a proposed recipe for what only a person can say: a build waits for it."""
DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("bar")}
RARE_DELIMITERS = ("~", "^", "¦", "#", ":", "\x01")
"""Tried where none of the usual ones parts a line: what databases are told to use when texts hold all the others."""
_DIRECTIVE = re.compile(r"%-?(.)")
_KNOWN_DIRECTIVES = frozenset("aAbBdHIjmMpSfyYT%")


@dataclass(frozen=True)
class FileFormat:
    """How the files of one table are read. `columns`: our name → theirs; `fixed`: our name → the value of every row;
    `values`: our name → their value → ours. `file` is a name or pattern inside the folder; empty = by table name.
    What is empty was not said: it is found out from the file (decision 75). `only` and `without`: their column → the
    values whose rows are taken, or left out.

    `header_row` is the line of the header, 0 where there is none (then `names` are those of the columns); `widths` are
    the characters of each column. `source` is the address of a database, of which `table` or `query` is read.
    `currency` is the book's; `formats` are the dates found in the columns, `is_doubtful` that a point may part
    thousands, `is_ascii` that the file holds nothing else, `is_tight` that no value has blanks around it and empty ones
    are NULL: these are not written in a section.
    """

    file: str = ""
    source: str = ""
    table: str = ""
    query: str = ""
    sheet: str = ""
    header_row: str = ""
    names: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    delimiter: str = ""
    decimal: str = ""
    thousands: str = ""
    date_format: str = ""
    encoding: str = ""
    timezone: str = ""
    currency: str = "EUR"
    formats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_doubtful: bool = False
    is_ascii: bool = False
    is_tight: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shape: Shape = field(default_factory=Shape)
    identity: Mapping[str, str] = field(default_factory=dict)
    """Of customers: theirs by column that tells who somebody is, compared and never kept."""

    @property
    def point(self) -> str:
        """The mark before the decimals."""
        return self.decimal or ("," if self.thousands == "." else ".")


def check(where: str, file_format: FileFormat) -> None:
    """Raise BuildRefused when a mark, an encoding or a date format of the section `where` cannot be meant."""
    for key in ("delimiter", "decimal", "thousands"):
        value = getattr(file_format, key)
        if len(value) > 1 or value.isalnum() or value == '"':
            refuse(_("{setting} is {value}; use one character that is no letter, digit or quotation mark.",
                     setting=f"{where} {key}", value=repr(value)))
    if file_format.thousands and file_format.point == file_format.thousands and file_format.decimal:
        refuse(_("{table} decimal and thousands are both {value}; they must differ.", table=where,
                 value=repr(file_format.decimal)))
    _check_layout(where, file_format)
    try:
        "".encode(file_format.encoding or "utf-8")
        codecs.getincrementaldecoder(file_format.encoding or "utf-8")
    except LookupError:
        refuse(_("{table} encoding {value} is not known; use utf-8, cp1252, latin-1, cp1250 or utf-16.", table=where,
                 value=repr(file_format.encoding)))
    if file_format.date_format:
        _check_dates(where, file_format.date_format)


def _check_layout(where: str, file_format: FileFormat) -> None:
    if file_format.header_row and not file_format.header_row.isdecimal():
        refuse(_("{setting} is {value}; write the number of the line, from 1, or 0 where there is no header.",
                 setting=f"{where} header_row", value=repr(file_format.header_row)))
    if any(width < 1 for width in file_format.widths):
        refuse(_("{setting} is {value}; write the characters of each column, such as [6, 9, 8].",
                 setting=f"{where} widths", value=list(file_format.widths)))
    if file_format.timezone:
        try:
            zoneinfo.ZoneInfo(file_format.timezone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            refuse(_('{setting} is {value}; write it as a place, such as "Europe/Madrid".',
                     setting=f"{where} timezone", value=repr(file_format.timezone)))
    if file_format.source and file_format.file:
        refuse(_("{table} has both file and source; keep one of the two.", table=where))
    if file_format.table and file_format.query:
        refuse(_("{table} has both table and query; keep one of the two.", table=where))


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
