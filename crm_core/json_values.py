"""Results as JSON's own kinds."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pandas as pd


def as_json(value: Any) -> Any:
    """`value` in JSON's own kinds: dataclasses as objects, tables as rows, dates as text, NaN and infinity as None.

    A field that `repr` leaves out is left out: it is what a value is worked out with, such as a segment's customers.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)
                if field.repr}
    if isinstance(value, pd.DataFrame):
        return [{str(key): as_json(cell) for key, cell in row.items()} for row in value.to_dict("records")]
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, np.ndarray)):
        return [as_json(item) for item in value]
    if isinstance(value, np.generic):
        return as_json(value.item())
    if value is pd.NaT or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else value
