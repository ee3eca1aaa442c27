"""The two banks, opened once."""

from __future__ import annotations

import pytest

from crm_core import open_book
from crm_core.rooms import retention
from tests.rooms.retention.books import publish_fates, publish_planted


@pytest.fixture(scope="package")
def fates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fates")
    publish_fates(folder)
    with open_book(folder) as opened:
        yield opened


@pytest.fixture(scope="package")
def planted_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    publish_planted(folder)
    return folder


@pytest.fixture(scope="package")
def planted(planted_folder):
    with open_book(planted_folder) as opened:
        yield opened


@pytest.fixture(scope="package")
def learned(planted):
    return retention.learn(planted.reader())
