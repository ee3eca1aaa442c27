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

Tick = Callable[[int], None]
"""Told the bytes of a file as they are read."""

BLOCK = 512 * 1024
_OTHER_KINDS = {b"PK\x03\x04": "an Excel or zip file", b"\x1f\x8b": "a gzip file", b"PAR1": "a Parquet file",
                b"\xd0\xcf\x11\xe0": "an old Excel file"}
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
                    raise BuildRefused(
                        f"{source.name} has {source.size:,} bytes and unpacks to more than {int(most):,}: no table of "
                        "customers packs so well. Check that it is the right file; unpack it yourself if it is."
                    )
                tick(raw.tell() - reported)
                reported = raw.tell()
                yield block
    except (OSError, EOFError, zlib.error) as error:
        raise BuildRefused(f"{source.name} cannot be read ({error}). Copy or export it again.") from error


def _refuse_other_kind(source: Source, block: bytes) -> None:
    for magic, kind in _OTHER_KINDS.items():
        if block.startswith(magic):
            raise BuildRefused(f"{source.name} is {kind} by its content. Rename it to what it is, or save it as CSV.")
    if source.file_format.encoding == "utf-8-sig" and (block.startswith(_UTF_16) or _is_wide(block)):
        name = "utf-16" if block.startswith(_UTF_16) else "utf-16-be" if not any(block[:40:2]) else "utf-16-le"
        raise BuildRefused(f"{source.name} is UTF-16 text. Write encoding = \"{name}\" under [{source.table.name}] in "
                           f"{NAME}, or save it as UTF-8.")


def _is_wide(block: bytes) -> bool:
    """True for the UTF-16 of a western text, whose every other byte is zero."""
    start = block[:40]
    return bool(start[::2] and start[1::2]) and (not any(start[::2]) or not any(start[1::2]))


def _wrong_encoding(source: Source, line: int, error: UnicodeDecodeError) -> str:
    byte = bytes(error.object)[error.start]
    encoding = source.file_format.encoding.removesuffix("-sig").upper()
    remedy = "the encoding it was saved in" if encoding != "UTF-8" else 'encoding = "cp1252"'
    return (f"{source.name}, line {line}: byte 0x{byte:02X} is not {encoding} text. Write {remedy} under "
            f"[{source.table.name}] in {NAME}, or save the file as UTF-8.")
