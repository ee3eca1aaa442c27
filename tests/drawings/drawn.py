"""What is checked of any drawn figure: it is well-formed, it has words, and nothing of it lies outside the picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import plotly.graph_objects as go

from crm_core.pictures import svg
from crm_core.pictures.lettering import Run

ROOM = 2.0
"""Pixels that a mark may reach beyond the picture: what is rounded, and the half of a line."""
_POINT = re.compile(r"[MLQ](-?[\d.]+) (-?[\d.]+)")
_SVG = "{http://www.w3.org/2000/svg}"


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def words(root: ElementTree.Element) -> list[str]:
    """All lines of words in the order they are drawn."""
    return ["".join(each.itertext()).replace("\u00a0", " ") for each in root.iter(f"{_SVG}text")]


def marks_outside(root: ElementTree.Element) -> list[str]:
    """Marks and words that reach beyond the picture, described."""
    width, height = (float(each) for each in root.attrib["viewBox"].split()[2:])
    outside = []
    for each in root.iter():
        tag = each.tag.removeprefix(_SVG)
        for x, y in _ends(tag, each):
            if not (-ROOM <= x <= width + ROOM and -ROOM <= y <= height + ROOM):
                outside.append(f"{tag} {''.join(each.itertext())!r} at {x:.0f}, {y:.0f} of {width:.0f} × {height:.0f}")
    return outside


def _ends(tag: str, each: ElementTree.Element) -> list[tuple[float, float]]:
    at = {name: float(each.attrib[name]) for name in ("x", "y", "width", "height", "cx", "cy") if
          re.fullmatch(r"-?[\d.]+", each.attrib.get(name, ""))}
    if tag == "path":
        return [(float(x), float(y)) for x, y in _POINT.findall(each.attrib["d"])]
    if tag == "circle":
        return [(at["cx"], at["cy"])]
    if tag == "rect":
        x, y = at.get("x", 0.0), at.get("y", 0.0)
        return [(x, y), (x + at["width"], y + at["height"])]
    if tag == "text" and "transform" not in each.attrib:
        size = float(each.attrib["font-size"])
        wide = (Run(each.text or "", is_bold="font-weight" in each.attrib).width(size)
                + sum(Run(part.text or "", is_bold=True).width(size) + Run(part.tail or "").width(size)
                      for part in each))
        start = at["x"] - wide * {"middle": 0.5, "end": 1.0}.get(each.attrib.get("text-anchor", ""), 0.0)
        return [(start, at["y"]), (start + wide, at["y"])]
    return []


def check(figure: go.Figure, *, width: float = 640) -> ElementTree.Element:
    """Draw a figure and fail where a part of it lies outside. Returns the picture."""
    root = parsed(svg(figure, width=width, alt="A figure of the test."))
    assert not marks_outside(root), marks_outside(root)[:3]
    assert words(root), "a picture without a word"
    return root
