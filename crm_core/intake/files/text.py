"""A text file as blocks of whole lines: unpacked, decoded, and never more of it in memory than a block and a line."""

from __future__ import annotations

import codecs
import gzip
import itertools
import zlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.encodings import announced, likeliest
from crm_core.intake.files.file_format import NAME
from crm_core.intake.files.folder import Source
from crm_core.intake.files.limits import Limits
from crm_core.language import N_, _, conventions
from crm_core.machine_words import words_of

Tick = Callable[[int], None]
"""Told the bytes of a file as they are read."""

BLOCK = 512 * 1024
_BEGINNING = 8 * BLOCK
"""Bytes that decide the encoding of a text of which only the first rows are looked at."""
_OTHER_KINDS = {
    b"PK\x03\x04": N_("{file} is an Excel or zip file by its content. Rename it to what it is, or save it as CSV."),
    b"\x1f\x8b": N_("{file} is a gzip file by its content. Rename it to what it is, or save it as CSV."),
    b"PAR1": N_("{file} is a Parquet file by its content. Rename it to what it is, or save it as CSV."),
    b"\xd0\xcf\x11\xe0": N_("{file} is an old Excel file by its content. Rename it to what it is, or save it as CSV."),
    b"%PDF-": N_("{file} is a PDF by its content: a page to be read, not a table. Ask for the data as CSV or Excel."),
    b"SQLite format 3": N_("{file} is an SQLite file by its content. Rename it to what it is, or save it as CSV."),
}


class WrongEncoding(BuildRefused):
    """The bytes of a file are not text of the encoding in which they were read."""


def blocks_of_lines(source: Source, *, limits: Limits, tick: Tick) -> Iterator[str]:
    """Blocks of whole lines, parted by "\\n" and without the last one; no line much longer than `limits.line`.

    What a line holds beyond the limit is thrown away, one character kept to tell that it was too long.
    Raises BuildRefused for a damaged or exploding .gz, and WrongEncoding for bytes that are not of the encoding.
    """
    tail = ""
    for text in _decoded(source, limits, tick):
        body, end, tail = (tail + text).rpartition("\n")
        tail = tail[:limits.line + 1]
        if end:
            yield body.replace("\r\n", "\n").removesuffix("\r") if "\r" in body else body
    if tail:
        yield tail.removesuffix("\r")


def with_encoding(source: Source, limits: Limits) -> Source:
    """`source` with the encoding that its first bytes announce, else UTF-8; its own where it was given."""
    if source.file_format.encoding:
        return source
    first = next(unpacked(source, limits, lambda size: None), b"")
    return _read_as(source, announced(first) or "utf-8-sig")


def with_likeliest_encoding(source: Source, limits: Limits, wrong: WrongEncoding) -> Source:
    """`source`, which is not UTF-8, with the encoding in which its first lines beyond ASCII make the most sense.

    Raises `wrong` when some of them are UTF-8 and others are not.
    """
    lines: list[bytes] = []
    size = seen = 0
    for block in unpacked(source, limits, lambda read: None):
        beyond = [line for line in block.splitlines()[:-1] or block.splitlines() if not line.isascii()]
        if any(map(_is_utf_8, beyond)):
            raise wrong  # of two encodings in one file none reads both
        lines += beyond
        size += sum(map(len, beyond))
        seen += len(block)
        if size > BLOCK // 4 or (limits.rows and seen > _BEGINNING):
            break
    return _read_as(source, likeliest(lines))


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _read_as(source: Source, encoding: str) -> Source:
    return replace(source, file_format=replace(source.file_format, encoding=encoding))


