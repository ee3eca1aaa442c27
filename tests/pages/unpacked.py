"""What is written in a file of any kind that the app hands over: packed bytes show nothing, or anything."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
import zlib

import pandas as pd

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def unpacked(content: bytes) -> bytes:
    """The texts of workbooks, slides, Parquet and PDF; of pictures nothing; everything else as it is."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(name.encode() + b"\n" + unpacked(archive.read(name)) for name in archive.namelist())
    if content.startswith(b"PAR1"):
        return pd.read_parquet(io.BytesIO(content)).to_csv().encode()
    if content.startswith(b"%PDF"):
        return b"\n".join([_STREAM.sub(b"", content), *map(_inflated, _STREAM.findall(content))])
    return b"" if content.startswith(_PICTURES) else content


def _inflated(stream: bytes) -> bytes:
    """What a stream of a PDF says; of a picture or font nothing."""
    with contextlib.suppress(zlib.error):
        found = zlib.decompress(stream)
        if b" Tf" in found or b"<?xml" in found:
            return found
    return b""
