"""JSON that people hand over, read strictly: links, schemes, plans, what the workspace keeps."""

from __future__ import annotations

import json
from typing import Any


def parse(text: str) -> Any:
    """The content of `text`. What Python would let pass and no other program writes is refused.

    Raises ValueError for text that is no JSON, for NaN and Infinity, for a key that stands twice in one object, for
    half a character that cannot be shown or passed on, and for nesting deeper than can be read.
    """
    try:
        content = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_once_each)
        text.encode("utf-8")
        json.dumps(content, ensure_ascii=False).encode("utf-8")  # an escape may hide half a character
    except RecursionError as error:
        raise ValueError("The text is nested too deep to be read.") from error
    return content


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number.")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        twice = next(name for place, (name, _) in enumerate(pairs) if name in {each for each, _ in pairs[:place]})
        raise ValueError(f"The key {twice[:40]!r} stands twice.")
    return content
