"""Twenty people on one server: how long a rerun takes, what memory is left, and when ended visits are let go.

    python -m bench.visits [--folder bench/out/demo] [--people 20] [--think 2] [--reruns 3000]

Raw sessions over websockets, as browsers speak to the server, without their drawing. Each person opens a page, waits,
changes the year, waits, opens the next, all pages that answer one after the other from a place of their own. Printed
are, by page, the median and the 95th percentile of seconds from the message until the run is finished; the server's
processor time a rerun; its resident memory at the beginning, after each five hundred reruns, and after everybody has
gone; and how many visits it still holds then. The machine's load stands beside, as it shares the cores.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Subprotocol

from bench.machine import describe
from crm_core.chapters import PAGES
from tests.browser.conftest import serving

MEGABYTE = 1024**2
LONGEST = 120.0
_NOT_VISITED = {"import_data"}
"""Nobody loads data in the bench."""


@dataclass
class Visits:
    """What all people have seen so far. `seconds` are those of a rerun, by page."""

    server: psutil.Process
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    memory: list[tuple[int, float]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def reruns(self) -> int:
        return sum(map(len, self.seconds.values()))

    def enter(self, page: str, seconds: float) -> None:
        self.seconds[page].append(seconds)
        if self.reruns % 500 == 0:
            self.memory.append((self.reruns, _megabytes(self.server)))


async def visit(url: str, visits: Visits, *, think: float, until: int, seed: int) -> None:
    """One person: pages one after the other until all together have run `until` times."""
    chance = random.Random(seed)
    pages = [name for name in PAGES if name not in _NOT_VISITED]
    pages = pages[seed % len(pages):] + pages[:seed % len(pages)]
    address = url.replace("http", "ws") + "/_stcore/stream"
    await asyncio.sleep(chance.uniform(0, think))
    async with websockets.connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        while visits.reruns < until:
            for page in pages:
                for year in ("", "year=1", "year=2"):
                    begun = time.perf_counter()
                    try:
                        await asyncio.wait_for(_run(socket, page, year), LONGEST)
                    except TimeoutError:
                        visits.failures.append(page)
                        return
                    visits.enter(page, time.perf_counter() - begun)
                    if visits.reruns >= until:
                        return
                    await asyncio.sleep(think * chance.expovariate(1))


async def _run(socket: websockets.ClientConnection, page: str, query: str) -> None:
    """Ask for a page as a browser does, and read what comes until the run is over."""
    asked = BackMsg()
    asked.rerun_script.page_name = "" if page == "overview" else page
    asked.rerun_script.query_string = query
    await socket.send(asked.SerializeToString())
    while True:
        told = ForwardMsg()
        told.ParseFromString(await socket.recv())
        if told.WhichOneof("type") == "script_finished" and told.script_finished in (
                ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY):
            return


def _megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / MEGABYTE




def _said(values: list[float]) -> str:
    ranked = sorted(values)
    return f"{statistics.median(ranked):7.2f} {ranked[int(0.95 * (len(ranked) - 1))]:7.2f} {len(ranked):6}"


async def _together(url: str, visits: Visits, people: int, think: float, until: int) -> None:
    await asyncio.gather(*(visit(url, visits, think=think, until=until, seed=each) for each in range(people)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="a folder of books; it is not changed")
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--think", type=float, default=2.0, help="mean seconds between a run and the next message")
    parser.add_argument("--reruns", type=int, default=3000)
    options = parser.parse_args()
    print(describe())
    with tempfile.TemporaryDirectory() as work:
        os.environ["CLIENTELA_WORKSPACE"] = f"sqlite:///{work}/workspace.sqlite"
        with serving(options.folder) as url:
            server = next(each for each in psutil.process_iter(["cmdline"])
                          if url.rpartition(":")[2] in (each.info["cmdline"] or ()))
            visits = Visits(server)
            asyncio.run(_together(url, Visits(server), 1, 0.0, len(PAGES) * 3))  # whoever comes first of all
            before = server.cpu_times()
            visits.memory.append((0, _megabytes(server)))
            begun = time.monotonic()
            asyncio.run(_together(url, visits, options.people, options.think, options.reruns))
            used = sum(server.cpu_times()[:2]) - sum(before[:2])
            print(f"{visits.reruns} reruns of {options.people} people in {time.monotonic() - begun:.0f} s, "
                  f"{used / max(1, visits.reruns) * 1000:.0f} ms of the processor each; load {os.getloadavg()[0]:.1f}")
            print(f"{'page':14}  median     p95  reruns")
            for page, seconds in sorted(visits.seconds.items(), key=lambda each: -statistics.median(each[1])):
                print(f"{page:14} {_said(seconds)}")
            print(f"{'all':14} {_said([each for some in visits.seconds.values() for each in some])}")
            for reruns, megabytes in visits.memory:
                print(f"memory after {reruns:5} reruns: {megabytes:6.0f} MB")
            for waited in (0, 30, 60, 90):
                time.sleep(30 if waited else 0)
                print(f"{waited:3} s after the last has gone: {_megabytes(server):6.0f} MB")
            if visits.failures:
                print("not finished:", visits.failures)


if __name__ == "__main__":
    main()
