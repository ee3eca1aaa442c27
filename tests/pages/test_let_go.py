"""Visits that have ended are let go of while nobody else comes or goes."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from streamlit.runtime.memory_session_storage import MemorySessionStorage

from pages.frame.running import let_go


class Session:
    """As much of one as a storage looks at."""

    id = "gone"


class Info:
    session = Session()


def test_an_ended_visit_goes_though_no_other_visit_ends(monkeypatch):
    monkeypatch.setattr(let_go, "SECONDS", 0.02)
    kept = MemorySessionStorage(ttl_seconds=0.05)
    kept.save(Info())

    async def evening() -> list[int]:
        let_go._look(asyncio.get_running_loop(), kept._cache.expire)
        found = [len(kept._cache._data)]
        await asyncio.sleep(0.3)
        return [*found, len(kept._cache._data)]

    with ThreadPoolExecutor(1) as apart:  # a browser of other tests may have a loop of its own at work here
        assert apart.submit(asyncio.run, evening()).result() == [1, 0]


def test_where_no_server_runs_nothing_is_looked_for():
    let_go.let_go_of_ended_visits()
