"""How a scheme is refused: one sentence with the value, the rule and the remedy."""

from __future__ import annotations

from crm_core import CannotAnswer
from crm_core.house_style import shortened
from crm_core.language import Message, _, conventions

_MAX_LENGTH = 200
"""Characters of a value that are repeated."""


class SchemeRefused(CannotAnswer):
    """The scheme breaks a rule; the message names the value, the rule and the remedy."""


def refuse_unless(holds: bool, sentence: Message, **values: object) -> None:
    """Raise SchemeRefused with the `sentence`, its places filled with `values`, unless the rule holds.

    The sentence is marked with `N_` and translated only when it is needed: a slider makes a scheme at every move.
    """
    if not holds:
        raise SchemeRefused(_(sentence, **{name: shortened(str(value), _MAX_LENGTH) for name, value in values.items()}))


def as_set(value: float) -> str:
    """A number as somebody set it, without zeros at its end: `0.5`, `20`; in Spanish `0,5`."""
    return f"{value:g}".replace(".", conventions().decimal)
