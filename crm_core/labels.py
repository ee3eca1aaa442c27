"""Names and words in figures: told apart by their ids, text and never markup, never longer than their room.

A name is for reading only. Whatever is counted, ranked, drawn or chosen is known by its id; where two ids share a name,
each has its id behind it.
"""

from __future__ import annotations

import html
import math
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crm_core.house_style import axis, note, shortened

MAX_LETTERS = 16
"""Letters of a line of a name beside a bar; longer names take a second line."""
_LINES = 2
_TALL_ROW = 36
"""Pixels of a row whose name takes two lines."""
_LETTER, _SIZE = 6.2, 12
"""Pixels of a small letter, and the size of letters that has it."""
_BESIDE_END, _TEXT_LINE, _GAP = 12, 15, 4
"""Letters of a line of words beside the end of a line, pixels of its height, and of the gap to the next words."""
_SPARE = 0.02
"""Part of the bars' reach left free at either end."""
_CAPITAL, _FIGURE, _IDEOGRAPH, _BOLD = 1.3, 1.2, 2.0, 1.08
"""How many times as wide as a small letter, and bold letters as others."""
_TAG = re.compile("<[^>]*>")


def told_apart(ids: Iterable[object], names: Iterable[str]) -> list[str]:
    """The names to show, in order: one that several ids share, in whatever case, has its id behind it: `Centro (R0)`.

    A name that is the id itself says enough.

    Raises ValueError when there are not as many names as ids.
    """
    pairs = [(str(each), str(name)) for each, name in zip(ids, names, strict=True)]
    ids_by_name = Counter(_folded(name) for _, name in dict.fromkeys(pairs))
    return [f"{name} ({each})" if ids_by_name[_folded(name)] > 1 and each != name else name for each, name in pairs]


def _folded(name: str) -> str:
    """What a reader can tell apart: not capitals, nor how spaces and accents are encoded."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def as_written(name: str) -> str:
    """A name as Plotly shows it letter by letter: what looks like a tag or an entity is none."""
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def tick_names(ids: Sequence[object], names: Sequence[str], *, most: int = MAX_LETTERS,
               lines: int = _LINES) -> list[str]:
    """Names beside bars: told apart, on one or two `lines` of `most` letters, escaped for Plotly.

    Raises ValueError when there are not as many names as ids.
    """
    whole = told_apart(ids, names)
    short = [_lines(name, most)[:lines] if lines > 1 else [shortened(name, most)] for name in whole]
    repeated = {key for key, count in Counter(map(tuple, short)).items() if count > 1}
    for place, each in enumerate(short):
        if tuple(each) in repeated and len(set(ids)) > 1:  # cut to the same: the id tells them apart again
            ending = shortened(f"({ids[place]})", most)
            short[place] = ([shortened(whole[place], most), ending] if lines > 1 else
                            [f"{shortened(whole[place], max(most - len(ending) - 1, 2))} {ending}"])
    return ["<br>".join(as_written(line) for line in each) for each in short]


def names_axis(ids: Sequence[object], names: Sequence[str]) -> dict[str, Any]:
    """The axis of horizontal bars that are keyed by `ids` and read by `names`, the first at the bottom."""
    return axis(showgrid=False, ticksuffix="  ", automargin=True, type="category", tickvals=[str(each) for each in ids],
                ticktext=tick_names(ids, names))


def row_pixels(names: Mapping[str, Any], usual: int) -> int:
    """Pixels of one bar on an axis from `names_axis`: the `usual`, or as many as two lines of a name need."""
    return max(usual, _TALL_ROW) if any("<br>" in each for each in names["ticktext"]) else usual


def lengths_axis(low: float, high: float) -> dict[str, Any]:
    """The unseen axis along horizontal bars that reach from `low` to `high`."""
    reach = (high - low) or 1.0
    return axis(visible=False, range=[low - _SPARE * reach, (high if high > low else low + reach) + _SPARE * reach])


def room_beside(labels: Iterable[Mapping[str, Any]], *, top: int = 0) -> dict[str, int]:
    """The margins of horizontal bars with the notes `labels` at their right.

    The labels stand in the margin, in as many pixels as they need, and the bars have what is left: they are as long as
    the card allows at a desk, and on a phone no label is cut off. The names' margin is their axis' own.
    """
    right = max((label_room([str(each["text"])], each["font"]["size"]) + each.get("xshift", 0) for each in labels),
                default=0.0)
    return {"l": 8, "r": math.ceil(right + _LETTER), "t": top, "b": 8}


def label_room(labels: Iterable[str], size: int = _SIZE) -> float:
    """Pixels of the longest of `labels` in letters of `size`."""
    return max(map(_pixels, labels), default=0.0) * size / _SIZE


def beside_ends(ends: Sequence[tuple[Any, float, str, bool]], reach: tuple[float, float],
                height: int) -> list[dict[str, Any]]:
    """Notes for the margin at the right of lines: where each ends on both axes, its words, and if they are bold.

    On the lines words could not be read. Those of ends too near to each other are moved apart; `reach` is that of the
    y axis, `height` the least pixels of the plot. Give the margin by `room_beside`.
    """
    low, high = reach
    lines = [textwrap.wrap(text, _BESIDE_END) for _, _, text, _ in ends]
    spots = [height * (value - low) / ((high - low) or 1.0) for _, value, *_ in ends]
    halves = [(_TEXT_LINE * len(each) + _GAP) / 2 for each in lines]
    order = sorted(range(len(ends)), key=lambda place: spots[place])
    moved, floor, ceiling = list(spots), 0.0, float(height)
    for place in order:
        moved[place] = max(moved[place], floor + halves[place])
        floor = moved[place] + halves[place]
    for place in reversed(order):
        moved[place] = min(moved[place], ceiling - halves[place])
        ceiling = moved[place] - halves[place]
    words = ["<br>".join(map(as_written, each)) for each in lines]
    return [note(x, value, f"<b>{text}</b>" if is_bold else text, xshift=6, align="left", yanchor="middle",
                 yshift=round(moved[place] - spots[place]))
            for place, ((x, value, _, is_bold), text) in enumerate(zip(ends, words, strict=True))]


def _pixels(text: str) -> float:
    """What the longest line of `text` takes: not all letters are as wide as small ones."""
    lines = (html.unescape(_TAG.sub("", each)) for each in text.split("<br>"))
    return max(_LETTER * sum(_IDEOGRAPH if unicodedata.east_asian_width(letter) in "WF" else
                             _CAPITAL if letter.isupper() else _FIGURE if letter.isdigit() else 1.0
                             for letter in line) for line in lines) * (_BOLD if "<b>" in text else 1.0)


def _lines(name: str, most: int) -> list[str]:
    """`name` on as few lines as it fits, two at most; what goes beyond them ends in `…`."""
    if len(name) <= most:
        return [name]
    head, *tail = textwrap.wrap(name, most, break_long_words=False) or [""]
    rest = " ".join(tail)
    return [shortened(head, most), *([shortened(rest, most)] if rest else [])]
