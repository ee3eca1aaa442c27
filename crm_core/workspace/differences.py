"""In which settings scenarios differ."""

from __future__ import annotations

import json
from typing import Any

from crm_core.strict_json import parse

Way = tuple[str | int, ...]


def differences(*contents: str) -> list[tuple[str, tuple[Any, ...]]]:
    """The settings in which JSON texts differ: each with its value in every text, None where a text lacks it.

    Settings are named by their way through the text, lists counted from 1: `tiers › 2 › name`. In the order of their
    first appearance. A setting that is null is one that is lacking. Raises ValueError when a text is no JSON.
    """
    flat = [_settings(parse(text)) for text in contents]
    rows = {way: tuple(settings.get(way) for settings in flat) for settings in flat for way in settings}
    # Compared as JSON: Python takes 1 and true for equal, JSON does not.
    return [(_words(way), row) for way, row in rows.items() if len({json.dumps(value) for value in row}) > 1]


def _settings(value: Any, way: Way = ()) -> dict[Way, Any]:
    if not isinstance(value, (dict, list)) or not value:
        return {way: value}
    parts = value.items() if isinstance(value, dict) else enumerate(value, 1)
    return {place: setting for name, part in parts for place, setting in _settings(part, (*way, name)).items()}


def _words(way: Way) -> str:
    return " › ".join(str(name).replace("_", " ") for name in way)
