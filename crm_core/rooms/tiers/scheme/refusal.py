"""How a scheme is refused: one sentence with the value, the rule and the remedy."""

from __future__ import annotations

from crm_core import CannotAnswer
from crm_core.house_style import shortened

_MAX_LENGTH = 200
"""Characters of a value that are repeated."""


class SchemeRefused(CannotAnswer):
    """The scheme breaks a rule; the message names the value, the rule and the remedy."""


def refuse_unless(holds: bool, what: str, value: object, remedy: str) -> None:
    """Raise SchemeRefused `what value; remedy.` unless the rule holds."""
    if not holds:
        raise SchemeRefused(f"{what} {shortened(str(value), _MAX_LENGTH)}; {remedy}.")
