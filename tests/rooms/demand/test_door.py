"""The door of the room."""

from __future__ import annotations

from pathlib import Path

from crm_core.rooms import demand


def test_no_name_of_the_door_hides_a_module_of_the_room():
    room = Path(demand.__file__).parent
    modules = {path.stem for path in room.glob("*.py")} | {path.parent.name for path in room.glob("*/__init__.py")}
    assert {"measures", "what_if", "engine"} <= modules
    assert modules & set(demand.__all__) == {"answer", "cards"}, "what these files hold bears their name in every room"
