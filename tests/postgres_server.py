"""A PostgreSQL server of the tests' own, in a temporary folder, gone when they end."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

REQUIRED = "CLIENTELA_REQUIRE_POSTGRES"
"""Set, as the checks of a clean checkout set it, tests without PostgreSQL fail instead of being skipped."""
USER, PASSWORD = "bank", "p@ss/w:rd%41"
"""A password with every character that an address would take for a mark of its own."""


@dataclass(frozen=True)
class Server:
    port: int

    def address(self, password: str = "${BANK_PASSWORD}", *, user: str = USER, database: str = "postgres") -> str:
        return f"postgresql+psycopg://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def execute(self, *statements: str) -> list[tuple[object, ...]]:
        """Run statements as the bank's administrator; the rows of the last one, if it has any."""
        with psycopg.connect(host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname="postgres",
                             autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []


def programs() -> Path | None:
    """The folder of `initdb`, where there is one."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Start a server from `folder` of its programs, and stop it. It runs as nobody, as it refuses to run as root."""
    place = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path must be short
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(place, "postgres")
    (place / "password").write_text(PASSWORD)
    (place / "password").chmod(0o644)
    data = str(place / "data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program: str, *words: str) -> None:
        subprocess.run([*user, str(folder / program), "-D", data, *words], check=True, stdout=subprocess.DEVNULL,
                       cwd=place, timeout=120)

    try:
        run("initdb", "-U", USER, "-A", "scram-sha-256", f"--pwfile={place}/password", "-E", "UTF8", "--locale=C", "-N")
        run("pg_ctl", "-w", "-l", str(place / "log"), "start", "-o",
            f"-p {port} -c listen_addresses=127.0.0.1 -k {place} -c fsync=off -c timezone=Europe/Madrid")
        yield Server(port)
    finally:
        if (place / "data" / "postmaster.pid").exists():
            run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(place, ignore_errors=True)
