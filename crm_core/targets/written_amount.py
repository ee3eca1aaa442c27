"""An amount as people write it in a file or a field: `5,200,000.55`, `5.200.000,55`, `95%`."""

from __future__ import annotations

import re

from crm_core import CannotAnswer
from crm_core.language import _

_BLANKS = re.compile(r"[\s\u00a0\u202f]")
MAX_SHOWN = 40


def amount_of(text: str, *, decimal: str) -> float:
    """The number that `text` says, with `decimal` (. or ,) before its decimals and the other one, or nothing, between
    its thousands; a hundredth of it where it ends in %. Raises CannotAnswer when it says none."""
    thousands = "." if decimal == "," else ","
    plain = _BLANKS.sub("", text).replace("−", "-")
    digits = plain.removesuffix("%")
    pattern = rf"-?(\d+|\d{{1,3}}(\{thousands}\d{{3}})+)(\{decimal}\d+)?"
    if not re.fullmatch(pattern, digits):
        example = "5.200.000,55" if decimal == "," else "5,200,000.55"
        raise CannotAnswer(_("The amount {text} is not legible as a number. Write it like {example}, or a share like "
                             "95%.", text=repr(text[:MAX_SHOWN]), example=example))
    value = float(digits.replace(thousands, "").replace(decimal, "."))
    return value / 100 if plain.endswith("%") else value


def amount_written(amount: float, *, is_share: bool, decimal: str) -> str:
    """The amount as `amount_of` reads it back, to the last digit: `95%`, `5200000.55`."""
    text = f"{amount * 100:.10g}%" if is_share else f"{amount:.2f}".removesuffix(".00")
    return text.replace(".", decimal)
