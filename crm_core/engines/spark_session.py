"""A session of Spark as this program needs it: exact arithmetic, one time zone, nothing on the screen."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from crm_core.engines.spark_faults import EngineFailed
from crm_core.language import _

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_MEANING = {
    "spark.sql.ansi.enabled": "true",  # what does not fit is an error, never another number
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",  # a moment is what the clocks of the bank showed
    "spark.sql.caseSensitive": "false",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # a folder region_id=01 is region 01
}
"""What decides on results: the same on every cluster, whatever else it is set to."""
_LOGGING = Path(__file__).with_name("log4j2.properties").as_uri()
_QUIET = {"spark.ui.showConsoleProgress": "false", "spark.ui.enabled": "false",
          "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOGGING}"}


def spark_session(master: str = "local[*]", settings: Mapping[str, str] | None = None) -> SparkSession:
    """The running session, or one of `master` (local[*], spark://…, yarn, k8s://…) with further `settings`.

    Raises EngineFailed when pyspark or Java is missing, or the cluster does not answer; the message says how to get it.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.logger import PySparkLogger
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineFailed(_(
            "Spark is not installed. Install it: pip install -r requirements-spark.txt")) from error
    if not has_java():
        raise EngineFailed(_(
            "Spark needs Java 17 or 21, and none is found. Install it (Debian, Ubuntu: apt-get install "
            "openjdk-17-jre-headless), or set JAVA_HOME."))
    builder = SparkSession.builder.master(master).appName("clientela")
    for name, value in {**_QUIET, **dict(settings or {}), **_MEANING}.items():
        builder = builder.config(name, value)
    logging.getLogger("py4j").setLevel(logging.ERROR)
    for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):  # they write whole stacks of calls
        PySparkLogger.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():  # of a pandas newer than its own, of which nothing here makes use
            warnings.simplefilter("ignore", FutureWarning)
            session = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise EngineFailed(_("Spark did not start with master {master}: {reason}", master=master,
                             reason=str(error).splitlines()[0])) from error
    for name, value in _MEANING.items():
        session.conf.set(name, value)
    return session


def stop(session: SparkSession) -> None:
    """End a session, whatever became of it: one whose Java has died says nothing more."""
    from py4j.protocol import Py4JError

    with contextlib.suppress(Py4JError, OSError):
        session.stop()


def has_java() -> bool:
    """Whether Spark would find a Java to run on."""
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which("java") or (home and (Path(home) / "bin" / "java").exists()))
