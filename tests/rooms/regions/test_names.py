"""Names in a picture never stand on each other, and the first in order has the first choice."""

from __future__ import annotations

import random

from crm_core.rooms.regions.names import HIGH, WIDE, Bubble, named

ENDS = (0.0, 1.0)


def test_a_lone_bubble_has_its_name_on_top():
    note, = named([Bubble(0.5, 0.5, 10, "Norte")], [0], ENDS, ENDS)
    assert (note["text"], note["yanchor"], note["yshift"]) == ("Norte", "bottom", 13)


def test_a_name_moves_aside_for_the_bubble_above():
    low, = named([Bubble(0.5, 0.5, 10, "Low"), Bubble(0.5, 0.55, 10, "High")], [0], ENDS, ENDS)
    assert low["xanchor"] == "left"


def test_who_comes_first_has_the_first_choice_and_who_finds_no_place_is_left_out():
    crowd = [Bubble(0.5, 0.5, 12, name) for name in ("One", "Two", "Three", "Four", "Five", "Six")]
    said = [note["text"] for note in named(crowd, [5, 4, 3, 2, 1, 0], ENDS, ENDS)]
    assert said == ["Six", "Five", "Four", "Three"], "one spot has four sides"
    apart = [Bubble(0.5, 0.5, 4, "Middle"), Bubble(0.5, 0.53, 4, "Above"), Bubble(0.5, 0.47, 4, "Below")]
    first, *_ = named(apart, [2, 0, 1], ENDS, ENDS)
    assert first["text"] == "Below"


def test_no_name_leaves_the_picture():
    note, = named([Bubble(0.0, 0.5, 5, "Westernmost")], [0], ENDS, ENDS)
    assert note["xanchor"] == "left"


def test_among_many_no_two_names_meet():
    rng = random.Random(3)
    bubbles = [Bubble(rng.random(), rng.random(), rng.uniform(4, 20), "N" * rng.randint(3, 16)) for _ in range(77)]
    placed = named(bubbles, list(range(77)), ENDS, ENDS)
    boxes = []
    for note in placed:
        half, x, y = len(note["text"]) * 3.0, note["x"] * WIDE + note["xshift"], note["y"] * HIGH + note["yshift"]
        left = {"center": x - half, "left": x, "right": x - 2 * half}[note["xanchor"]]
        low = {"middle": y - 7, "bottom": y, "top": y - 14}[note["yanchor"]]
        boxes.append((left, left + 2 * half, low, low + 14))
    assert 5 < len(boxes) < 77
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            assert (one[0] >= other[1] - 1e-6 or other[0] >= one[1] - 1e-6
                    or one[2] >= other[3] - 1e-6 or other[2] >= one[3] - 1e-6)
