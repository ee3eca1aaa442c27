"""A workspace in a folder of its own, with a clock that ticks one minute a look.

With CLIENTELA_TEST_POSTGRES (the URL of an empty PostgreSQL database), the same tests run there as well.
"""

from __future__ import annotations

import datetime as dt
import os

import pytest

from crm_core.workspace import Workspace
from tests.pages.conftest import publish

POSTGRES = os.environ.get("CLIENTELA_TEST_POSTGRES", "")
START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


class Clock:
    """Noon of 1 March 2026, and a minute later at every look."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> dt.datetime:
        self.looks += 1
        return START + dt.timedelta(minutes=self.looks - 1)


@pytest.fixture(scope="session")
def books(tmp_path_factory):
    """A folder with a small book, and its fingerprint."""
    folder = tmp_path_factory.mktemp("books")
    return folder, publish(folder)


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRES else [])])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'workspace.sqlite'}"
    import sqlalchemy

    from crm_core.workspace.tables import METADATA

    engine = sqlalchemy.create_engine(POSTGRES)
    METADATA.drop_all(engine)
    engine.dispose()
    return POSTGRES


@pytest.fixture
def workspace(url):
    return Workspace(url, now=Clock())


@pytest.fixture
def scenarios(workspace):
    return workspace.scenarios


@pytest.fixture
def save(scenarios):
    """`save("Plan A")` → a scenario of the room tiers, by Ana, on the book f1."""

    def keep(name: str, content: str = "{}", room: str = "tiers", **options):
        return scenarios.save(room, name, content, **{"author": "Ana", "book_fingerprint": "f1"} | options)

    return keep
