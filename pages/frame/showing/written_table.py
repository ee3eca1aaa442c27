"""Tables whose cells are written once, however many people look at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import pandas as pd
from pandas.io.formats.style import Styler

from crm_core.amounts import NOTHING


class _Written(pd.DataFrame):
    """Rows that know how they are written: as text they are what a reader sees."""

    _metadata: ClassVar = ["_text"]
    _text: pd.DataFrame

    def astype(self, dtype: Any, *given: Any, **options: Any) -> pd.DataFrame:
        return self._text if dtype is str else super().astype(dtype, *given, **options)


def written_table(rows: pd.DataFrame, written: Mapping[str, Callable[[Any], str]]) -> Styler:
    """`rows` for Streamlit, which shows the text of a cell and sorts by its value. `written` says how the cells of a
    column are written; others stand as they are, and nothing stands for what is unknown.

    Streamlit takes the text from a Styler of pandas, which writes it cell by cell: a fifth of a rerun's work
    (decision 175). It asks the Styler for marks of cells, of which ours has none, and its rows for their text, which
    is here already.
    """
    known = _Written(rows.reset_index(drop=True))
    known._text = pd.DataFrame({name: _texts(rows[name], written.get(name)) for name in rows}, index=known.index,
                              dtype=object)
    styler = Styler(known, uuid="")
    styler._compute = lambda: styler
    styler._translate = lambda *_given, **_options: {}
    return styler


def _texts(values: pd.Series, write: Callable[[Any], str] | None) -> list[str]:
    return [NOTHING if pd.isna(value) else write(value) if write else str(value) for value in values.tolist()]
