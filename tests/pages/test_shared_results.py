"""Whether a change of a shared result would be noticed, in whatever part of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

from tests.pages.shared_results import contents


@dataclass(frozen=True, eq=False)
class Result:
    rows: pd.DataFrame
    parts: dict[str, list[object]]
    points: np.ndarray
    names: np.ndarray
    by_name: MappingProxyType[str, tuple[float | None, ...]]
    known: pd.Series


def made() -> Result:
    rows = pd.DataFrame({"name": ["a", None, "c"], "value": [1.0, float("nan"), -0.0], "count": [1, 2, 3],
                         "day": pd.to_datetime(["2026-01-01", None, "2026-03-01"]),
                         "month": pd.Series([dt.date(2026, 1, 1), None, 3], dtype=object),
                         "many": pd.array([1, None, 3], dtype="Int64"),
                         "kind": pd.Categorical(["x", "y", "x"]), "is_known": [True, False, True]}, index=[4, 5, 6])
    return Result(rows, {"a": [1, "b"]}, np.arange(6.0).reshape(2, 3), np.array(["a", None], dtype=object),
                  MappingProxyType({"x": (1.0, None)}), pd.Series([1.0, 2.0]))


def test_what_is_made_alike_has_the_same_contents():
    assert contents(made()) == contents(made())


CHANGES = {"name": "b", "value": 2.0, "count": 9, "day": pd.Timestamp("2026-02-01"), "month": dt.date(2026, 2, 1),
           "many": 2, "kind": "x", "is_known": True}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_cell_is_noticed(column):
    result = made()
    result.rows.loc[5, column] = CHANGES[column]
    assert contents(result) != contents(made())


@pytest.mark.parametrize("change", [
    lambda result: result.rows.__setitem__("count", [3, 2, 1]),
    lambda result: result.rows.pop("kind"),
    lambda result: setattr(result.rows, "columns", [*result.rows.columns[:-1], "sort"]),
    lambda result: setattr(result.rows, "index", [4, 5, 7]),
    lambda result: result.parts["a"].append(None),
    lambda result: result.parts.update(b=[]),
    lambda result: result.points.__setitem__((1, 1), -1),
    lambda result: setattr(result.points, "shape", (3, 2)),
    lambda result: result.names.__setitem__(1, "b"),
    lambda result: result.known.__setitem__(0, 1.5),
], ids=["column set", "column gone", "column renamed", "index", "list", "dictionary", "array", "shape", "objects",
        "series"])
def test_a_change_in_place_is_noticed(change):
    result = made()
    change(result)
    assert contents(result) != contents(made())
