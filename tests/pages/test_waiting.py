"""Where a browser wanted to go before its person signed in."""

from __future__ import annotations

import pytest

from pages.frame.visit.waiting import MOST, SECONDS, Waiting, Wanted, unmasked

WANTED = Wanted("pareto", {"link": "{}"})


def masked(token: bytes, mask: bytes) -> str:
    """The cookie as Streamlit writes it."""
    return f"2|{mask.hex()}|{bytes(a ^ mask[at % 4] for at, a in enumerate(token)).hex()}|1700000000"


def test_a_browser_is_known_by_its_token_whatever_the_mask():
    token = b"sixteen letters."
    assert unmasked(masked(token, b"abcd")) == unmasked(masked(token, b"wxyz"))
    assert unmasked(masked(token, b"abcd")) != unmasked(masked(b"another browser!", b"abcd"))
    assert token.hex() not in unmasked(masked(token, b"abcd"))


@pytest.mark.parametrize("cookie", ["", "None", "2|ab|cd", "2|zz|cd|1", "2||cd|1", "2|ab||1", "a|b|c|d|e", "<Mock>"])
def test_what_is_no_such_cookie_is_no_browser(cookie):
    assert unmasked(cookie) == ""


def test_what_was_wanted_is_given_once_to_the_same_browser_for_some_minutes():
    waiting = Waiting()
    waiting.keep("ana", WANTED, now=0.0)
    assert waiting.take("eva", now=1.0) is None
    assert waiting.take("ana", now=float(SECONDS)) == WANTED
    assert waiting.take("ana", now=1.0) is None
    waiting.keep("ana", WANTED, now=0.0)
    assert waiting.take("ana", now=SECONDS + 1.0) is None


def test_those_who_never_come_back_are_forgotten_in_order():
    waiting = Waiting()
    for browser in range(MOST + 1):
        waiting.keep(str(browser), WANTED, now=0.0)
    assert waiting.take("0", now=0.0) is None
    assert waiting.take("1", now=0.0) == WANTED
