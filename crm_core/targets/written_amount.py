"""An amount as people write it in a file or a field: `5,200,000.55`, `5.200.000,55`, `95%`."""

from __future__ import annotations

import re

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.language import _, conventions

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


def amount_written(amount: float, *, is_share: bool) -> str:
    """The amount in full as the language writes it, so that `amount_of` reads it back: `95.5%`, `5,200,000.55`."""
    signs = conventions()
    if is_share:
        return signs.percent.format(f"{amount * 100:.10g}".replace(".", signs.decimal))
    return number(amount, decimals=0 if amount == round(amount) else 2)
