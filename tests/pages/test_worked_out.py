"""What is held for all visitors: it is told as long as it is so, and no longer."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

import pytest

from crm_core import CannotAnswer
from crm_core.rooms import tiers
from crm_core.scope import Scope
from pages.frame.visit.visit import Visit, running
from pages.frame.visit.worked_out import if_worked_out, is_worked_out, work_out
from pages.parts.overview import opportunities
from tests.rooms.tiers.schemes import by_cuts


@pytest.fixture(autouse=True)
def visit():
    """A visit of a book that nobody has asked anything."""
    token = running.set(Visit("overview", (SimpleNamespace(fingerprint=uuid.uuid4().hex), None), Scope()))
    yield
    running.reset(token)


def fail() -> None:
    raise CannotAnswer("This question needs more memory than it may take.")


def test_it_is_worked_out_once_and_given_where_somebody_has_asked():
    made = []
    assert if_worked_out("growth", lambda: made.append(1)) is None
    assert not is_worked_out("growth")
    first = work_out("growth", lambda: made.append(2) or ["learnt"])
    assert work_out("growth", fail) is if_worked_out("growth", fail) is first
    assert made == [2]


def test_that_it_could_not_be_told_is_held_only_until_it_can():
    """What stood in the way, memory or a damaged file, may have passed."""
    with pytest.raises(CannotAnswer, match="more memory"):
        work_out("growth", fail)
    assert is_worked_out("growth")
    assert if_worked_out("growth", lambda: pytest.fail("nobody asks for it")) is None
    made = []
    first = work_out("growth", lambda: made.append(1) or ["learnt"])
    assert work_out("growth", lambda: made.append(2)) is if_worked_out("growth", fail) is first
    assert made == [1]


def test_what_is_served_beyond_promises_is_that_of_the_tiers_in_force(monkeypatch):
    """Also after others were approved, on the same data."""
    schemes = [by_cuts(50.0), by_cuts(60.0)]
    costs = {tiers.to_json(each): place + 1.0 for place, each in enumerate(schemes)}
    monkeypatch.setattr(tiers, "leakage_of",
                        lambda _read, outlined: SimpleNamespace(cost=costs[tiers.to_json(outlined.scheme)]))
    found = []
    for scheme in schemes:
        outlined = SimpleNamespace(scheme=scheme)
        monkeypatch.setattr(opportunities, "outline_in_force", lambda _read, outlined=outlined: outlined)
        found.append(opportunities._service(None).amount)
    assert found == [1.0, 2.0]
