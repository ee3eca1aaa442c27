"""Marks of the book's currency in its amounts: `€ 5,0` is 5 euros in a book of euros, and nothing in any other."""

from __future__ import annotations

import re

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "¥", "INR": "₹", "CHF": "Fr.", "PLN": "zł",
          "CZK": "Kč",
          "HUF": "Ft", "RON": "lei", "SEK": "kr", "NOK": "kr", "DKK": "kr", "BRL": "R$", "MXN": "$", "COP": "$",
          "CLP": "$", "ARS": "$", "PEN": "S/", "TRY": "₺", "RUB": "₽", "UAH": "₴", "KRW": "₩"}
OTHER = r"(.*[€$£¥₹₺₽₴₩].*|[+-]?[A-Z]{3} ?[+-]?\d.*|[+-]?\d[^A-Za-z]* ?[A-Z]{3})"
"""What an amount looks like that bears the mark of a currency."""


def marks_of(currency: str) -> str:
    """The marks of a currency, as a pattern."""
    return "|".join(re.escape(mark) for mark in (currency, _SIGNS.get(currency, "")) if mark)


def without_currency(text: str, currency: str) -> str:
    marks = marks_of(currency)
    return re.sub(rf"^([+-]?) *(?:{marks}) *|() *(?:{marks})$", r"\1", text)
