"""Files of a small bank in every form that is read, well made or not: what a fuzz run feeds to the intake."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import random
import sqlite3
import string
import zipfile
from collections.abc import Callable, Sequence
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet
import xlsxwriter

Rows = list[list[Any]]
Maker = Callable[[random.Random, Sequence[str], Rows], tuple[str, bytes]]

ENCODINGS = (*["utf-8"] * 8, "utf-8-sig", "cp1252", "latin-1", "cp850", "utf-16", "utf-16-le", "utf-32",
             "cp1251", "shift_jis")
DELIMITERS = (*[",", ";"] * 4, "\t", "|", "~", "^", "#", ":", " ", "x", "\x01")
QUOTING: tuple[Literal[0, 1, 2, 3], ...] = (csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE)
LINE_ENDS = ("\n", "\n", "\r\n", "\r", "\n\r")
ODD = ("", " ", "NULL", "#N/A", "nan", "inf", "-0", "1e999", "١٢", "\u200b", "\u202e", "€ 5,0", "12,34,567.89", "(5)",
       "5-", "0x1F", "true", "'", '"', '""', '"a', "a\nb", "a\r\nb", "a;b", "a,b", "\0", "\x1f", "\x1e", "\ufeff",
       "\ud7ff", "😀" * 40, "=1+1", "$p0", "{value}", "%s", "'; drop table customers; --", "2026-02-30",
       "9999-12-31", "0001-01-01", "99999999999999999999", "-99999999999999999.99", "1.2.3", "--", "\\N", "x" * 5000)
"""Values that some reader somewhere stumbles over."""


def plain(rng: random.Random, names: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    """Text as it should be, whatever its values."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([list(names), *rows])
    return ".csv", stream.getvalue().encode("utf-8", "replace")


def delimited(rng: random.Random, names: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    """Text with separators, with or without quotation marks, titles, totals, blank lines and rows too short or long."""
    delimiter, end = rng.choice(DELIMITERS), rng.choice(LINE_ENDS)
    quoting = rng.choice(QUOTING)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting, escapechar="\\",
                        doublequote=rng.random() < 0.9)
    if rng.random() < 0.1:
        stream.write(f"sep={delimiter}{end}")
    for _ in range(rng.choice((0, 0, 0, 1, 3))):
        stream.write(rng.choice((f"Report of the month{end}", end, f"Date{delimiter}2026-11-29{end}")))
    if rng.random() < 0.97:
        writer.writerow(names)
    for row in rows:
        texts = _ragged(rng, [_shown(value, rng) for value in row])
        try:
            writer.writerow(texts)
        except csv.Error:  # what cannot be written without quotation marks
            stream.write(delimiter.join(texts) + end)
        if rng.random() < 0.02:
            stream.write(rng.choice((end, f"  {end}", f"{delimiter * 3}{end}")))
    if rng.random() < 0.1:
        stream.write(f"Total{delimiter}{delimiter}{delimiter}123.45{end}")
    text = stream.getvalue()
    if rng.random() < 0.2:
        text = text.removesuffix(end)
    return rng.choice((".csv", ".csv", ".txt", ".tsv", ".dat")), text.encode(rng.choice(ENCODINGS), "replace")


