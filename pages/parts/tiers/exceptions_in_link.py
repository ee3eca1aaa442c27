"""The exceptions of the scheme on the screen: kept in the session and in the link, changed on the page Tier changes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.rooms.tiers import SchemeRefused, TierException
from crm_core.strict_json import parse
from pages import frame

_PARTS = 5


def exceptions_on_screen() -> tuple[TierException, ...]:
    """On the Tiers page: what the session holds, taken from a link if one says so."""
    return _read(frame.link_setting("exceptions", _("Exceptions by hand"), _fits))


def exceptions_text(exceptions: Sequence[TierException]) -> str:
    """The exceptions as text; empty without any."""
    rows = [[each.customer_id, each.tier, each.reason, each.by, each.until.isoformat()] for each in exceptions]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def _read(text: str) -> tuple[TierException, ...]:
    """Raises ValueError or SchemeRefused for a text that is none of ours."""
    rows = parse(text) if text else []
    if not isinstance(rows, list) or any(not isinstance(row, list) or len(row) != _PARTS or any(
            not isinstance(part, str) for part in row) for row in rows):
        raise ValueError(text)
    return tuple(TierException(customer, tier, reason, name, dt.date.fromisoformat(until))
                 for customer, tier, reason, name, until in rows)


def _fits(text: str) -> bool:
    try:
        _read(text)
    except (CannotAnswer, SchemeRefused, ValueError):
        return False
    return True
