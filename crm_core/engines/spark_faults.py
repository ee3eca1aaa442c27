"""What goes wrong on Spark, said as what it is: the table it befell, the reason, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from crm_core import CannotAnswer
from crm_core.language import _

_MAX_SAID = 300
"""Characters of Spark's own words: behind the first sentence stands its plan."""


class EngineFailed(CannotAnswer):
    """Spark is not there, or could not make a table; the message names the table."""


@contextmanager
def naming(table: str) -> Iterator[None]:
    """Whatever Spark refuses inside is raised as EngineFailed, with the name of the table that was being made."""
    from py4j.protocol import Py4JError, Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JJavaError) as error:
        raise EngineFailed(_(
            "Spark could not make the table '{table}': {reason} The book in use is as it was. Mend what it names, and "
            "build again.", table=table, reason=_reason(error))) from error
    except (OSError, Py4JError) as error:  # what is no error of Java's own: nobody is there to answer
        raise EngineFailed(_(
            "Spark went away while it made the table '{table}'. The book in use is as it was; start the cluster again, "
            "and build again.", table=table)) from error


def _reason(error: Exception) -> str:
    """The first sentence of Spark's own words, and of what they came from: a full disk is told by the last cause
    alone."""
    thrown = vars(error).get("java_exception") or vars(error).get("_origin")
    if thrown is None:
        return _first_sentence(str(error) or type(error).__name__)
    said = _first_sentence(str(error) if "java_exception" not in vars(error) else str(thrown.getMessage()))
    while thrown.getCause() is not None:
        thrown = thrown.getCause()
    root = str(thrown.getMessage() or "")
    return said if root in said else f"{said} {_first_sentence(root)}"


def _first_sentence(text: str) -> str:
    """Its first line, with an end."""
    first = text.strip().splitlines()[0][:_MAX_SAID].rstrip() if text.strip() else "?"
    return first if first.endswith((".", "!", "?")) else f"{first}."
