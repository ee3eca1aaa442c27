"""The option `--segment` of the commands that ask under a scope."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from crm_core import segmentation
from crm_core.approved import workspace_beside
from crm_core.language import _
from crm_core.scope import Scope
from crm_core.segmentation import GivenName
from crm_core.warehouse import Book


def add_segment(parser: argparse.ArgumentParser) -> None:
    """Add the option to a command."""
    parser.add_argument("--segment", default="", metavar=_("SEGMENT"),
                        help=_("only the customers of this segment: its name, or its key as “life_cycle growing”"))


def with_segment(scope: Scope, wanted: str, book: Book, place: Path | None) -> Scope:
    """The scope with the segment called `wanted`, by rule or in the workspace beside the books of `place`; as it is
    where none is wanted. Raises CannotAnswer when there is none of that name."""
    if not wanted.strip():
        return scope
    read = book.reader(Scope(scope.years_ago))
    return replace(scope, segment=segmentation.segment_called(read, wanted, _given(place)))


def _given(place: Path | None) -> list[GivenName]:
    from crm_core.workspace import WorkspaceUnavailable

    try:
        workspace = workspace_beside(place)
        return [GivenName.of(row) for row in workspace.segment_names.all()] if workspace else []
    except WorkspaceUnavailable as error:
        print(_("Without the names that people gave to segments: {error}", error=error), file=sys.stderr)
        return []
