"""A Ctrl-C, known again in what libraries have made of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

_OF_DUCKDB = "Query interrupted"
"""What DuckDB raises in its place where it was at work, as a RuntimeError."""


@contextlib.contextmanager
def told_as_ctrl_c() -> Iterator[None]:
    """Raises KeyboardInterrupt for any error that a Ctrl-C has become."""
    try:
        yield
    except Exception as error:
        if was_ctrl_c(error):
            raise KeyboardInterrupt from error
        raise


def was_ctrl_c(error: BaseException) -> bool:
    """Whether it was a Ctrl-C at first: one that DuckDB raises in its own words, that came while Python gave it rows,
    or after which tidying up went wrong."""
    at: BaseException | None = error
    while at is not None:
        said = str(at).rstrip()
        if isinstance(at, KeyboardInterrupt) or said == _OF_DUCKDB or said.endswith(KeyboardInterrupt.__name__):
            return True
        at = at.__cause__ or at.__context__
    return False
