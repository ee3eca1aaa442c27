"""A workspace in a folder of its own and one in a PostgreSQL server, with a clock that ticks one minute a look."""

from __future__ import annotations

import datetime as dt
import os
from urllib.parse import quote

import pytest
import sqlalchemy

from crm_core.workspace import Workspace
from crm_core.workspace.tables import METADATA
from tests.pages.conftest import publish
from tests.postgres_server import PASSWORD, REQUIRED, programs, running

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


@pytest.fixture(scope="session")
def postgres():
    """The address of a database in a server of the tests' own."""
    folder = programs()
    if folder is None:
        assert os.environ.get(REQUIRED) != "1", "PostgreSQL is not installed"
        pytest.skip("PostgreSQL is not installed: no workspace was kept in one (apt-get install postgresql)")
    with running(folder) as server:
        yield server.address(quote(PASSWORD, safe=""))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'workspace.sqlite'}"
    address = request.getfixturevalue("postgres")
    engine = sqlalchemy.create_engine(address)
    METADATA.drop_all(engine)
    engine.dispose()
    return address


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
