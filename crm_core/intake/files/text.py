"""A text file as blocks of whole lines: unpacked, decoded, and never more of it in memory than a block and a line."""

from __future__ import annotations

import codecs
import gzip
import itertools
import zlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import NAME
from crm_core.intake.files.folder import Source
from crm_core.intake.files.limits import Limits
from crm_core.language import N_, _, conventions

Tick = Callable[[int], None]
"""Told the bytes of a file as they are read."""

BLOCK = 512 * 1024
_OTHER_KINDS = {
    b"PK\x03\x04": N_("{file} is an Excel or zip file by its content. Rename it to what it is, or save it as CSV."),
    b"\x1f\x8b": N_("{file} is a gzip file by its content. Rename it to what it is, or save it as CSV."),
    b"PAR1": N_("{file} is a Parquet file by its content. Rename it to what it is, or save it as CSV."),
    b"\xd0\xcf\x11\xe0": N_("{file} is an old Excel file by its content. Rename it to what it is, or save it as CSV."),
}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def blocks_of_lines(source: Source, *, limits: Limits, tick: Tick) -> Iterator[str]:
    """Blocks of whole lines, parted by "\\n" and without the last one; no line much longer than `limits.line`.

    What a line holds beyond the limit is thrown away, one character kept to tell that it was too long.
    Raises BuildRefused for a damaged or exploding .gz, and for bytes that are not of the encoding.
    """
    tail = ""
    for text in _decoded(source, limits, tick):
        body, end, tail = (tail + text).rpartition("\n")
        tail = tail[:limits.line + 1]
        if end:
            yield body.replace("\r\n", "\n").removesuffix("\r") if "\r" in body else body
    if tail:
        yield tail.removesuffix("\r")


def _decoded(source: Source, limits: Limits, tick: Tick) -> Iterator[str]:
    encoding = source.file_format.encoding
    is_utf_8 = codecs.lookup(encoding).name == "utf-8"
    decoder = codecs.getincrementaldecoder("utf-8-sig" if is_utf_8 else encoding)()  # with a byte order mark or without
    line, old_mac = 1, False
    for block in itertools.chain(_unpacked(source, limits, tick), (b"",)):
        try:
            text = decoder.decode(block, not block)
        except UnicodeDecodeError as error:
            line += bytes(error.object).count(b"\n", 0, error.start)
            raise BuildRefused(_wrong_encoding(source, line, error)) from error
        if line == 1:
            old_mac = "\r" in text and "\n" not in text
        text = text.replace("\r", "\n") if old_mac else text
        line += text.count("\n")
        yield text


def _unpacked(source: Source, limits: Limits, tick: Tick) -> Iterator[bytes]:
    is_packed = source.path.suffix.lower() == ".gz"
    most = min(limits.unpacked, max(limits.ratio_from, limits.ratio * source.size)) if is_packed else float("inf")
    unpacked = reported = 0
    try:
        with open(source.path, "rb") as raw, gzip.open(raw) if is_packed else nullcontext(raw) as stream:
            while block := stream.read(BLOCK):
                if not unpacked:
                    _refuse_other_kind(source, block)
                unpacked += len(block)
                if unpacked > most:
                    raise BuildRefused(_(
                        "{file} has {packed} bytes and unpacks to more than {most}: no table of customers packs so "
                        "well. Check that it is the right file; unpack it yourself if it is.",
                        file=source.name, packed=conventions().whole(source.size), most=conventions().whole(int(most)),
                    ))
                tick(raw.tell() - reported)
                reported = raw.tell()
                yield block
    except (OSError, EOFError, zlib.error) as error:
        raise BuildRefused(_("{file} cannot be read ({error}). Copy or export it again.", file=source.name,
                             error=error)) from error


def _refuse_other_kind(source: Source, block: bytes) -> None:
    for magic, sentence in _OTHER_KINDS.items():
        if block.startswith(magic):
            raise BuildRefused(_(sentence, file=source.name))
    if source.file_format.encoding == "utf-8-sig" and (block.startswith(_UTF_16) or _is_wide(block)):
        name = "utf-16" if block.startswith(_UTF_16) else "utf-16-be" if not any(block[:40:2]) else "utf-16-le"
        raise BuildRefused(_('{file} is UTF-16 text. Write encoding = "{encoding}" under [{table}] in {mapping}, or '
                             "save it as UTF-8.", file=source.name, encoding=name, table=source.table.name,
                             mapping=NAME))


def _is_wide(block: bytes) -> bool:
    """True for the UTF-16 of a western text, whose every other byte is zero."""
    start = block[:40]
    return bool(start[::2] and start[1::2]) and (not any(start[::2]) or not any(start[1::2]))


def _wrong_encoding(source: Source, line: int, error: UnicodeDecodeError) -> str:
    byte = bytes(error.object)[error.start]
    encoding = source.file_format.encoding.removesuffix("-sig").upper()
    places = {"file": source.name, "line": line, "byte": f"0x{byte:02X}", "encoding": encoding,
              "table": source.table.name, "mapping": NAME}
    if encoding != "UTF-8":
        return _("{file}, line {line}: byte {byte} is not {encoding} text. Write the encoding it was saved in under "
                 "[{table}] in {mapping}, or save the file as UTF-8.", **places)
    return _('{file}, line {line}: byte {byte} is not {encoding} text. Write encoding = "cp1252" under [{table}] in '
             "{mapping}, or save the file as UTF-8.", **places)