def _decoded(source: Source, limits: Limits, tick: Tick) -> Iterator[str]:
    encoding = source.file_format.encoding or "utf-8-sig"
    is_utf_8 = codecs.lookup(encoding).name == "utf-8"
    decoder = codecs.getincrementaldecoder("utf-8-sig" if is_utf_8 else encoding)()  # with a byte order mark or without
    line, old_mac = 1, False
    for block in itertools.chain(unpacked(source, limits, tick), (b"",)):
        try:
            text = decoder.decode(block, not block)
        except UnicodeDecodeError as error:
            line += bytes(error.object).count(b"\n", 0, error.start)
            raise WrongEncoding(_wrong_encoding(source, line, error)) from error
        except UnicodeError as error:  # what has no byte to blame: UTF-16 without its mark, a label that is too long
            raise WrongEncoding(_("{file} cannot be read as {encoding}. Write the encoding it was saved in under "
                                  "[{table}] in {mapping}, or save the file as UTF-8.", file=source.name,
                                  encoding=encoding.upper(), table=source.table.name, mapping=NAME)) from error
        if line == 1:
            old_mac = "\r" in text and "\n" not in text
            text = text.removeprefix("\ufeff")  # a mark before UTF-16 that was named with its order
        text = text.replace("\r", "\n") if old_mac else text
        line += text.count("\n")
        yield text


def unpacked(source: Source, limits: Limits, tick: Tick) -> Iterator[bytes]:
    """The bytes of a file in blocks, unpacked when it is a .gz. Raises BuildRefused for what no table packs to."""
    is_packed = source.path.suffix.lower() == ".gz"
    guard = Guard(source, limits) if is_packed else None
    reported = 0
    try:
        with open(source.path, "rb") as raw, gzip.open(raw) if is_packed else nullcontext(raw) as stream:
            while block := stream.read(BLOCK):
                if not reported:
                    _refuse_other_kind(source, block)
                if guard:
                    guard.take(len(block), raw.tell())
                tick(raw.tell() - reported)
                reported = raw.tell()
                yield block
    except (OSError, EOFError, zlib.error) as error:
        raise BuildRefused(_("{file} cannot be read ({error}). Copy or export it again.", file=source.name,
                             error=words_of(error))) from error


class Guard:
    """Refuses a packed file that unpacks to more than a table does, over its whole or over any window of it."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source, self._limits = source, limits
        self._unpacked = self._window = self._packed_before = 0

    def take(self, unpacked: int, packed: int) -> None:
        """`unpacked` more bytes have come from the first `packed` of the file."""
        self._unpacked += unpacked
        self._window += unpacked
        if self._unpacked > self._limits.unpacked:
            raise too_large(self._source, self._limits.unpacked)
        if self._window > min(self._limits.window, self._limits.ratio_from):
            if self._window > self._limits.ratio * max(1, packed - self._packed_before):
                raise too_large(self._source, self._unpacked - 1)
            self._window, self._packed_before = 0, packed


def too_large(source: Source, most: int) -> BuildRefused:
    return BuildRefused(_(
        "{file} has {packed} bytes and unpacks to more than {most}: no table of customers packs so well. Check that it "
        "is the right file; unpack it yourself if it is.",
        file=source.name, packed=conventions().whole(source.size), most=conventions().whole(int(most)),
    ))


def _refuse_other_kind(source: Source, block: bytes) -> None:
    for magic, sentence in _OTHER_KINDS.items():
        if block.startswith(magic):
            raise BuildRefused(_(sentence, file=source.name))


def _wrong_encoding(source: Source, line: int, error: UnicodeDecodeError) -> str:
    byte = bytes(error.object)[error.start]
    encoding = (source.file_format.encoding or "utf-8").removesuffix("-sig").upper()
    places = {"file": source.name, "line": line, "byte": f"0x{byte:02X}", "encoding": encoding,
              "table": source.table.name, "mapping": NAME}
    if encoding != "UTF-8":
        return _("{file}, line {line}: byte {byte} is not {encoding} text. Write the encoding it was saved in under "
                 "[{table}] in {mapping}, or save the file as UTF-8.", **places)
    return _('{file}, line {line}: byte {byte} is not {encoding} text. Write encoding = "cp1252" under [{table}] in '
             "{mapping}, or save the file as UTF-8.", **places)
