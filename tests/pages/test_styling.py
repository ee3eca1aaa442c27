"""The style sheets and the script around a page: what they name is there, and what they say is said once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit

from pages.frame.styling import styles

SHEETS = Path(styles.__file__).parent
BUNDLE = Path(streamlit.__file__).parent / "static" / "static" / "js"


@pytest.fixture(scope="module")
def named() -> set[str]:
    """All that Streamlit's front end calls its parts."""
    names = re.compile(r"\bst[A-Z][A-Za-z]+|\bmain-svg\b|\bsvg-container\b|\bhoverlayer\b")
    return {name for script in BUNDLE.glob("*.js") for name in names.findall(script.read_text("utf-8"))}


def test_every_part_that_a_style_names_is_one_of_streamlits(named):
    """A selector that matches nothing any more says nothing: after an upgrade this does."""
    texts = [styles._text(path.name) for path in sorted(SHEETS.glob("*.css"))] + [styles._text("printing.js")]
    asked = {name for text in texts for name in re.findall(
        r"data-testid=\"?(st[A-Za-z]+)|\.(stMarkdownColoredText|main-svg|svg-container|hoverlayer)", text)
        for name in name if name}
    assert len(asked) > 30
    assert asked <= named, asked - named


def test_every_colour_of_the_dark_theme_has_one_on_paper_and_charts_come_first():
    pairs = styles.colours_on_paper()
    assert pairs["110, 168, 242"] == "29, 79, 145", "the accent"
    assert pairs["242, 166, 90"] == "217, 130, 43", "the alert is also an end of the diverging colours"
    assert pairs["231, 236, 243"] == "10, 20, 34", "words"
    assert pairs["250, 250, 250"] == "38, 39, 48", "words in charts, which Streamlit colours itself"


def test_a_page_that_is_not_presented_has_no_style_of_a_presentation():
    assert "TO_PRESS" not in styles._text("presenting.css")
    assert "@media print" not in styles._text("presenting.css")
    assert "@media print" not in styles._text("screen.css"), "each sheet has its own subject"
