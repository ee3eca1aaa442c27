"""A page's own controls. Each takes its value from a link when one asks for it, and enters itself in the link."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from crm_core.amounts import number, percent
from crm_core.language import _, conventions
from pages.frame.visit.language import say_anew
from pages.frame.visit.link import Control
from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape

Choice = TypeVar("Choice", bound=str)
"""What a control of a few values gives: `str`, or the Literal of the room that it asks."""
Value = TypeVar("Value", bound=Control)
WIDTH = 320
"""Pixels of a control, where its page does not say otherwise."""


def choice(name: str, label: str, options: Mapping[Choice, str], *, explain: str = "") -> Choice:
    """One of a few: `options` maps values to words (typed as the room's Literal where it has one); the first is the
    default. A choice of one is not drawn."""
    apply_from_link(name, label, lambda value: value in options)
    if len(options) == 1:
        return register_control(name, next(iter(options)))
    if st.session_state.get(current().key(name)) not in options:
        st.session_state.pop(current().key(name), None)  # what was chosen is not offered any more
    value = st.segmented_control(
        escape(label), list(options), default=next(iter(options)), required=True, help=explain or None, wrap=True,
        format_func=lambda value: escape(options[value]), key=current().key(name), persist_state="session")
    return register_control(name, value, label, options[value])


def pick(name: str, label: str, options: Mapping[Choice, str], *, explain: str = "", width: int = WIDTH) -> Choice:
    """One of many, from a list: `options` maps values to words; the first is the default. `width` is in pixels."""
    apply_from_link(name, label, lambda value: value in options)
    say_anew(current().key(name))
    value = st.selectbox(
        escape(label), list(options), format_func=lambda value: options[value], help=explain or None,
        key=current().key(name), persist_state="session", width=width)
    return register_control(name, value, label, options[value])


def percent_slider(name: str, label: str, low: int, high: int, default: int, *, explain: str = "",
                   at_most: int | None = None, at_least: int | None = None) -> int:
    """A share in whole percent, `low` to `high`; moved to `at_least` or `at_most` when the controls before it leave
    no more."""
    apply_from_link(name, label, lambda value: type(value) is int and low <= value <= high)
    default = clamp_to(name, default, at_least, at_most)
    value = st.slider(escape(label), low, high, default, format=percent_format(), help=explain or None,
                      key=current().key(name), persist_state="session", width=WIDTH)
    return register_control(name, value, label, percent(value / 100))


def percent_stops(name: str, label: str, stops: Sequence[int], default: int, *, explain: str = "") -> int:
    """A share in whole percent, one of `stops`, which rise; at first the one nearest to `default`."""
    apply_from_link(name, label, lambda value: value in stops)
    key = current().key(name)
    if st.session_state.get(key) not in stops:
        st.session_state.pop(key, None)  # what was chosen is not offered any more
    say_anew(key)
    value = st.select_slider(escape(label), list(stops), min(stops, key=lambda stop: abs(stop - default)),
                             format_func=lambda stop: percent(stop / 100), help=explain or None, key=key,
                             persist_state="session", width=WIDTH)
    return register_control(name, value, label, percent(value / 100))


def whole_slider(name: str, label: str, low: int, high: int, default: int, *, unit: str = "", explain: str = "") -> int:
    """A whole number, `low` to `high`, with the word of what it counts."""
    apply_from_link(name, label, lambda value: type(value) is int and low <= value <= high)
    value = st.slider(escape(label), low, high, default, format=f"%d {unit}".strip(), help=explain or None,
                      key=current().key(name), persist_state="session", width=WIDTH)
    return register_control(name, value, label, f"{number(value)} {unit}".strip())


def percent_format() -> str:
    """How a slider in whole percents writes them: `20%`, `20 %`."""
    return conventions().percent.replace("%", "%%").format("%d")


def text_field(name: str, label: str, *, placeholder: str = "", explain: str = "", width: int = WIDTH) -> str:
    """A few words to search by; empty at first. `width` is in pixels."""
    apply_from_link(name, label, lambda value: isinstance(value, str))
    written = st.text_input(label, placeholder=placeholder, help=explain or None, key=current().key(name),
                            persist_state="session", width=width)
    return register_control(name, written, label, written)


def page_of(name: str, total: int, rows: int) -> int:
    """Which page of a list of `found`, counted from 1; not drawn when one page holds all."""
    pages = max(1, math.ceil(total / rows))
    visit = current()
    apply_from_link(name, _("Page"), lambda value: type(value) is int and 1 <= value <= pages)
    if pages == 1:
        return register_control(name, 1)
    key = visit.key(name)
    if st.session_state.get(key, 1) > pages:
        st.session_state[key] = 1  # the list has become shorter
    return register_control(name, st.pagination(pages, key=key))


def ignore_in_link(*names: str) -> None:
    """Controls with nothing to choose under this scope: a link that sets them is followed without a remark."""
    for name in names:
        current().wanted.pop(name, None)


def apply_from_link(name: str, label: str, fits: Callable[[Control], bool]) -> None:
    """Set the widget to what a link wants, if it can be set to that; say so if not."""
    visit = current()
    if name not in visit.wanted:
        return
    value = visit.wanted.pop(name)
    if fits(value):
        st.session_state[visit.key(name)] = value
    else:
        not_offered(label, value)


def not_offered(label: str, value: object) -> None:
    """Say that a link asks for something that a control does not have."""
    current().remarks.append(_("The link asks for {value} under “{label}”, which is not offered here.",
                               value=repr(str(value)[:40]), label=label))


def clamp_to(name: str, default: float, at_least: float | None, at_most: float | None) -> Any:
    """Move what a control says between two limits, before it is drawn. Returns its default, between them as well."""
    def inside(value: float) -> float:
        value = value if at_most is None else min(value, at_most)
        return value if at_least is None else max(value, at_least)

    key = current().key(name)
    if key in st.session_state and inside(st.session_state[key]) != st.session_state[key]:
        st.session_state[key] = inside(st.session_state[key])
    return inside(default)


def register_control(name: str, value: Value, label: str = "", words: str = "") -> Value:
    """Enter a control's value in the link, and in `words` under its `label` in what an export says. Returns it."""
    current().controls[name] = value
    if label and words:
        current().settings[label] = words
    return value


def set_in_files(label: str, words: str) -> None:
    """What exported files say among the settings besides the values of controls."""
    current().settings[label] = words
