"""What is printed: in whatever encoding the output has, and without what would drive a terminal."""

from __future__ import annotations

import codecs
import contextlib
import json
import sys
import unicodedata
from typing import Any

MAX_LINE = 500
"""Letters of a sentence about a failure; of a longer one, as with a value of a megabyte in it, the middle goes."""
_NEAREST = {"€": "EUR", "£": "GBP", "–": "-", "—": "-", "−": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'",
            "≤": "<=", "≥": ">=", "×": "x", "→": "->", "·": "-", "\u00a0": " ", "\u202f": " ", "ß": "ss"}
_ERRORS = "nearest"


def print_in_any_encoding() -> None:
    """From now on a letter that the output does not have is printed as the nearest that it has: nobody is to lose an
    answer, or the report of a build, to a euro sign."""
    codecs.register_error(_ERRORS, _nearest)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a test's or a notebook's own stream takes every letter
            stream.reconfigure(errors=_ERRORS)  # type: ignore[union-attr]


def print_json(content: Any) -> None:
    """`content` as indented JSON, with escapes for the letters that the output does not have."""
    text = json.dumps(content, indent=2, ensure_ascii=False)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(content, indent=2)
    print(text)


def calm(sentence: str) -> str:
    """A sentence about a failure as a terminal may have it: names from files can hold anything. Its lines stay lines.
    """
    return "\n".join(map(_shortened, ("".join(map(_printable, line)) for line in sentence.split("\n"))))


def _printable(letter: str) -> str:
    """The letter, and a blank for what moves the cursor, changes colours or turns the direction of writing."""
    return letter if unicodedata.category(letter) not in {"Cc", "Cf", "Zl", "Zp"} else " "


def _shortened(line: str) -> str:
    if len(line) <= MAX_LINE:
        return line
    kept = (MAX_LINE - 3) // 2
    return f"{line[:kept]} … {line[-kept:]}"


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start:error.end]
    return "".join(_in(error.encoding, letter) for letter in letters), error.end


def _in(encoding: str, letter: str) -> str:
    if unicodedata.category(letter) == "Cs":  # a byte of a file's name that is no UTF-8
        return f"\\x{ord(letter) & 0xFF:02x}"
    bare = "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    for nearest in (_NEAREST.get(letter), bare):
        with contextlib.suppress(UnicodeEncodeError):
            if nearest and nearest.encode(encoding):
                return nearest
    return "?"
