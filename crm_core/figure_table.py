"""The table of a figure: what its marks say, one row a mark, for whoever reads rather than looks.

A room's figures say of each mark what it is in the words beside the pointer: its name on the first line, then facts,
many of them as `label: figure`. The table holds the same words, so it can say nothing that the figure does not.
"""

from __future__ import annotations

import datetime as dt
import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from crm_core.language import _, day

ID = "id"
"""The column of what a mark is known by, which is never shown."""
_DAY = "day"
_BREAK, _TAG = re.compile(r"<br\s*/?>"), re.compile(r"<[^>]*>")
_JOINER = "\u2060"
"""Set behind an id that looks like a number by `house_style`."""


@dataclass(frozen=True)
class _Mark:
    """One mark: its id, the day it stands at, the first line of its words, its facts by label, and those without."""

    mark_id: str
    day: str
    name: str
    facts: tuple[tuple[str, str], ...]
    others: tuple[str, ...]

    @property
    def labels(self) -> set[str]:
        return {label for label, _fact in self.facts}


def figure_table(figure: go.Figure) -> pd.DataFrame:
    """The marks of a figure as text: `id`, the name, a column for each label and one for facts without a label.

    Columns but `id` are headings in the language spoken now. What several traces say of one mark stands in one row;
    marks without words of their own, which are lines and bands behind those that have them, are left out. In the order
    of a reader: a figure's bars lie from the bottom up. Empty for a figure without words.
    """
    every = list(dict.fromkeys(_marks(figure)))
    marks = _joined(every)
    if not marks:
        return pd.DataFrame()
    is_from_below = any(getattr(trace, "orientation", None) == "h" for trace in figure.data) and \
        figure.layout.yaxis.type == "category"
    table = pd.DataFrame([_row(each) for each in (marks[::-1] if is_from_below else marks)])
    if table[_name()].is_unique or not table[_DAY].all():
        table = table.drop(columns=_DAY)
    facts = [name for name in table if name not in (ID, _DAY, _name(), _other())]
    last = [_other()] if _other() in table else []
    are_dates = figure.layout.xaxis.type == "date" and _DAY not in table and len(marks) == len(every)
    dates = {_name(): _("Date")} if are_dates else {}
    shown = table[[name for name in (ID, _DAY, _name()) if name in table] + facts + last]
    if len(facts) > 2 * len(shown) and not last:
        shown = _turned(shown, facts)
    return shown.rename(columns={_DAY: _("Date")} | dates)


def mark_ids(figure: go.Figure) -> list[list[str]]:
    """What each mark of each trace is known by: its `customdata`, or its place on an axis of names; "" where neither
    tells."""
    return [_ids(trace, figure.layout) for trace in figure.data]


def _marks(figure: go.Figure) -> Iterator[_Mark]:
    for trace, ids in zip(figure.data, mark_ids(figure), strict=True):
        days = trace.x if figure.layout.xaxis.type == "date" and getattr(trace, "x", None) is not None else ()
        for mark_id, at, words in itertools.zip_longest(ids, days, _words(trace), fillvalue=""):
            if lines := [line for each in _BREAK.split(words) if (line := _plain(each))]:
                yield _mark(mark_id, str(at), lines)


def _mark(mark_id: str, at: str, lines: list[str]) -> _Mark:
    name, *rest = lines
    if not rest and ": " in name:  # one line says both: `Premium: 20% of customers`
        name, _colon, fact = name.partition(": ")
        return _Mark(mark_id, at, name, (), (fact,))
    parts = [line.partition(": ") for line in rest]
    return _Mark(mark_id, at, name, tuple((label, fact) for label, colon, fact in parts if colon),
                 tuple(label for label, colon, _fact in parts if not colon))


def _joined(marks: list[_Mark]) -> list[_Mark]:
    """Marks of one name that say different things in one row: a line's points, each of which says its own date."""
    by_name: dict[str, _Mark] = {}
    for mark in marks:
        before = by_name.get(mark.name)
        if before is None:
            by_name[mark.name] = mark
        elif not mark.facts or before.labels & mark.labels or before.others != mark.others:
            return marks  # two of one name, or a line whose points have no words of their own
        else:
            by_name[mark.name] = replace(before, facts=before.facts + mark.facts,
                                         mark_id=before.mark_id if before.mark_id == mark.mark_id else "")
    return list(by_name.values())


def _row(mark: _Mark) -> dict[str, str]:
    others = {_other(): " · ".join(mark.others)} if mark.others else {}
    when = day(dt.date.fromisoformat(mark.day[:10])) if mark.day else ""
    return {ID: mark.mark_id, _DAY: when, _name(): mark.name, **dict(mark.facts), **others}


def _turned(table: pd.DataFrame, facts: list[str]) -> pd.DataFrame:
    """Few rows of many facts read better the other way round: a row a fact, a column a name."""
    names = table[_name()].tolist()
    return pd.DataFrame([{ID: "", _name(): fact, **dict(zip(names, table[fact], strict=True))}
                         for fact in facts])


def _words(trace: Any) -> list[str]:
    """What stands beside the pointer over each mark of a trace, row by row where it is a field of cells."""
    if getattr(trace, "hoverinfo", None) == "skip" or not trace.hovertemplate:
        return []
    words = trace.customdata if "%{customdata}" in trace.hovertemplate else trace.text
    if words is None or isinstance(words, str):
        return []
    return [str(word) for row in words for word in (row if _is_field(row) else [row])]


def _ids(trace: Any, layout: Any) -> list[str]:
    if trace.customdata is not None and "%{customdata}" not in (trace.hovertemplate or ""):
        return [str(each[0]) if _is_field(each) else str(each) for each in trace.customdata]
    for side in ("y", "x"):
        places = getattr(trace, side, None)
        if places is not None and layout[f"{side}axis"].type == "category":
            return ["" if each is None else str(each).removesuffix(_JOINER) for each in places]
    return [""] * len(_words(trace))


def _is_field(value: Any) -> bool:
    return not isinstance(value, str) and hasattr(value, "__len__")


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).replace("\u00a0", " ").strip()


def _name() -> str:
    return _("Name")


def _other() -> str:
    return _("Figures")
