"""In which settings scenarios differ."""

from __future__ import annotations

import json
from typing import Any


def differences(*contents: str) -> dict[str, tuple[Any, ...]]:
    """The settings in which JSON texts differ: setting → its value in each, None where a text lacks it.

    Settings are named by their way through the text, lists counted from 1: `tiers › 2 › name`. In the order of their
    first appearance; what all have in common is left out. Raises ValueError when a text is no JSON.
    """
    flat = [dict(_settings(json.loads(text), ())) for text in contents]
    names = dict.fromkeys(name for settings in flat for name in settings)
    rows = {name: tuple(settings.get(name) for settings in flat) for name in names}
    # 1 and true are equal in Python, and are not in JSON
    return {" › ".join(name): row for name, row in rows.items() if len({json.dumps(each) for each in row}) > 1}


def _settings(value: Any, way: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
    if not parts:
        return [(way, value)]
    return [setting for name, part in parts for setting in _settings(part, (*way, str(name).replace("_", " ")))]
