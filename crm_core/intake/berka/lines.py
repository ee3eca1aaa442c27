"""A file's lines, all of them, in bounded memory: what an honest account of a file starts from."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from crm_core.intake.draft import BuildRefused
from crm_core.language import _
from crm_core.machine_words import words_of

BLOCK = 4 * 1024 * 1024
"""Bytes read at a time; also the longest line, some 40,000 times what the ledger's lines measure."""

MAX_BYTES = 2 * 1024**3
"""The whole ledger unpacks to 68 MB. A packed file that goes on past this is not one of the bank's."""


def lines_of(path: Path) -> Iterator[list[str]]:
    """The lines of a file without their line ends, block by block; unpacked when the name ends in `.gz`.

    Raises BuildRefused when the file is empty, not UTF-8, damaged, endless, or one unbroken line.
    """
    count = 0
    for block in _blocks(path):
        yield _decoded(path, block, count)
        count += len(block)
    if not count:
        raise BuildRefused(_("{file} is empty; it needs at least its line of column names. Copy the file again.",
                             file=path.name))


def content_hash(path: Path) -> str:
    """SHA-256 of the file as it lies there."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _blocks(path: Path) -> Iterator[list[bytes]]:
    size, rest = 0, b""
    try:
        with _opened(path) as stream:
            while chunk := stream.read(BLOCK):
                size += len(chunk)
                *whole, rest = (rest + chunk).split(b"\n")
                if size > MAX_BYTES or len(rest) > BLOCK:
                    raise BuildRefused(_too_large(path, len(rest) > BLOCK))
                if whole:
                    yield whole
    except (OSError, EOFError, zlib.error) as error:
        raise BuildRefused(_("{file} cannot be read ({error}). Copy the file again and build once more.",
                             file=path.name, error=words_of(error))) from error
    if rest:
        yield [rest]


def _opened(path: Path) -> gzip.GzipFile | BufferedReader:
    return gzip.open(path, "rb") if path.suffix == ".gz" else open(path, "rb")


def _too_large(path: Path, is_one_line: bool) -> str:
    if is_one_line:
        return _("{file} holds a line longer than {megabytes} MB, which no file of this bank does. Check that it is "
                 "the right file.", file=path.name, megabytes=BLOCK // 1024**2)
    return _("{file} holds more than {gigabytes} GB of text, which no file of this bank does. Check that it is the "
             "right file.", file=path.name, gigabytes=MAX_BYTES // 1024**3)


def _decoded(path: Path, block: list[bytes], lines_before: int) -> list[str]:
    joined = b"\n".join(block)
    try:
        return joined.decode("utf-8").replace("\r", "").split("\n")
    except UnicodeDecodeError as error:
        line = lines_before + joined.count(b"\n", 0, error.start) + 1
        raise BuildRefused(_(
            "{file}, line {line}: byte {byte} is not UTF-8 text. Save the file as UTF-8.",
            file=path.name, line=line, byte=f"{joined[error.start]:#04x}",
        )) from error
