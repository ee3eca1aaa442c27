"""What of a result could be changed in place by whoever draws it: its frames, arrays, lists and dictionaries."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd


def contents(value: Any) -> list[str]:
    """All of it as plain values, to be compared with what they are later."""
    found: list[str] = []
    _add(value, found)
    return found


def _add(value: Any, found: list[str]) -> None:
    """A column, an index and an array are written as one list each: a step for each cell costs ten times as much."""
    if isinstance(value, pd.DataFrame):
        found.append(repr((list(value.columns), value.index.tolist())))
        for _name, column in value.items():
            _add(column, found)
    elif isinstance(value, pd.Series):
        _add(value.to_numpy(), found)
    elif isinstance(value, np.ndarray):
        cells = repr(value.tolist()) if value.dtype == object else value.tobytes().hex()
        found.append(f"{value.dtype.str} {value.shape} {cells}")
    elif isinstance(value, Mapping):
        for key, each in value.items():
            found.append(repr(key))
            _add(each, found)
    elif isinstance(value, list | tuple):
        found.append(str(len(value)))
        for each in value:
            _add(each, found)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            _add(getattr(value, field.name), found)
    elif isinstance(value, str | int | float | None):
        found.append(repr(value))
