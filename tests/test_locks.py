"""The lock files hold what the requirements name, at the same versions, and nothing without a hash."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("requirements", "requirements-tables", "requirements-dev", "requirements-spark")
_PIN = re.compile(r"^([\w.\-]+)(?:\[\w+\])?==([^\s;\\]+)", re.MULTILINE)


def pins(path: Path) -> dict[str, str]:
    """The version of each package, by its name as PyPI writes it."""
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in _PIN.findall(path.read_text())}


def chosen(name: str) -> dict[str, str]:
    """What a file of requirements names, with those of the file that it begins with."""
    return pins(ROOT / "requirements.txt") | pins(ROOT / f"{name}.txt")


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_holds_what_is_chosen(name):
    locked = pins(ROOT / f"{name}.lock")
    assert {each: locked.get(each) for each in chosen(name)} == chosen(name), "run `make lock`"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_locked_without_its_hash(name):
    entries = re.split(r"\n(?=\w)", (ROOT / f"{name}.lock").read_text().strip())
    assert len(entries) == len(pins(ROOT / f"{name}.lock"))
    assert not [entry for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize(("larger", "smaller"), [("requirements-tables", "requirements"),
                                                 ("requirements-dev", "requirements-tables"),
                                                 ("requirements-spark", "requirements")])
def test_a_package_has_one_version_in_all_locks(larger, smaller):
    inside, whole = pins(ROOT / f"{smaller}.lock"), pins(ROOT / f"{larger}.lock")
    assert {name: whole.get(name) for name in inside} == inside


def test_the_program_is_installed_from_the_locks():
    makefile = (ROOT / "Makefile").read_text()
    assert "--require-hashes" in makefile
    assert "install --quiet --disable-pip-version-check -r" not in makefile
