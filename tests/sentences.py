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


_MANY_ES = ("clientes", "gestores", "regiones", "meses", "productos", "entidades", "filas", "ficheros", "oficinas",
            "horas", "tramos", "particulares", "empresas", "años", "informes", "puntos", "visitas", "contactos",
            "grupos")
_ONE_ES = ("cliente", "gestor", "región", "producto", "entidad", "fila", "oficina", "tramo", "año")
_RULES_ES = {name: rule for name, rule in _RULES.items()
             if name in {"no number", "a dash for a number", "an unfilled place", "two spaces or marks"}} | {
    "a plural of one": re.compile(rf"(?<![\d.,])\b1 (?:\w+ )?(?:{'|'.join(_MANY_ES)})\b"),
    "a singular of many": re.compile(rf"\b(?:[02-9]|\d{{2,}}) (?:{'|'.join(_ONE_ES)})\b"),
    "an article that does not contract": re.compile(r"\b(?:de|a) el (?=[a-z])"),
    "English": re.compile(r"\b(?:the|of|than|their|which|with|from|are|were|would)\b"),
    "a decimal point": re.compile(r"\d\.\d{1,2}(?![\d.])"),
    "a space missing before %": re.compile(r"\d%"),
}


def faults(text: str, language: str = "en") -> list[str]:
    """What an editor would mark in a text, each with the words around it; empty when there is nothing."""
    plain = _SPANS.sub("a span", re.sub(r"[\\*`]|:[a-z]+\[|\]", "", text).replace("\u202f", " ").replace("\u00a0", " "))
    found = []
    for name, rule in (_RULES if language == "en" else _RULES_ES).items():
        for match in rule.finditer(plain):
            around = plain[max(0, match.start() - 40):match.end() + 30].replace("\n", " / ")
            found.append(f"{name}: …{around}…")
    return found


_SCALES = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "mil": 1e3}


def figures(text: str, language: str) -> list[float]:
    """The figures of a text as a reader of the language takes them, smallest first."""
    plain = text.replace("\u202f", " ").replace("\u00a0", " ")
    if language == "es":
        found = re.findall(r"(\d[\d.]*(?:,\d+)?)(?: (mil|M)(?= ))?", plain)
        return sorted(float(size.rstrip(".").replace(".", "").replace(",", ".")) * _SCALES.get(scale, 1.0)
                      for size, scale in found)
    found = re.findall(r"(\d[\d,]*(?:\.\d+)?)([KMBT])?\b", plain)
    return sorted(float(size.rstrip(",").replace(",", "")) * _SCALES.get(scale, 1.0) for size, scale in found)
