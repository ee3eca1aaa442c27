"""A small book with everything that rooms ask for, and one pack of it in each language."""

from __future__ import annotations

import pytest

from crm_core import open_book
from crm_core.language import in_language
from crm_core.pack_command import offered
from crm_core.packs import gather
from crm_core.scope import Scope
from tests.pages.conftest import publish


@pytest.fixture(scope="package")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    publish(folder, regions={"N": "=Norte & Co", "S": "Sur <b>", "W": "West"})
    with open_book(folder) as opened:
        yield opened


@pytest.fixture(scope="package")
def pack(book):
    return gather(book, Scope(), [name for name in offered() if name not in {"demand", "tiers"}])


@pytest.fixture(scope="package")
def spanish_pack(book):
    with in_language("es"):
        return gather(book, Scope(regions=("N",)), ["overview", "market"])
