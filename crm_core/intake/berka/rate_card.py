"""The rate card: the one assumption of this source, in a file that the reader can open and replace."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_core import contract
from crm_core.contract import LOSS_RATES, RATES, Column
from crm_core.intake.draft import BuildRefused
from crm_core.language import _
from crm_core.machine_words import words_of

NAME = "rate_card.toml"
DEFAULT = Path(__file__).with_name(NAME)
PRODUCTS = ("CURRENT", "PAYMENTS", "LOAN", "CARD_JUNIOR", "CARD_CLASSIC", "CARD_GOLD")
_GRADES = (*contract.CREDIT_GRADES, contract.UNKNOWN_GRADE)
_RATES = tuple(column for column in RATES.columns if column.name not in RATES.key)


@dataclass(frozen=True)
class RateCard:
    """`rates` and `loss_rates` are rows of the contract's tables; `is_default` tells whose assumption it is."""

    hurdle_rate: float
    rates: tuple[tuple[Any, ...], ...]
    loss_rates: tuple[tuple[Any, ...], ...]
    is_default: bool
    content_hash: str


def read_rate_card(folder: Path) -> RateCard:
    """The folder's own `rate_card.toml`, else the one beside this module.

    Raises BuildRefused when it is not TOML, lacks a product, or holds an unknown name or a number out of range.
    """
    own = folder / NAME
    path = own if own.is_file() else DEFAULT
    text = path.read_bytes()
    try:
        card = tomllib.loads(text.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BuildRefused(_("{file} cannot be read ({error}). Correct it, or remove it for the default one.",
                             file=NAME, error=words_of(error))) from error
    _only(NAME, card, {"hurdle_rate", "valid_from", "rates", "loss_rates"})
    rates, losses = _table(card, "rates"), _table(card, "loss_rates")
    lacking = [product for product in PRODUCTS if product not in rates]
    if lacking:
        raise BuildRefused(_("{file} has no prices for {product}. Add a section [rates.{product}].", file=NAME,
                             product=lacking[0]))
    valid_from = card.get("valid_from")
    if type(valid_from) is not dt.date:
        raise BuildRefused(_("{file} needs valid_from, a date such as 1993-01-01; it says {value}.", file=NAME,
                             value=repr(valid_from)))
    return RateCard(
        hurdle_rate=_number("hurdle_rate", card.get("hurdle_rate"), 0, 1),
        rates=tuple(
            (product, valid_from, *(_rate(f"rates.{product}", prices, column) for column in _RATES))
            for product, prices in rates.items()
        ),
        loss_rates=tuple(
            (product, grade, _rate(f"loss_rates.{product}", grades, LOSS_RATES.column("loss_rate"), grade))
            for product, grades in losses.items() for grade in grades
        ),
        is_default=path == DEFAULT,
        content_hash=hashlib.sha256(text).hexdigest(),
    )


def _table(card: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    sections = card.get(name, {})
    _only(f"[{name}]", sections, set(PRODUCTS))
    allowed = {column.name for column in _RATES} if name == "rates" else set(_GRADES)
    for product, entries in sections.items():
        _only(f"[{name}.{product}]", entries, allowed)
    return sections


def _only(place: str, entries: Any, allowed: set[str]) -> None:
    if not isinstance(entries, dict):
        raise BuildRefused(_("{file}: {place} must be a section with names and numbers; it is {value}.", file=NAME,
                             place=place, value=repr(entries)))
    unknown = sorted(set(entries) - allowed)
    if unknown:
        raise BuildRefused(_("{file}: {place} cannot hold '{name}'; it may hold {choices}.", file=NAME, place=place,
                             name=unknown[0], choices=", ".join(sorted(allowed))))


def _rate(place: str, entries: dict[str, Any], column: Column, name: str = "") -> float:
    name = name or column.name
    return _number(f"{place}.{name}", entries.get(name, 0), column.minimum, column.maximum)


def _number(place: str, value: Any, low: float | None, high: float | None) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BuildRefused(_("{file}: {place} must be a number; it is {value}.", file=NAME, place=place,
                             value=repr(value)))
    if (low is not None and value < low) or (high is not None and value > high):
        raise BuildRefused(_("{file}: {place} is {value}; it must lie between {low} and {high}.", file=NAME,
                             place=place, value=f"{value:g}", low=f"{low:g}", high=f"{high:g}"))
    return float(value)
