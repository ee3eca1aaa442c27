"""What follows from a result alone, its figures and its sentences, is made once, however many people look at it.

A page draws and words the same result at every rerun of everybody, which was a quarter of the server's work
(decision 175). What was made hangs on the result: when nobody holds that any more, it is gone too.
"""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from crm_core.amounts import is_noting
from crm_core.language import current

MAX_OF_ONE_RESULT = 48
"""Figures and sentences that are kept of one result, the longest unused goes first: a page with all its choices."""

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")

_of_results: WeakKeyDictionary[object, OrderedDict[Hashable, Any]] = WeakKeyDictionary()
_one_at_a_time = threading.Lock()


def made_once(make: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """`make` of a frozen result, once for the same values beside it and the same language; whoever gets it leaves it as
    it is. What is made must not hold the result, which would then stay for ever. Of anything else, or beside what could
    change in between, or while amounts are noted as they are written, it is made anew."""
    @functools.wraps(make)
    def made(*given: _Given.args, **options: _Given.kwargs) -> _Made:
        is_once = given and is_result(given[0]) and all(map(_is_value, (*given[1:], *options.values())))
        if not is_once or is_noting():
            return make(*given, **options)
        result, key = given[0], (make, current(), given[1:], tuple(options.items()))
        with _one_at_a_time:
            kept = _of_results.setdefault(result, OrderedDict())
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        value = make(*given, **options)
        with _one_at_a_time:
            kept[key] = value
            if len(kept) > MAX_OF_ONE_RESULT:
                kept.popitem(last=False)
        return value

    return made


def is_result(value: object) -> bool:
    """Whether it is a frozen dataclass that is compared by being the same, as results of rooms are."""
    stated = getattr(type(value), "__dataclass_params__", None)
    return stated is not None and stated.frozen and not stated.eq


def _is_value(value: object) -> bool:
    """Whether two of it are told apart by what they hold, and it never changes."""
    if isinstance(value, tuple | frozenset):
        return all(map(_is_value, value))
    try:
        hash(value)
    except TypeError:
        return False
    return value is None or type(value).__hash__ is not object.__hash__
