"""Words in the theme's colours can be read: 4.5 to 1 at least (WCAG 2.2, 1.4.3), in light and in dark.

axe judges the page's own words; those inside a chart are drawn, so their colours are held to it here.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crm_core import region_map
from crm_core.contrast import ENOUGH, contrast
from crm_core.rooms.tiers.pictures import stacks
from pages.frame.styling.styles import _STREAMLITS

THEME = tomllib.loads((Path(__file__).parents[1] / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
WORDS = ("textColor", "linkColor", "primaryColor", "greenColor", "redColor", "orangeColor", "blueColor", "grayColor")


def ink(mode: str) -> str:
    """What Streamlit draws the house style's INK as."""
    dark, light = _STREAMLITS[0]
    return "#" + "".join(f"{int(part):02x}" for part in (dark if mode == "dark" else light).split(", "))


def test_black_on_white_is_the_most_there_is():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01), "the usual example of just too pale"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_links_and_changes_can_be_read_wherever_they_stand(mode):
    theme = THEME[mode]
    grounds = (theme["backgroundColor"], theme["secondaryBackgroundColor"], theme["sidebar"]["backgroundColor"])
    pale = {(name, ground): round(contrast(theme[name], ground), 2) for name in WORDS for ground in grounds}
    assert {where: ratio for where, ratio in pale.items() if ratio < ENOUGH} == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_labels_of_charts_can_be_read_beside_a_mark_and_on_every_step_of_the_blues(mode):
    page = THEME[mode]["backgroundColor"]
    assert contrast(ink(mode), page) >= ENOUGH
    for step, blue in enumerate(THEME[mode]["chartSequentialColors"]):
        for pale_from in (region_map._DARK, stacks._TAKES_PALE_WORDS):
            assert contrast(blue, page if step >= pale_from else ink(mode)) >= ENOUGH, step


def test_words_on_a_colour_of_the_banks_own_can_be_read_whatever_it_is():
    for level in range(0, 256, 15):
        for colour in (f"#{3 * f'{level:02X}'}", f"#{level:02X}8080", f"#80{level:02X}40", f"#4080{level:02X}"):
            assert contrast(stacks._words_on(colour), colour) >= ENOUGH, colour
