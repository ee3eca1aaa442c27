"""The whole banks that are asked here, made once: one worker has all modules of this folder (`tests/longest_first.py`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_core.intake.berka import build_berka
from crm_core.intake.demo import build_demo
from crm_core.warehouse import Shelf
from tests.intake.berka_bank import real_folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    build_demo(Shelf(folder), customers=2_000, seed=5)
    return folder


@pytest.fixture(scope="session")
def berka(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("berka")
    build_berka(real_folder(), Shelf(folder))
    return folder
