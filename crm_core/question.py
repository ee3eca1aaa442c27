"""A question to the book: one `.sql` file in the portable subset, its values always parameters.

Parameters are written `:name`. A list is written `in (:names)` and widens to as many values as it
holds. A formula that several questions share is a macro of `crm_core.macros`, put in before any value is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeAlias, overload

import numpy as np
import pandas as pd

from crm_core import Withheld
from crm_core.macros import expanded
from crm_core.scope import Scope

Answer: TypeAlias = pd.DataFrame | np.ndarray | dict[str, np.ndarray]
_PARAMETER = re.compile(r"(?<![:\w]):([a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Question:
    """SQL text with named parameters. `name` is the file's stem and serves in messages and cache keys.

    `is_kept` is for a short list that is asked for again and again: a book, which never changes, holds its answers.
    """

    name: str
    sql: str
    is_kept: bool = False
    by_segment: str = ""
    """The same for a scope with a segment, whose customers are the table `segment_members` and whose cubes are named as
    `macros.cubes` has it; empty where nothing of the question is narrowed: it is about the whole bank."""

    @classmethod
    def from_file(cls, module_file: str, name: str, *, is_kept: bool = False) -> Self:
        """The question in `name` beside the module at `module_file` (pass `__file__`)."""
        path = Path(module_file).with_name(name)
        sql, by_segment = expanded(path), expanded(path, by_segment=True)
        return cls(path.stem, sql, is_kept, by_segment if by_segment != sql else "")

    @cached_property
    def parameters(self) -> frozenset[str]:
        return frozenset(_PARAMETER.findall(self.sql))

    def bind(self, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """The text and values as DuckDB takes them: `$name`, lists widened to one parameter a value. Where `values`
        name a segment, the text is that for one, if there is one.

        An empty list widens to NULL, which no value equals. Raises ValueError when `values` lacks a
        parameter of the text.
        """
        missing = sorted(self.parameters - set(values))
        if missing:
            raise ValueError(f"Question '{self.name}' was asked without a value for {', '.join(missing)}.")
        bound: dict[str, Any] = {}

        def place(match: re.Match[str]) -> str:
            name = match.group(1)
            value = values[name]
            if not isinstance(value, (tuple, list)):
                bound[name] = value
                return f"${name}"
            widened = {f"{name}_{position}": item for position, item in enumerate(value)} or {f"{name}_0": None}
            bound.update(widened)
            return ", ".join(f"${each}" for each in widened)

        narrowed = self.by_segment if values.get("segment") else ""
        return _PARAMETER.sub(place, narrowed or self.sql), bound


class Numbers(Question):
    """A question with nothing but numbers in its answer: an array [rows, columns] of float64, unknown ones NaN.

    For what a moving slider asks: making a table would take longer than a cube's answer.
    """


class Columns(Question):
    """A long question with nothing but numbers in its answer, all of them known: name → array in the type it has in
    the book, so that millions of rows take no more memory than they need.

    For what is held in memory from then on; an answer is not worth keeping beside it.
    """


@dataclass(frozen=True)
class Reader:
    """`read(question, **values)`, already bound to a book and a scope: what a room's `answer` takes."""

    ask: Callable[..., Any]
    """`ask(question, scope, **values)`."""
    scope: Scope

    @overload
    def __call__(self, question: Numbers, **values: Any) -> np.ndarray: ...

    @overload
    def __call__(self, question: Columns, **values: Any) -> dict[str, np.ndarray]: ...

    @overload
    def __call__(self, question: Question, **values: Any) -> pd.DataFrame: ...

    def __call__(self, question: Question, **values: Any) -> Answer:
        """The answer as a DataFrame; to `Numbers` as an array, to `Columns` as an array for each column."""
        return self.ask(question, values.pop("scope", self.scope), **values)

    def if_shown(self, question: Question, **values: Any) -> pd.DataFrame | None:
        """The answer to a part that a room can do without; None where the reader may not see it."""
        try:
            return self(question, **values)
        except Withheld:
            return None
