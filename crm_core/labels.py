"""Names and words in figures: told apart by their ids, text and never markup, never longer than their room.

A name is for reading only. Whatever is counted, ranked, drawn or chosen is known by its id; where two ids share a name,
each has its id behind it.
"""

from __future__ import annotations

import html
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crm_core.house_style import axis, shortened

MAX_LETTERS = 16
"""Letters of a line of a name beside a bar; longer names take a second line."""
_LINES = 2
_TALL_ROW = 36
"""Pixels of a row whose name takes two lines."""
_LETTER, _NARROWEST, _MIN_BAR = 6.2, 280.0, 24.0
"""Pixels of a letter, of a picture in the narrowest card, and of the longest bar at least."""
_CAPITAL, _IDEOGRAPH = 1.3, 2.0
"""How many times as wide as a small letter."""
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


def room_beside(names: Mapping[str, Any], labels: Iterable[Mapping[str, Any]]) -> float:
    """What the notes `labels` need to the right of bars on an axis from `names_axis`, as a part of the bars' reach."""
    return label_room((str(each["text"]) for each in labels), names["ticktext"])


def label_room(labels: Iterable[str], names: Iterable[str] = ()) -> float:
    """What words set beside horizontal bars need, as a part of the bars' reach, so that none is cut off in the
    narrowest card or on a phone. `names` are those of the bars as their axis writes them, before the bars."""
    label = 2 * _LETTER + max(map(_pixels, labels), default=0.0)
    name = 2 * _LETTER + max(map(_pixels, names), default=12 * _LETTER)
    return label / max(_NARROWEST - label - name, _MIN_BAR)


def _pixels(text: str) -> float:
    """What the longest line of `text` takes: capitals are wider than small letters, ideographs wider still."""
    lines = (html.unescape(_TAG.sub("", each)) for each in text.split("<br>"))
    return max(_LETTER * sum(_IDEOGRAPH if unicodedata.east_asian_width(letter) in "WF" else
                             _CAPITAL if letter.isupper() else 1.0 for letter in line) for line in lines)


def _lines(name: str, most: int) -> list[str]:
    """`name` on as few lines as it fits, two at most; what goes beyond them ends in `…`."""
    if len(name) <= most:
        return [name]
    head, *tail = textwrap.wrap(name, most, break_long_words=False) or [""]
    rest = " ".join(tail)
    return [shortened(head, most), *([shortened(rest, most)] if rest else [])]
