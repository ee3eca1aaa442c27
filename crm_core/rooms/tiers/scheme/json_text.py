"""A scheme as text and back: JSON, read strictly, each fault told in a sentence."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
import typing
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from crm_core.amounts import number
from crm_core.house_style import shortened
from crm_core.language import N_, Message, _
from crm_core.rooms.tiers.scheme.refusal import SchemeRefused
from crm_core.rooms.tiers.scheme.scheme import VERSION, WRONG_VERSION, Scheme
from crm_core.strict_json import parse

MAX_TEXT_LENGTH = 600_000
"""Characters of a scheme's text; ours have some 3,000, and 500 more at most for each exception."""
_WITHOUT_EXCEPTIONS = 1
"""The version before there were any."""
_MAX_VALUE_LENGTH = 40
"""Characters of a value that are repeated."""
_NO_OBJECT = N_("“{part}” is {given}; it must be an object.")


def to_json(scheme: Scheme) -> str:
    """The scheme as one line of JSON, the same for equal schemes. `from_json` gives an equal scheme back."""
    return json.dumps(dataclasses.asdict(scheme), default=dt.date.isoformat, ensure_ascii=False, sort_keys=True,
                      separators=(",", ":"))


def from_json(text: str) -> Scheme:
    """The scheme that `text` holds. Raises SchemeRefused, with what is wrong and where, for anything else."""
    if len(text) > MAX_TEXT_LENGTH:
        raise SchemeRefused(_("The text of the scheme has {length} characters; at most {most} are read.",
                              length=number(len(text)), most=number(MAX_TEXT_LENGTH)))
    try:
        content = parse(text)
    except ValueError as error:
        raise SchemeRefused(_("The text is not a scheme: it is not JSON. Export the scheme again.")) from error
    if not isinstance(content, dict) or "version" not in content:
        raise SchemeRefused(_("The text is not a scheme: it has no version. Export the scheme again."))
    version = content["version"]
    if type(version) is int and version == _WITHOUT_EXCEPTIONS:
        return _read({"exceptions": [], **content, "version": VERSION}, Scheme, "")
    if version != VERSION or isinstance(version, bool):
        raise SchemeRefused(_(WRONG_VERSION, given=shortened(str(version), _MAX_VALUE_LENGTH), known=VERSION))
    return _read(content, Scheme, "")


def _read(value: Any, kind: Any, where: str) -> Any:
    """`value` as `kind`; dataclasses by their fields, tuples and mappings item by item. `where` is the way to it."""
    if dataclasses.is_dataclass(kind):
        return _read_parts(value, kind, where)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        _expect(value, list, where, N_("“{part}” is {given}; it must be a list."))
        return tuple(_read(each, inner[0], f"{where}[{place}]") for place, each in enumerate(value))
    if origin is Mapping:
        _expect(value, dict, where, _NO_OBJECT)
        return {name: _read(each, inner[1], f"{where}.{name}") for name, each in value.items()}
    if origin is Literal or kind is str:
        _expect(value, str, where, N_("“{part}” is {given}; it must be text."))
        return value  # the choices are checked by the part itself, in words of its own
    if kind is dt.date:
        return _read_day(value, where)
    if kind is int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise _refused(where, value, N_("“{part}” is {given}; it must be a whole number."))
        return value
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= sys.float_info.max:
        raise _refused(where, value, N_("“{part}” is {given}; it must be a number."))
    return float(value)


def _read_day(value: Any, where: str) -> dt.date:
    sentence = N_("“{part}” is {given}; it must be a day, written as 2026-12-31.")
    _expect(value, str, where, sentence)
    try:
        day = dt.date.fromisoformat(value)
    except ValueError as error:
        raise _refused(where, value, sentence) from error
    if value != day.isoformat():  # the standard library reads weeks and days without dashes too
        raise _refused(where, value, sentence)
    return day


def _read_parts(value: Any, kind: Any, where: str) -> Any:
    _expect(value, dict, where, _NO_OBJECT)
    kinds = typing.get_type_hints(kind)
    missing, unknown = sorted(set(kinds) - set(value)), sorted(set(value) - set(kinds))
    if missing:
        raise SchemeRefused(_("{part} lacks “{name}”; its parts are {names}.", part=_part(where), name=missing[0],
                              names=", ".join(kinds)))
    if unknown:
        raise SchemeRefused(_("{part} has “{name}”, which no scheme has; its parts are {names}.", part=_part(where),
                              name=unknown[0], names=", ".join(kinds)))
    inside = f"{where}." if where else ""
    return kind(**{name: _read(value[name], kinds[name], f"{inside}{name}") for name in kinds})


def _expect(value: Any, kind: type, where: str, sentence: Message) -> None:
    if not isinstance(value, kind):
        raise _refused(where, value, sentence)


def _refused(where: str, value: Any, sentence: Message) -> SchemeRefused:
    return SchemeRefused(_(sentence, part=where, given=shortened(repr(value), _MAX_VALUE_LENGTH)))


def _part(where: str) -> str:
    """A part of a scheme at the beginning of a sentence."""
    return f"“{where}”" if where else _("The scheme")
