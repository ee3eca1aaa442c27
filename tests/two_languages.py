"""Whether a text says the same in two languages: its figures read back, and what of it was never translated."""

from __future__ import annotations

import re

from crm_core.language import conventions

_FIGURE = re.compile(r"([−+]?)[€$£]?(\d(?:[\d.,]*\d)?)")


def figures(text: str) -> list[float]:
    """The figures of a text in the language spoken now, in order of size: languages order their words otherwise."""
    found = conventions()
    return sorted(float(digits.replace(found.group, "").replace(found.decimal, ".")) * (-1 if sign == "−" else 1)
                  for sign, digits in _FIGURE.findall(text))


def untranslated(text: str) -> str:
    """What of a text in the pseudo-language stands outside its brackets, without figures and the signs around them."""
    outside, depth = "", 0
    for letter in text:
        depth += letter == "⟦"
        outside += letter if not depth else ""
        depth -= letter == "⟧"
    return "".join(re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>|\d[\d.,]*[KMB]?\b", "", outside)))
