"""Controls for numbers with decimals, for parts that make 100, and for settings that have no widget of their own."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import streamlit as st

from crm_core.amounts import number, percent
from pages.frame.controls.choices import apply_from_link, clamp_to, not_offered, percent_format, register_control
from pages.frame.visit.language import say_anew
from pages.frame.visit.link import Control
from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape, few_digits

WHOLE = 100
Lock = Callable[[Mapping[str, int], str, int], dict[str, int]]
"""`lock(parts, moved, to)`: the parts after one of them was moved, which make 100 again."""


def decimal_slider(name: str, label: str, low: float, high: float, default: float, *, step: float = 0.1,
                   unit: str = "", explain: str = "", at_most: float | None = None,
                   at_least: float | None = None) -> float:
    """A number in steps, `low` to `high`; moved to `at_least` or `at_most` when the controls before it leave no
    more. Drawn as a list of its steps: a slider of numbers would write them with a point in every language."""
    decimals = max(0, -math.floor(math.log10(step)))
    steps = [round(low + place * step, decimals) for place in range(round((high - low) / step) + 1)]

    def nearest(to: float) -> float:
        return min(steps, key=lambda each: abs(each - to))

    wanted = current().wanted.get(name)
    if wanted is not None and _is_number(wanted) and low <= float(wanted) <= high:
        current().wanted[name] = nearest(float(wanted))
    apply_from_link(name, label, lambda value: value in steps)
    default = clamp_to(name, default, at_least, at_most)
    say_anew(current().key(name))
    value = st.select_slider(
        escape(label), steps, nearest(default), help=explain or None,
        format_func=lambda each: f"{number(each, decimals=decimals)} {unit}".strip(), key=current().key(name),
        persist_state="session", width=320)
    return float(register_control(name, value, label, f"{number(value, decimals=decimals)} {unit}".strip()))


def amount(name: str, label: str, default: float, *, low: float | None = None, of: float = 0.0, decimals: int = 0,
           explain: str = "", at_most: float | None = None) -> float:
    """An amount of money or of anything else, typed in. It moves in round steps: a tenth of the default or of `of`.

    It is moved to `at_most` when the controls before leave no more.
    """
    apply_from_link(name, label, lambda value: _is_number(value) and (low is None or float(value) >= low))
    size = abs(default or of)
    step = max(10.0 ** (math.floor(math.log10(size)) - 1), 1.0) if size else 1.0
    default = clamp_to(name, float(default), None, at_most)
    value = st.number_input(escape(label), low, None, float(default), step, format=f"%0.{decimals}f",
                            help=explain or None, key=current().key(name), persist_state="session", width=220)
    return float(register_control(name, value, label, number(value, decimals=decimals)))


def parts(name: str, label: str, of: Mapping[str, str], default: Mapping[str, int], lock: Lock) -> dict[str, int]:
    """Whole percents that make 100, a slider each; when one is moved, `lock` moves the others. `of`: names to words.

    One control in the link, as `balance=40,scale=60`.
    """
    visit = current()
    keys = {each: visit.key(f"{name}.{each}") for each in of}

    def read(value: Control) -> dict[str, int] | None:
        pairs = [part.partition("=") for part in str(value).split(",")]
        percents = {one: percent for one, _, part in pairs if one in of and (percent := few_digits(part)) is not None}
        return percents if len(percents) == len(pairs) and sum(percents.values()) == WHOLE else None

    wanted = visit.wanted.pop(name, None)
    if wanted is not None:
        percents = read(wanted)
        if percents is None:
            not_offered(label, wanted)
        else:
            st.session_state.update({keys[each]: percents.get(each, 0) for each in of})

    def moved(one: str) -> None:
        before = {each: st.session_state[f"{keys[each]}.before"] for each in of}
        after = lock(before, one, st.session_state[keys[one]])
        st.session_state.update({keys[each]: part for each, part in after.items()})

    sliders = {each: st.slider(words, 0, WHOLE, default[each], format=percent_format(), key=keys[each],
                               persist_state="session", on_change=moved, args=(each,)) for each, words in of.items()}
    st.session_state.update({f"{keys[each]}.before": part for each, part in sliders.items()})
    visit.settings[label] = ", ".join(f"{of[each]}: {percent(part / WHOLE)}" for each, part in sliders.items() if part)
    visit.controls[name] = ",".join(f"{each}={part}" for each, part in sliders.items() if part)
    return sliders


def link_setting(name: str, label: str, fits: Callable[[str], bool]) -> str:
    """A setting without a widget of its own: text that the page keeps in session state under its key; first empty."""
    apply_from_link(name, label, lambda value: isinstance(value, str) and fits(value))
    return str(register_control(name, st.session_state.get(current().key(name), "")))


def _is_number(value: Control) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
