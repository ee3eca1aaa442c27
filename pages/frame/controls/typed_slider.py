"""A number that is typed or slid: a box and a slider beside it which are one value.

The box takes any number, moves by a small step with the arrow keys and is applied by Enter; the slider goes through
round values. What is out of reach is moved to the nearest that is not, never refused. Only the box is in the link.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from crm_core.amounts import number, percent
from crm_core.language import current as language
from pages.frame.controls.choices import apply_from_link, clamp_to, register_control
from pages.frame.visit.link import Control
from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape

BOX_WIDTH = 148
"""Pixels: seven figures, and the two buttons beside them."""
_MAX_DECIMALS = 4
_PERCENT = "%"
_WHOLE = 100
_AS_IT_IS = "%.12g"
"""How the box writes a number: 20, 20.5. A browser's box of Streamlit knows no comma, so no zero stands behind a point
that a reader of Spanish would take for thousands."""
_ROUND = (1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0, 2.2, 2.5, 2.8, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0, 7.0, 8.0, 9.0)
"""A tenth apart, about: what a slider goes through in each power of ten."""


def typed_slider(name: str, label: str, default: float, stops: Iterable[float], *, low: float, high: float,
                 step: float | Callable[[float], float], decimals: int = 0, is_whole: bool = False, unit: str = "",
                 explain: str = "", at_least: float | None = None, at_most: float | None = None) -> float:
    """A number from `low` to `high`, moved to `at_least` or `at_most` when the controls before it leave no more.

    `stops` are the round values that the slider goes through; `step` is what an arrow key in the box adds, a function
    where that depends on the number; `decimals` how many the slider shows at least, a number that `is_whole` never has
    any. `unit` stands behind the number in what an export says.
    """
    key = current().key(name)
    kind: type[float] | type[int] = int if is_whole else float
    least = low if at_least is None else max(low, at_least)
    most = max(least, high if at_most is None else min(high, at_most))
    apply_from_link(name, label, lambda value: _is_number(value) and low <= float(value) <= high)
    if st.session_state.get(key) is None:  # drawn for the first time, or the box was emptied
        st.session_state[key] = st.session_state.get(f"{key}.slid", _Slid(0, default)).value
    clamp_to(name, default, least, most)
    if type(st.session_state[key]) is not kind:  # only then: a box that is set anew loses keys that were just pressed
        st.session_state[key] = kind(st.session_state[key])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        shown = st.session_state[key]
        value = st.number_input(
            escape(label), step=kind(step(shown) if callable(step) else step), help=explain or None,
            format="%d" if is_whole else _AS_IT_IS, key=key, persist_state="session",
            width=BOX_WIDTH)
        _slider(key, escape(label), value, sorted({kind(each) for each in stops if low <= each <= high}), decimals)
    words = (percent(value / _WHOLE) if unit == _PERCENT else
             f"{number(value, decimals=_decimals(value, decimals))} {unit}")
    return float(register_control(name, value, label, words.strip()))


@dataclass(frozen=True)
class _Slid:
    """What the slider says, and how often the box has moved it."""

    moved: int
    value: float


def _slider(key: str, label: str, value: float, stops: list[float] | list[int], decimals: int) -> None:
    """The slider beside the box with this key, at the stop nearest to its value.

    One that the box has moved is a new one: whatever the browser still sends of the one before is not minded, so that
    keys can be pressed faster than the page follows.
    """
    nearest = min(stops, key=lambda stop: abs(stop - value))
    before = st.session_state.get(f"{key}.slid", _Slid(0, value))
    at = before if min(stops, key=lambda stop: abs(stop - before.value)) == nearest else _Slid(before.moved + 1, value)
    slider = f"{key}.slide.{language()}.{at.moved}"

    def slid() -> None:
        st.session_state[key] = st.session_state[slider]
        st.session_state[f"{key}.slid"] = _Slid(at.moved, st.session_state[slider])

    st.session_state[f"{key}.slid"] = _Slid(at.moved, value)
    if len(stops) > 1:
        st.select_slider(label, stops, nearest, key=slider, on_change=slid, label_visibility="collapsed",
                         format_func=lambda each: _in_words(each, decimals, language()))


@lru_cache(maxsize=4096)
def _in_words(value: float, decimals: int, spoken: str) -> str:
    """A stop of a slider in the language spoken: a hundred of them are written at every move."""
    return number(value, decimals=_decimals(value, decimals))


def ladder(low: float, high: float) -> list[float]:
    """Round numbers of two figures from `low` to `high`, both above 0, a tenth apart or less."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(max(high, low))) + 1)
    numbers = (float(f"{figures}e{power}") for power in powers for figures in _ROUND)
    return [low, *(each for each in numbers if low < each < high), high]


def round_step(value: float, *, figures: int = 2) -> float:
    """A step that changes the last of so many figures of a number: 100 for 12,000 and 3 figures; 1 at the least."""
    return max(1.0, 10.0 ** (math.floor(math.log10(abs(value))) + 1 - figures)) if value else 1.0


def _decimals(value: float, least: int) -> int:
    """As many as a number has, `least` at least: 20.0, 2.35."""
    return next((many for many in range(least, _MAX_DECIMALS) if math.isclose(round(value, many), value, rel_tol=1e-9)),
                _MAX_DECIMALS)


def _is_number(value: Control) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
