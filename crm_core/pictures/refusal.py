"""What these pictures do not know is refused by name: a picture that leaves a mark out would be a wrong one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any


class CannotDraw(ValueError):
    """A figure has something that the pictures do not draw. For who writes figures, not for readers."""


def require_known(holder: Mapping[str, Any], what: str, drawn: Collection[str], unseen: Collection[str] = ()) -> None:
    """Raises CannotDraw when `holder` has an attribute that is neither drawn nor without effect on paper."""
    unknown = [name for name, value in holder.items() if value is not None and name not in drawn and name not in unseen]
    if unknown:
        raise CannotDraw(f"{what} has {unknown[0]!r}, which crm_core.pictures does not draw; it knows "
                         f"{', '.join(sorted(drawn))}.")


def one_of(value: Any, known: Collection[Any], what: str) -> Any:
    """`value`, if it is known. Raises CannotDraw otherwise."""
    if value not in known:
        raise CannotDraw(f"{what} is {value!r}; crm_core.pictures knows {', '.join(map(repr, known))}.")
    return value
