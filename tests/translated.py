"""Whether a text is translated: what stands outside the pseudo-language's brackets, and the figures in a sentence."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def left_in_english(*texts: str) -> list[str]:
    """The texts, written in the pseudo-language `zz`, that have letters outside its brackets."""
    return [text for text in texts if any(letter.isalpha() for letter in _outside(text))]


def _outside(text: str) -> str:
    outside, depth = "", 0
    for letter in text:
        depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
        outside += letter if depth == 0 else ""
    return outside


def figures(text: str, *, decimal: str = ".") -> list[float]:
    """The numbers of a text in ascending order; `decimal` is the sign before decimals, a comma in Spanish."""
    group = "," if decimal == "." else "."
    return sorted(float(each.replace(group, "").replace(decimal, ".")) for each in _FIGURE.findall(text))
