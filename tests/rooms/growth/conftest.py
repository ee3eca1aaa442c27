"""The bank of risers, opened and learnt from once."""

from __future__ import annotations

import pytest

from crm_core import open_book
from crm_core.rooms import growth
from tests.rooms.growth.books import publish_planted


@pytest.fixture(scope="package")
def risers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("risers")
    publish_planted(folder)
    with open_book(folder) as opened:
        yield opened


@pytest.fixture(scope="package")
def learned(risers):
    return growth.learn(risers.reader())
