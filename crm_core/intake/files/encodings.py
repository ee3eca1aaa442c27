"""In which encoding a text was saved: announced by its first bytes, else UTF-8 while that holds, else the likeliest.

Nothing in a file of one byte a character says which encoding it is. What can be judged is whether the characters
make words: letters of one alphabet, and no signs inside a word (decision 76).
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable

LIKELY = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "iso8859-2", "cp850", "mac_roman")
"""In the order in which they win where they say the same: Western Europe first."""

_LATIN = {
    "cp1250": "áčďéěíňóřšťúůýžąćęłńśźżőűöüäâăî", "iso8859-2": "áčďéěíňóřšťúůýžąćęłńśźżőűöüä",
    "cp1254": "çğıöşüâîéİ", "cp1252": "áéíóúñüçàèòêâôäößºª€",
    "cp850": "áéíóúñüçàèòêâôäöß", "mac_roman": "áéíóúñüçàèòêâôäöß",
}
_OFTEN_MARKED = frozenset({"cp1250", "iso8859-2"})
"""Encodings of languages in which several marked letters stand beside each other."""
_LESS_COMMON = frozenset("ìùîïëûåãõœæøÿ¿¡·’‘“”–—´°§£«»½")
_OTHER_ALPHABETS = {"cp1251": (0x400, 0x45F), "cp1253": (0x384, 0x3CE)}
_MARKS = (("utf-8-sig", codecs.BOM_UTF8), ("utf-32", codecs.BOM_UTF32_LE), ("utf-32", codecs.BOM_UTF32_BE),
          ("utf-16", codecs.BOM_UTF16_LE), ("utf-16", codecs.BOM_UTF16_BE))
_LOOKED_AT = 40


def announced(block: bytes) -> str:
    """The encoding that a text's first bytes tell; empty when they tell none."""
    for name, mark in _MARKS:
        if block.startswith(mark):
            return name
    start = block[:_LOOKED_AT]
    if start[::2] and start[1::2] and (not any(start[::2])) != (not any(start[1::2])):
        return "utf-16-be" if not any(start[::2]) else "utf-16-le"  # every other byte of a western text is zero
    return ""


def likeliest(lines: Iterable[bytes]) -> str:
    """The encoding in which `lines`, which are not UTF-8, make the most sense."""
    sample = b"\n".join(lines)
    scores: dict[str, float] = {}
    for encoding in LIKELY:
        try:
            scores[encoding] = _score(sample.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    return max(scores, key=lambda encoding: scores[encoding], default="cp1252")


def _score(text: str, encoding: str) -> float:
    """How much the characters beyond ASCII look like parts of words of the encoding's languages."""
    low, high = _OTHER_ALPHABETS.get(encoding, (0, 0))
    common = frozenset(_LATIN.get(encoding, ""))
    score, before = 0.0, " "
    for at, letter in enumerate(text):
        if ord(letter) >= 0x80:  # noqa: PLR2004 the end of ASCII
            after = text[at + 1:at + 2] or " "
            if high:
                score += 1.0 if low <= ord(letter) <= high else -2.0
                score -= 3.0 * (before.isascii() and before.isalpha()) + 3.0 * (after.isascii() and after.isalpha())
            else:
                score += 1.0 if letter.lower() in common else 0.4 if letter.lower() in _LESS_COMMON else -2.0
                run = 0.5 if encoding in _OFTEN_MARKED else 1.5
                score -= run * (not before.isascii() and not after.isascii())
                score -= 2.0 * (not letter.isalpha() and before.isalpha() and after.isalpha())
            score -= 1.0 * (letter.isupper() and before.islower())
        before = letter
    return score
