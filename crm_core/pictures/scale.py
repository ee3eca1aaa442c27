"""One axis of a figure as a scale: values to pixels, with Plotly's rules for where it begins and ends."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crm_core.pictures.refusal import CannotDraw, one_of, require_known

_PADDING = 0.05
"""Part of the data's reach that Plotly leaves free beyond it."""
_DRAWN = {"autorange", "automargin", "autotickangles", "domain", "dtick", "gridcolor", "range", "rangemode", "showgrid",
          "showticklabels", "side", "tickangle", "tickfont", "ticksuffix", "ticktext", "tickvals", "title", "type",
          "visible", "ticklabeloverflow", "categoryarray"}
_UNSEEN = {"anchor", "exponentformat", "fixedrange", "separatethousands", "ticks", "zeroline", "categoryorder"}
_KINDS = ("linear", "date", "category", "-")


@dataclass
class Reach:
    """The values that are drawn along an axis: where they begin and end, and what may touch the edge."""

    low: float = math.inf
    high: float = -math.inf
    has_zero: bool = False
    """From zero, without room below it: bars, and areas to zero."""
    is_padded: bool = False
    """Marks that would be cut at the edge, or a line's heights."""

    def take(self, values: Iterable[float]) -> None:
        """Reach over `values` too; those that are unknown have no place."""
        for value in values:
            if math.isfinite(value):
                self.low, self.high = min(self.low, value), max(self.high, value)


@dataclass
class Scale:
    """An axis: `place` gives the pixel of a value. `start` and `end` are pixels, of its lowest and highest value."""

    name: str
    options: Mapping[str, Any]
    kind: str = "linear"
    categories: dict[str, int] = field(default_factory=dict)
    reach: Reach = field(default_factory=Reach)
    low: float = 0.0
    high: float = 1.0
    start: float = 0.0
    end: float = 1.0

    def learn(self, values: Sequence[Any]) -> None:
        """Take in values of a trace: they say what kind of axis this is, and which categories it has, in order."""
        asked = self.options.get("type")
        if not asked and any(isinstance(each, str) for each in values):
            self.kind = "category" if self.categories or not _are_days(values) else "date"
        if self.kind == "category":
            for each in values:
                if each is not None:
                    self.categories.setdefault(str(each), len(self.categories))

    def number(self, value: Any) -> float:
        """A value as a number along the axis; NaN where it is unknown. Raises CannotDraw for what has no place."""
        if value is None:
            return math.nan
        if self.kind == "category" and isinstance(value, str):
            return float(self.categories[value]) if value in self.categories else math.nan
        if self.kind == "date" and not isinstance(value, (int, float)):
            return _day_number(value)
        try:
            return float(value)
        except (TypeError, ValueError):
            raise CannotDraw(f"{value!r} has no place on the {self.kind} axis {self.name}.") from None

    def numbers(self, values: Sequence[Any]) -> list[float]:
        """All of `values` as numbers."""
        return [self.number(each) for each in values]

    def place(self, number: float) -> float:
        """The pixel of a number along the axis."""
        return self.start + (number - self.low) / ((self.high - self.low) or 1.0) * (self.end - self.start)

    def within(self, pixel: float) -> float:
        """The pixel, or that of the nearer end."""
        return min(max(pixel, min(self.start, self.end)), max(self.start, self.end))

    def holds(self, pixel: float) -> bool:
        """True within the plot, with half a pixel for what is rounded."""
        return min(self.start, self.end) - 0.5 <= pixel <= max(self.start, self.end) + 0.5

    @property
    def is_visible(self) -> bool:
        return self.options.get("visible") is not False

    def settle(self, left: float, right: float) -> None:
        """Fix values and pixels; `left` and `right` are those of the whole plot, the axis' domain a part of them."""
        first, last = self.options.get("domain") or (0.0, 1.0)
        self.start, self.end = left + first * (right - left), left + last * (right - left)
        given = self.options.get("range")
        self.low, self.high = map(self.number, given) if given else self._found_range()
        if not (math.isfinite(self.low) and math.isfinite(self.high)):
            self.low, self.high = 0.0, 1.0
        if one_of(self.options.get("autorange"), (None, True, False, "reversed"), "autorange") == "reversed":
            self.low, self.high = self.high, self.low

    def _found_range(self) -> tuple[float, float]:
        if self.kind == "category":
            return -0.5, max(len(self.categories), 1) - 0.5
        reach = self.reach
        to_zero = one_of(self.options.get("rangemode"), (None, "normal", "tozero"), "rangemode") == "tozero"
        low, high = reach.low, reach.high
        if reach.has_zero or to_zero:
            low, high = min(low, 0.0), max(high, 0.0)
        if not low <= high:
            return -1.0, 6.0  # Plotly's axis of nothing
        if low == high:
            low, high = low - 1.0, high + 1.0
        room = _PADDING * (high - low) if reach.is_padded else 0.0
        stands_on_zero = reach.has_zero or to_zero
        return (low if stands_on_zero and low == 0 else low - room), (high if stands_on_zero and high == 0 else
                                                                      high + room)


def scale(name: str, options: Mapping[str, Any]) -> Scale:
    """The axis called `name` of a layout. Raises CannotDraw for an option that is not drawn."""
    require_known(options, name, _DRAWN, _UNSEEN)
    if options.get("zeroline") and options.get("visible") is not False:
        raise CannotDraw(f"{name} has a zero line; crm_core.house_style.axis has none.")
    kind = one_of(options.get("type") or "-", _KINDS, f"{name}.type")
    made = Scale(name, options, "linear" if kind == "-" else kind)
    if made.kind == "category":
        made.learn(options.get("categoryarray") or ())
    return made


def _are_days(values: Sequence[Any]) -> bool:
    try:
        return all(math.isfinite(_day_number(each)) for each in values if each is not None)
    except CannotDraw:
        return False


def _day_number(value: Any) -> float:
    """Days since 1970 of a date, a time or ISO text."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            raise CannotDraw(f"{value!r} is no ISO date.") from None
    if isinstance(value, dt.datetime):
        value = value.replace(tzinfo=None)
        return (value - dt.datetime(1970, 1, 1)) / dt.timedelta(days=1)  # noqa: DTZ001 a plain day
    if isinstance(value, dt.date):
        return float((value - dt.date(1970, 1, 1)).days)
    raise CannotDraw(f"{value!r} is no date.")
