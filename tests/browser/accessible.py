"""Whether everybody can use a page: the rules of WCAG 2.1 A and AA that axe can judge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
THEIRS = ["[data-testid=stSidebarNavItems]"]
"""On a phone Streamlit sets the chapters' headings inside a list: its markup, which an app cannot change."""
_BOUND_TO_COLOURS = ["color-contrast", "link-in-text-block"]
_LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
_RUN = """([theirs, options]) => axe.run({exclude: [theirs]}, {...options, resultTypes: ['violations'], preload: false})
    .then(found => found.violations.map(each => `${each.id}: ${each.help} (${each.nodes[0].html.slice(0, 200)})`))"""
"""What is found and no more comes back: all that is in order is a megabyte for each page."""


ALL: dict[str, Any] = {"runOnly": _LEVELS}
OF_COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": _BOUND_TO_COLOURS}}
"""For a page that was judged at a desk by day, and is in other colours now: its elements are the same."""
OF_PLACES: dict[str, Any] = {**ALL, "rules": {rule: {"enabled": False} for rule in _BOUND_TO_COLOURS}}
"""For one that has its elements elsewhere now, or others, in the same colours. The two rules of colours take three
quarters of the time."""


def violations(page: Any, rules: dict[str, Any] = ALL) -> list[str]:
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    return list(page.evaluate(_RUN, [THEIRS, rules]))
