"""Whether a text file is plain to its last byte, seen in one pass at the speed of memory."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crm_core.intake.files.limits import Limits

_BLOCK = 4 * 1024 * 1024
_BEGINNING = 512 * 1024
"""Bytes from which the layout of a file is found out, as the long way does."""
_ODD = (b'"', b"\0", b"\x1e", b"\x1f")
"""What only the long way reads: quotation marks, and what it keeps for itself."""


@dataclass(frozen=True)
class PlainText:
    """`lines` counts all, the header's too; `is_tight` says that no value has a blank before or after it, as there is
    none at all; `beginning` are the first lines, and `line_end` is how SQL writes what parts them."""

    lines: int
    content_hash: str
    is_tight: bool
    beginning: Sequence[str]
    line_end: str


def plain_text(path: Path, limits: Limits) -> PlainText | None:
    """What there is to know of a plain file; None for one that is not, or that cannot be read."""
    digest = hashlib.sha256()
    lines = returns = pairs = 0
    is_tight, before, first = True, b"", b""
    try:
        with open(path, "rb", buffering=0) as stream:
            while block := stream.read(_BLOCK):
                if not block.isascii() or any(odd in block for odd in _ODD):
                    return None
                first = first or block[:_BEGINNING]
                digest.update(block)
                lines += block.count(b"\n")
                if b"\r" in block or before == b"\r":
                    returns += block.count(b"\r")
                    pairs += block.count(b"\r\n") + (before == b"\r" and block[:1] == b"\n")
                is_tight = is_tight and b" " not in block
                before = block[-1:]
    except OSError:
        return None
    ends_whole = before == b"\n"
    if not lines or returns != pairs or returns not in (0, lines):
        return None
    whole = first.rpartition(b"\n")[0] if len(first) == _BEGINNING else first.removesuffix(b"\n")
    beginning = whole.decode("ascii").replace("\r\n", "\n").removesuffix("\r").split("\n")
    if max(map(len, beginning)) > limits.line:
        return None
    return PlainText(lines + (not ends_whole), digest.hexdigest(), is_tight, beginning, "\\r\\n" if returns else "\\n")
