"""A file that is written for somebody: all of it, or what was there before."""

from __future__ import annotations

import resource
import signal
from contextlib import contextmanager

import pytest

from crm_core.warehouse.on_disk import hold, write_whole


@contextmanager
def little_room(most: int):
    """A limit on the size of a file meets what writes it as a full disk does."""
    before, heard = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, heard)


@pytest.mark.parametrize("before", [None, b"the pack of last month"])
def test_a_disk_without_room_leaves_what_was_there_and_names_the_file(tmp_path, before):
    path = tmp_path / "board.pptx"
    if before:
        path.write_bytes(before)
    with little_room(1_000), pytest.raises(OSError, match="File too large") as told:
        write_whole(path, bytes(5_000))
    assert told.value.filename == str(path)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([before] if before else [])


def test_what_is_written_is_whole_and_a_link_stays_one(tmp_path):
    (tmp_path / "link").symlink_to("board.pptx")
    for content in (b"first", b"second"):
        write_whole(tmp_path / "link", content)
        assert (tmp_path / "board.pptx").read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["board.pptx", "link"]


def test_a_folder_is_no_file_and_stays(tmp_path):
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, b"x")
    with pytest.raises(FileNotFoundError) as told:
        write_whole(tmp_path / "none" / "x", b"x")
    assert told.value.filename == str(tmp_path / "none" / "x")


def test_a_lock_whose_file_was_taken_away_or_replaced_is_not_held(tmp_path):
    path = tmp_path / "building.lock"
    with open(path, "w", encoding="utf-8") as first, open(path, "w", encoding="utf-8") as second:
        assert hold(first)
        assert not hold(second)
        path.unlink()
        first.close()
        assert not hold(second), "another program could make the file anew, and hold that"
        path.touch()
        assert not hold(second)
