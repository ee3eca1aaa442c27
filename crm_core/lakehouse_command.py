"""`python -m crm_core build lakehouse`: its options, and the session of Spark that they describe."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_core import CannotAnswer
from crm_core.language import _

if TYPE_CHECKING:
    from crm_core.intake.statements import Published
    from crm_core.warehouse import Shelf


def add_lakehouse(parser: argparse.ArgumentParser) -> None:
    """The options of the source."""
    parser.add_argument("address", metavar=_("ADDRESS"),
                        help=_("a folder or URL with a folder or file for each table, or catalog:SCHEMA"))
    parser.add_argument("--format", default="parquet", help=_("what the tables are kept as: parquet, delta, iceberg or "
                                                              "orc (default: parquet)"))
    parser.add_argument("--mapping", type=Path, help=_("the file whose [book] holds; default: mapping.toml in the "
                                                       "folder"))
    parser.add_argument("--master", default="local[*]", help=_("where Spark runs (default: local[*], this machine)"))
    parser.add_argument("--conf", action="append", default=[], metavar="SETTING",
                        help=_("a setting of Spark, as NAME=VALUE; may be repeated"))
    parser.add_argument("--work", default="", help=_("an address that the cluster and this program write to; default: "
                                                     "beside the data"))
    parser.add_argument("--with-activity", action="store_true",
                        help=_("bring back the months of single customers too"))


def build_lakehouse_of(arguments: argparse.Namespace, shelf: Shelf, **how: Any) -> Published:
    """Start Spark and build. Raises CannotAnswer for options that cannot be meant."""
    from crm_core.engines.spark_session import spark_session, stop
    from crm_core.intake.files.mapping import read_mapping
    from crm_core.intake.lakehouse import build_lakehouse

    settings = _of_one_machine(arguments) | dict(_setting(each) for each in arguments.conf)
    folder = Path(arguments.address)
    mapping = read_mapping(folder, arguments.mapping.read_bytes() if arguments.mapping else None)
    session = spark_session(arguments.master, settings)
    try:
        return build_lakehouse(session, arguments.address, shelf, mapping=mapping, kind=arguments.format,
                               work=arguments.work, with_activity=arguments.with_activity,
                               accept_rejected=arguments.accept_rejected, **how)
    finally:
        stop(session)


def _of_one_machine(arguments: argparse.Namespace) -> dict[str, str]:
    """Where Spark is this machine: the memory that was given, and no more parts than keep its processors at work."""
    if not arguments.master.startswith("local"):
        return {}
    given = re.fullmatch(r"(\d+) ?([kmgt])i?b?", arguments.memory.strip().lower())
    memory = {"spark.driver.memory": f"{given[1]}{given[2]}"} if given else {}
    return {"spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)), **memory}


def _setting(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise CannotAnswer(_("--conf {text} is no setting: write a name and a value, such as "
                             "spark.executor.memory=8g.", text=text))
    return name, value