def padded(rng: random.Random, names: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    """Columns of characters, padded with blanks."""
    texts = [[str(name) for name in names], *([_shown(value, rng).replace("\n", " ") for value in row]
                                              for row in rows)]
    widths = [min(30, max(len(row[at]) for row in texts)) + rng.choice((0, 1, 1, 2)) for at in range(len(names))]
    lines = ["".join(text[:30].ljust(width) for text, width in zip(row, widths, strict=True)) for row in texts]
    return rng.choice((".txt", ".prn", ".dat")), "\n".join(lines).encode("utf-8", "replace")


def json_lines(rng: random.Random, names: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    """Objects a line: nested, with keys twice, with other kinds between them."""
    lines = []
    for row in rows:
        pairs = [(name, value.isoformat() if isinstance(value, dt.date) else value)
                 for name, value in zip(names, row, strict=True) if value is not None or rng.random() < 0.5]
        line = "{" + ", ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in pairs) + "}"
        if rng.random() < 0.1:
            line = rng.choice((line[:-1] + ', "customer_id": "twice"}', "[1, 2]", "null", "{", "", '"text"', "NaN",
                               line[:-1] + ', "deep": ' + "[" * 3000 + "]" * 3000 + "}", line + line,
                               line[:-1] + ', "more": {"a": [1, {"b": null}]}}', '{"customer_id": 1e400}'))
        lines.append(line)
    return rng.choice((".jsonl", ".ndjson", ".json")), "\n".join(lines).encode("utf-8", "replace")


def workbook(rng: random.Random, names: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    """A workbook with titles, merged cells, errors of formulas, several sheets, and cells far away."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_numbers": rng.random() < 0.3, "strings_to_formulas": False,
                                      "strings_to_urls": False, "nan_inf_to_errors": True}) as book:
        for number in range(rng.choice((1, 1, 1, 2))):
            sheet = book.add_worksheet(rng.choice((f"Sheet{number}", f"{_table_of(names)}{number or ''}")))
            top = rng.choice((0, 0, 2))
            if top:
                sheet.merge_range(0, 0, 0, 3, "Report")
            sheet.write_row(top, 0, names)
            for at, row in enumerate(rows, top + 1):
                sheet.write_row(at, 0, [_shown(value, rng)[:30000] if isinstance(value, (str, dt.date)) else value
                                        for value in row])
            if rng.random() < 0.3 and len(rows) > 4:
                sheet.merge_range(top + 1, 0, top + 3, rng.choice((0, 1)), "C1")
            if rng.random() < 0.3:
                sheet.write_formula(top + 1, len(names) - 1, "=1/0", None, rng.choice(("#DIV/0!", "#N/A", "")))
            if rng.random() < 0.05:
                sheet.write(rng.choice((500, 100_000)), rng.choice((20, 16_000)), "far")
    return rng.choice((".xlsx", ".xlsx", ".xlsm")), stream.getvalue()


def parquet(rng: random.Random, names: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    """Every column of a type of its own."""
    columns = {}
    for at, name in enumerate(names):
        texts = [None if row[at] is None else str(row[at]) for row in rows]
        column = pa.array(texts, pa.string())
        kinds = [pa.string(), pa.dictionary(pa.int32(), pa.string()), pa.large_string(), pa.binary(), pa.float64(),
                 pa.float32(), pa.int64(), pa.decimal128(20, 4), pa.date32(), pa.timestamp("us"),
                 pa.timestamp("us", "Europe/Madrid"), pa.timestamp("ns", "UTC"), pa.bool_()]
        for kind in rng.sample(kinds, len(kinds)):
            try:
                columns[name] = column.cast(kind)
                break
            except (pa.ArrowException, ValueError):
                continue
        if rng.random() < 0.05:
            columns[name] = pa.array([[text, text] for text in texts])
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pa.table(columns), stream)
    return ".parquet", stream.getvalue()


def database(rng: random.Random, names: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    """An SQLite file whose columns hold whatever was put into them."""
    connection = sqlite3.connect(":memory:")
    with connection:
        connection.execute(f"create table {rng.choice(('activity', 'customers', 'data'))} "
                           f"({', '.join(_quoted(name) for name in names)})")
        table = connection.execute("select name from sqlite_master").fetchone()[0]
        values = ([value.isoformat() if isinstance(value, dt.date) else
                   value.encode("utf-8", "replace") if isinstance(value, str) and rng.random() < 0.02 else
                   value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in row]
                  for row in rows)
        connection.executemany(f"insert into {table} values ({', '.join('?' * len(names))})", values)
    return rng.choice((".sqlite", ".db")), connection.serialize()


def garbage(rng: random.Random, names: Sequence[str], rows: Rows) -> tuple[str, bytes]:
    """Bytes that are nothing at all, under a name that promises something."""
    alphabet = rng.choice((bytes(range(256)), string.printable.encode(), b'",\n\r', b"\0", b"{}[]:,\"\n"))
    content = bytes(rng.choices(alphabet, k=rng.choice((0, 1, 40, 4000))))
    return rng.choice((".csv", ".xlsx", ".xls", ".ods", ".parquet", ".jsonl", ".zip", ".sqlite", ".duckdb", ".gz",
                       ".csv.gz")), content


MAKERS: tuple[Maker, ...] = (*[delimited] * 6, plain, padded, json_lines, json_lines, workbook, parquet, database,
                             garbage)


def packed(rng: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    """The file as it is, or in a .gz or a .zip, or in a .zip within a .zip."""
    if rng.random() < 0.85:
        return name, content
    if name.endswith((".csv", ".txt", ".jsonl")) and rng.random() < 0.5:
        return f"{name}.gz", gzip.compress(content, 1)
    stem = name.partition(".")[0]
    for _ in range(rng.choice((1, 1, 2))):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(rng.choice((name, f"in/{name}", f"__MACOSX/{name}")), content)
            if rng.random() < 0.2:
                archive.writestr("other.csv", "a,b\n1,2\n")
        name, content = f"{stem}.zip", stream.getvalue()
    return name, content


def damaged(rng: random.Random, content: bytes) -> bytes:
    """Some bytes of it changed, left out, put in or cut off."""
    if not content:
        return content
    broken = bytearray(content)
    for _ in range(rng.choice((1, 1, 3, 20))):
        at = rng.randrange(len(broken) or 1)
        match rng.choice(["flip", "cut", "nul", "quote", "end", "double"]):
            case "flip":
                broken[at:at + 1] = bytes([rng.randrange(256)])
            case "cut":
                del broken[at:at + rng.choice((1, 100, len(broken)))]
            case "nul":
                broken[at:at] = b"\0" * rng.choice((1, 1000))
            case "quote":
                broken[at:at] = b'"'
            case "end":
                broken[at:at] = rng.choice((b"\r", b"\n", b"\r\n", b"\x85", b"\xe2\x80\xa8"))
            case _:
                broken[at:at] = broken[at:at + 200]
    return bytes(broken)



def _table_of(names: Sequence[str]) -> str:
    if "month" in names:
        return "activity"
    return "customers" if "customer_id" in names else "products"


def _ragged(rng: random.Random, row: list[str]) -> list[str]:
    if rng.random() < 0.97:
        return row
    return rng.choice((row[:-1], row[:1], [*row, ""], [*row, "more"], row * 40, []))


def _shown(value: Any, rng: random.Random) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and rng.random() < 0.1:
        return rng.choice((f"{value:,.2f}", f"{value:.2f}".replace(".", ","), f"{value:e}", f"€ {value:.2f}"))
    return str(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
