"""What is held for all visitors: worked out once, up to so many bytes, whole."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest

from pages.frame.visit.held import Held, pickled_bytes
from pages.frame.visit.library import DRAWN, weight


def ten(_value: object) -> int:
    return 10


def test_a_value_is_worked_out_once_and_nobody_gets_a_copy():
    held, made = Held(100), []
    first = held.of("a", lambda: made.append(1) or [1], weigh=ten)
    assert held.of("a", lambda: made.append(2) or [2], weigh=ten) is first
    assert made == [1]


def test_the_longest_unused_goes_first():
    held = Held(30)
    for key in "abc":
        held.of(key, object, weigh=ten)
    held.of("a", object, weigh=ten)
    held.of("d", object, weigh=ten)
    assert [key for key in "abcd" if key in held] == ["a", "c", "d"]
    assert held.bytes == 30


def test_what_is_larger_than_all_room_is_given_and_not_held():
    held = Held(30)
    held.of("b", object, weigh=ten)
    assert held.of("a", lambda: "large", weigh=lambda _value: 31) == "large"
    assert "a" not in held
    assert "b" in held, "nobody else's has to go for it"
    assert held.bytes == 10


def test_a_value_weighs_about_what_its_bytes_are():
    assert 10_000 < pickled_bytes(b"x" * 10_000) < 10_100


@dataclass(frozen=True, eq=False)
class Result:
    customers: int = 3


def test_an_answer_weighs_what_is_drawn_of_it_besides():
    """Else thousands of small ones would be held, each with its figures."""
    assert weight(Result()) == pickled_bytes(Result()) + DRAWN
    assert weight(3) == pickled_bytes(3), "nothing is drawn of a number"


def test_a_failure_is_not_held_and_the_next_one_tries_again():
    held = Held(100)

    def fail() -> None:
        raise KeyError("no such region")

    with pytest.raises(KeyError):
        held.of("a", fail)
    assert held.of("a", lambda: 7) == 7


class Awaited(dict):
    """Who makes what; tells when somebody has begun to wait."""

    def __init__(self) -> None:
        self.waits = threading.Event()

    def setdefault(self, *given: object) -> object:
        found = super().setdefault(*given)
        self.waits.set()
        return found


def test_what_two_make_at_once_after_a_failure_weighs_once():
    """Who waited for the one that failed makes it, and so does who comes then."""
    held, awaited = Held(30), Awaited()
    held._making = awaited
    waiting = threading.Thread(target=lambda: held.of("a", lambda: held.of("a", object, weigh=ten), weigh=ten))

    def fail() -> None:
        awaited.waits.clear()
        waiting.start()
        assert awaited.waits.wait(10)
        raise KeyError("no such region")

    with pytest.raises(KeyError):
        held.of("a", fail)
    waiting.join(10)
    assert held.bytes == 10
    for key in "bcd":
        held.of(key, object, weigh=ten)
    assert [key for key in "abcd" if key in held] == ["b", "c", "d"]
    assert held.bytes == 30


def test_two_who_ask_at_once_wait_for_one_answer():
    held, made, begun, finish = Held(100), [], threading.Event(), threading.Event()

    def slowly() -> list[str]:
        begun.set()
        finish.wait(10)
        made.append(1)
        return ["answer"]

    found: list[object] = []
    asking = [threading.Thread(target=lambda: found.append(held.of("a", slowly, weigh=ten))) for _each in range(3)]
    asking[0].start()
    assert begun.wait(10)
    for each in asking[1:]:
        each.start()
    assert held.of("b", lambda: "another", weigh=ten) == "another", "who asks for something else does not wait"
    finish.set()
    for each in asking:
        each.join(10)
    assert made == [1]
    assert all(each is found[0] for each in found)
    assert len(found) == 3
