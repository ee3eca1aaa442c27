"""The style sheets, and the script that gives charts to paper."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_PALETTES = ("chartCategoricalColors", "chartSequentialColors", "chartDivergingColors")
_SINGLE = ("textColor", "backgroundColor", "secondaryBackgroundColor", "borderColor", "grayColor", "linkColor")
_STREAMLITS = (("250, 250, 250", "38, 39, 48"), ("230, 234, 241", "128, 132, 149"))
"""What Streamlit makes of the house style's INK and TEXT: no setting of the theme."""
TO_PRESS = (
    *(f'[data-testid="{name}"]' for name in (
        "stSidebar", "stHeader", "stSkipToContent", "stStatusWidget", "stToast", "stElementToolbar", "stTooltipIcon",
        "stDownloadButton", "stFormSubmitButton", "stPageLink", "stButtonGroup", "stSelectbox", "stMultiSelect",
        "stSlider", "stTextInput", "stNumberInput", "stTextArea", "stDateInput", "stCheckbox", "stRadio",
        "stFileUploader", "stPagination")),
    '[data-testid="stButton"]:not(.st-key-presenting *)',
    '[data-testid="stPopover"]:not(.st-key-basis *)',
    '[data-testid="stPopoverButton"] [data-testid="stIconMaterial"]',
    '[data-testid="stTab"]:not([aria-selected="true"])',
    '[class*="st-key-to-press"]',
    ".past-table",
)
"""What can only be pressed, as selectors: neither on paper nor before an audience. `TO_PRESS` in a style sheet.

The strip below the title (`basis`) is made of buttons and says what the page rests on, so it stays. A card that holds
controls and nothing to read has a key that begins with `to-press`.
"""


def apply(*, presents: bool) -> None:
    """Put the style sheets around the page; `presents`: it is shown to an audience."""
    sheets = ["screen.css", "studio.css", "print.css", *(["presenting.css"] if presents else [])]
    st.html(f"<style>{''.join(map(_text, sheets))}</style>")


def prepare_charts_for_paper() -> None:
    """The script behind the browser's own printing. It draws nothing."""
    st.html(f"<script>(paper => {{{_text('printing.js')}}})({_paper()});</script>", unsafe_allow_javascript=True)


@cache
def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8").replace("TO_PRESS", ", ".join(TO_PRESS))


@cache
def _paper() -> str:
    """The colours of the dark theme and what each is on paper, as JSON, written as a browser writes colours."""
    return json.dumps({"darkInk": f"rgb({as_rgb(str(st.get_option('theme.dark.textColor')))})",
                       "colours": colours_on_paper()})


def colours_on_paper() -> dict[str, str]:
    """Colours of the dark theme → of the light one, each as `29, 79, 145`. A colour of two palettes is the first's."""
    pairs: dict[str, str] = {}
    for name in _PALETTES:
        dark, light = st.get_option(f"theme.dark.{name}"), st.get_option(f"theme.light.{name}")
        for of_dark, of_light in zip(dark, light, strict=True):
            pairs.setdefault(as_rgb(of_dark), as_rgb(of_light))
    for name in _SINGLE:
        pairs.setdefault(as_rgb(str(st.get_option(f"theme.dark.{name}"))),
                         as_rgb(str(st.get_option(f"theme.light.{name}"))))
    return pairs | dict(_STREAMLITS)


def as_rgb(colour: str) -> str:
    """`#1D4F91` → `29, 79, 145`."""
    return ", ".join(str(int(colour[place:place + 2], 16)) for place in (1, 3, 5))
