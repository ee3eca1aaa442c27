"""Whether texts say the same in two languages: their figures read back, and what of them was never translated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from crm_core.language import conventions, in_language
from crm_core.reading import CardName

_FIGURE = re.compile(r"([−+]?)[€$£]?(\d(?:[\d.,]*\d)?)")

Texts = Callable[[], Iterable[str]]
"""What says the texts, in the language spoken when it is called."""


def figures(text: str) -> list[float]:
    """The figures of a text in the language spoken now, in order of size: languages order their words otherwise."""
    signs = conventions()
    return sorted(float(digits.replace(signs.group, "").replace(signs.decimal, ".")) * (-1 if sign == "−" else 1)
                  for sign, digits in _FIGURE.findall(text))


def figures_in_both(texts: Texts) -> tuple[list[list[float]], list[list[float]]]:
    """The figures of each text in English, and of the same in Spanish."""
    english = [figures(text) for text in texts()]
    with in_language("es"):
        return english, [figures(text) for text in texts()]


def left_in_english(texts: Texts, *, names: Iterable[str] = ()) -> list[str]:
    """The texts with words that no message holds; `names` are those of the bank's, the longer ones first. What cards
    are called is no text."""
    with in_language("zz"):
        return [text for text in texts() if not isinstance(text, CardName) and untranslated(_without(text, names))]


def untranslated(text: str) -> str:
    """What of a text in the pseudo-language stands outside its brackets, without figures and the signs around them."""
    outside, depth = "", 0
    for letter in text:
        depth += letter == "⟦"
        outside += letter if not depth else ""
        depth -= letter == "⟧"
    return "".join(re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>|\d[\d.,]*[KMB]?\b", "", outside)))


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text
