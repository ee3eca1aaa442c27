"""What a table holds as of one of its versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crm_core.intake.statements import BuildRefused
from crm_core.language import _

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True)
class CurrentVersion:
    """The rows of a table as they were when it was opened: what is written to it later is not among them."""

    name: str
    """The name of its folder."""
    format: str
    """`Delta` or `Iceberg`."""
    version: str
    """As the format counts: `v12`, or the id of a snapshot."""
    identity: str
    """What no other version has, of this table or of another."""
    size: int
    """Bytes of the files that hold its rows."""
    batches: Callable[[], pyarrow.RecordBatchReader]
    """Its rows, in whatever order; a new reader each time."""

    @property
    def label(self) -> str:
        """`customers@v12`: as Delta itself writes a version."""
        return f"{self.name}@{self.version}"


class CannotRead(BuildRefused):
    """A table that names what is not there, or that needs what is not known here."""


def file_inside(table: str, folder: Path, relative: str) -> Path:
    """The file that a table names, by its path in the table's folder. Raises CannotRead where it lies elsewhere or is
    not there: a list that comes with data must not make the program read another place."""
    path = folder / relative
    if not path.resolve().is_relative_to(folder.resolve()):
        raise outside(table, relative)
    if not path.is_file():
        raise CannotRead(_(
            "The table '{table}' names the file {file}, which is not there. Copy its whole folder once more; where it "
            "is lost at the source as well, the table has to be repaired there.", table=table, file=relative))
    return path


def outside(table: str, file: str) -> CannotRead:
    return CannotRead(_(
        "The table '{table}' names the file {file}, which lies outside its folder. Have its rows written out as a "
        "table of its own, or as plain files.", table=table, file=file))
