"""Files where Spark reads them, by Hadoop's own ways: a path of this machine and an address of a store are alike."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_core.engines.spark_faults import EngineFailed
from crm_core.language import _

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_READ_HERE = ("delta", "iceberg")
"""Formats that Spark knows by packages alone, and libraries of Python without it."""


def exists(session: SparkSession, address: str) -> bool:
    """Whether there is a file or a folder at `address`."""
    store, path = _store(session, address)
    return bool(store.exists(path))


def holds(session: SparkSession, address: str, pattern: str) -> bool:
    """Whether something of a name, which may be a pattern (`metadata/*.json`), lies in the folder at `address`."""
    store, path = _store(session, f"{address}/{pattern}")
    return bool(store.globStatus(path))


def rows_at(session: SparkSession, address: str, kind: str) -> DataFrame:
    """What lies at `address`, kept as `kind` (parquet, delta …). Raises EngineFailed when Spark knows no such kind."""
    from py4j.protocol import Py4JJavaError

    try:
        return session.read.format(kind).load(address)
    except Py4JJavaError as error:
        if "DATA_SOURCE_NOT_FOUND" not in str(error.java_exception.getMessage()):
            raise
        package = _("Spark knows no format '{kind}'. Give the package that reads it, as its makers say for Spark "
                    "{version}: --conf spark.jars.packages=…", kind=kind, version=session.version)
        without = _("In a folder of this machine it is read without the package, and without --format.")
        raise EngineFailed(f"{package}. {without}" if kind in _READ_HERE else package) from error


def remove(session: SparkSession, address: str) -> None:
    """Remove a folder with all that is in it."""
    store, path = _store(session, address)
    store.delete(path, True)


def local_copy(session: SparkSession, address: str, folder: Path) -> Path:
    """The folder at `address` as one of this machine: itself where it lies here, else copied to `folder`."""
    if "://" not in address:
        return Path(address)
    store, path = _store(session, address)
    folder.mkdir()
    for each in store.listStatus(path):
        if each.isFile() and each.getPath().getName().endswith(".parquet"):
            store.copyToLocalFile(False, each.getPath(), _path(session, str(folder)), True)
    return folder


def versions(session: SparkSession, addresses: Iterable[str]) -> list[tuple[str, int, int]]:
    """The name, the bytes and the moment of the last change of each file, in order of name. Files of a lakehouse are
    written once: another version of a table is other files. No list where one is a folder, which does not tell."""
    found = []
    for address in addresses:  # as Spark tells them: blanks and the like are written as %20
        path = session._jvm.org.apache.hadoop.fs.Path(session._jvm.java.net.URI.create(address))
        state = path.getFileSystem(session._jsparkSession.sessionState().newHadoopConf()).getFileStatus(path)
        if state.isDirectory():
            return []
        found.append((state.getPath().toUri().getPath(), int(state.getLen()), int(state.getModificationTime())))
    return sorted(found)


def _store(session: SparkSession, address: str) -> tuple[Any, Any]:
    path = _path(session, address)
    return path.getFileSystem(session._jsparkSession.sessionState().newHadoopConf()), path


def _path(session: SparkSession, address: str) -> Any:
    return session._jvm.org.apache.hadoop.fs.Path(address)
