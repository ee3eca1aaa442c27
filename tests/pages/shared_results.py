"""What of a result could be changed in place by whoever draws it: its frames, arrays, lists and dictionaries."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd


def contents(value: Any) -> tuple[object, ...]:
    """All of it as plain values, to be compared with what they are later."""
    return tuple(_contents(value))


def _contents(value: Any) -> Iterator[object]:
    if isinstance(value, pd.DataFrame):
        yield tuple(value.columns)
        for place in range(value.shape[1]):
            yield from _contents(value.iloc[:, place])
        yield from map(repr, value.index)
    elif isinstance(value, pd.Series):
        yield from map(repr, value.tolist())
    elif isinstance(value, np.ndarray):
        yield value.dtype.str, value.shape, repr(value.tolist()) if value.dtype == object else value.tobytes()
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield repr(key)
            yield from _contents(each)
    elif isinstance(value, list | tuple):
        yield len(value)
        for each in value:
            yield from _contents(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _contents(getattr(value, field.name))
    elif isinstance(value, str | int | float | None):
        yield repr(value)
