"""argparse's own words, `usage` and `invalid choice`, in the language spoken now.

argparse looks each of them up by gettext, as the `_` of its module: while a command line is read, that name is ours.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from crm_core.language.catalogue import N_, _

MESSAGES = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("not allowed with argument %s"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
)
"""What somebody at the command line can be told by it, in Python 3.11 and 3.12."""


@contextmanager
def argparse_translated() -> Iterator[None]:
    """Inside the block argparse speaks as we do, also in the help that it adds to every parser made there."""
    names = vars(argparse)
    before = names["_"]
    names["_"] = _
    try:
        yield
    finally:
        names["_"] = before
