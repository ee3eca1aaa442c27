"""Reads what the program says as a strict editor would: grammar of counts, figures that are none, impossible shares."""

from __future__ import annotations

import re

THINGS = (
    "customers", "managers", "regions", "months", "products", "banks", "rows", "files", "branches", "hours", "tiers",
    "individuals", "businesses", "corporates", "years", "reports", "weeks", "days", "points", "steps", "things",
    "accounts", "visits", "contacts", "groups", "others",
)
ONE = ["customer", "manager", "region", "month", "product", "bank", "row", "branch"]

_RULES = {
    "a plural of one": re.compile(rf"(?<![\d.,])\b1 (?:\w+ )?(?:{'|'.join(THINGS)})\b"),
    "a singular of many": re.compile(rf"\b(?:[02-9]|\d{{2,}}) (?:{'|'.join(ONE)})\b(?! [a-z]+s\b)"),
    "one of one": re.compile(r"(?<![\d.,])\b1 of 1 \w+ are\b|\bthe 1 [a-z]"),
    "no number": re.compile(r"\b(?:nan|NaN|None(?! of\b)|inf|NaT|null)\b"),
    "a dash for a number": re.compile(r"–"),
    "a share of next to nothing": re.compile(r"\d{4,}(?:\.\d+)?\s?%|\d,\d{3}(?:\.\d+)?\s?%"),
    "a loss of nothing": re.compile(r"\b(?:lose|loses|lost|loss of|losing) (?:€|[A-Z]{3} )0(?![.\d])"),
    "an SI letter": re.compile(r"(?<![\w.,])\d+(?:\.\d+)?[mμk]\b"),
    "space before a mark": re.compile(r"[\w%)] [.,;:](?:\s|$)"),
    "two spaces or marks": re.compile(r"(?<=\S)  (?=\S)|\.\.(?!\.)|,,|\(\)"),
    "an unfilled place": re.compile(r"\{\w*\}"),
    "minus nothing": re.compile(r"−(?:€|[A-Z]{3} )?0(?:\.0+)?(?![.\d,])"),
}
_SPANS = re.compile(r"\b(?:[A-Z][a-z]{2,8} )?(?:19|20)\d\d ?– ?(?:[A-Z][a-z]{2,8} )?(?:19|20)\d\d\b"
                    r"|\b[A-Z][a-z]{2} – [A-Z][a-z]{2}\b|\d–\d|\b[A-Z]–[A-Z]\b")


def faults(text: str) -> list[str]:
    """What an editor would mark in a text, each with the words around it; empty when there is nothing."""
    plain = _SPANS.sub("a span", re.sub(r"[\\*`]|:[a-z]+\[|\]", "", text).replace("\u202f", " ").replace("\u00a0", " "))
    found = []
    for name, rule in _RULES.items():
        for match in rule.finditer(plain):
            around = plain[max(0, match.start() - 40):match.end() + 30].replace("\n", " / ")
            found.append(f"{name}: …{around}…")
    return found
