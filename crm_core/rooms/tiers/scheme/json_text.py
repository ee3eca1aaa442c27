"""A scheme as text and back: JSON, read strictly, each fault told in a sentence."""

from __future__ import annotations

import dataclasses
import json
import sys
import typing
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from crm_core.house_style import shortened
from crm_core.rooms.tiers.scheme.refusal import SchemeRefused
from crm_core.rooms.tiers.scheme.scheme import VERSION, Scheme
from crm_core.strict_json import parse

MAX_TEXT_LENGTH = 100_000
"""Characters of a scheme's text; ours have some 3,000."""


def to_json(scheme: Scheme) -> str:
    """The scheme as one line of JSON, the same for equal schemes. `from_json` gives an equal scheme back."""
    return json.dumps(dataclasses.asdict(scheme), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Scheme:
    """The scheme that `text` holds. Raises SchemeRefused, with what is wrong and where, for anything else."""
    if len(text) > MAX_TEXT_LENGTH:
        raise SchemeRefused(f"The text of the scheme has {len(text):,} characters; at most {MAX_TEXT_LENGTH:,} are "
                            "read.")
    try:
        content = parse(text)
    except ValueError as error:
        raise SchemeRefused("The text is not a scheme: it is not JSON. Export the scheme again.") from error
    if not isinstance(content, dict) or "version" not in content:
        raise SchemeRefused("The text is not a scheme: it has no version. Export the scheme again.")
    version = content["version"]
    if version != VERSION or isinstance(version, bool):
        raise SchemeRefused(f"The scheme is of version {version!r}; this program reads version {VERSION}: update the "
                            "program, or export the scheme again.")
    return _read(content, Scheme, "the scheme")


def _read(value: Any, kind: Any, where: str) -> Any:
    """`value` as `kind`; dataclasses by their fields, tuples and mappings item by item."""
    if dataclasses.is_dataclass(kind):
        return _read_parts(value, kind, where)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        _expect(value, list, where, "a list")
        return tuple(_read(each, inner[0], f"{where}[{place}]") for place, each in enumerate(value))
    if origin is Mapping:
        _expect(value, dict, where, "an object")
        return {name: _read(each, inner[1], f"{where}.{name}") for name, each in value.items()}
    if origin is Literal or kind is str:
        _expect(value, str, where, "text")
        return value  # the choices are checked by the part itself, in words of its own
    if kind is int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise SchemeRefused(f"'{where}' is {value!r}; it must be a whole number.")
        return value
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= sys.float_info.max:
        raise SchemeRefused(f"'{where}' is {shortened(repr(value), 40)}; it must be a number.")
    return float(value)


def _read_parts(value: Any, kind: Any, where: str) -> Any:
    _expect(value, dict, where, "an object")
    kinds = typing.get_type_hints(kind)
    missing, unknown = sorted(set(kinds) - set(value)), sorted(set(value) - set(kinds))
    if missing or unknown:
        fault = f"lacks '{missing[0]}'" if missing else f"has '{unknown[0]}', which no scheme has"
        raise SchemeRefused(f"'{where}' {fault}; its parts are {', '.join(kinds)}.")
    inside = "" if where == "the scheme" else f"{where}."
    return kind(**{name: _read(value[name], kinds[name], f"{inside}{name}") for name in kinds})


def _expect(value: Any, kind: type, where: str, words: str) -> None:
    if not isinstance(value, kind):
        raise SchemeRefused(f"'{where}' is {str(value)[:40]!r}; it must be {words}.")
