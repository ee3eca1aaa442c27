"""The current version of an Iceberg table, read by PyIceberg from the lists in its folder, without a catalog."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import pyarrow
from pyiceberg.catalog.noop import NoopCatalog
from pyiceberg.io.pyarrow import ArrowScan, PyArrowFile, PyArrowFileIO, _read_all_delete_files, schema_to_pyarrow
from pyiceberg.manifest import DataFileContent
from pyiceberg.serializers import FromInputFile
from pyiceberg.table import DataScan, FileScanTask, StaticTable

from crm_core.intake.table_formats.version import CannotRead, CurrentVersion, file_inside, outside
from crm_core.language import _, all_of

_NUMBER = re.compile(r"v?(\d+)(-.*?)?(\.gz)?\.metadata\.json")
"""v3.metadata.json where a folder is all there is, 00003-9c12d441-….metadata.json where a catalog knows the table."""
_STORE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(//[^/]*)?")
"""What comes before the path in an address: s3://bucket, file:, file://."""


def open_iceberg(folder: Path) -> CurrentVersion:
    """The snapshot that the latest list in `folder` calls the current one. Raises CannotRead where it is not known
    which list that is, where a file is missing or lies elsewhere or rows are deleted by their values, and whatever
    PyIceberg raises for lists that are damaged or of a later format."""
    place = _latest_list(folder)
    metadata = FromInputFile.table_metadata(PyArrowFileIO().new_input(str(place)))
    files = _FilesOfTheTable(folder, metadata.location)
    scan = StaticTable(("table",), metadata, str(place), files, NoopCatalog("none")).scan()
    _refuse_deletes_by_value(folder.name, scan)
    tasks = list(scan.plan_files())
    named = {file.file_path for task in tasks for file in (task.file, *task.delete_files)}
    size = sum(files.found(name).stat().st_size for name in named)
    return CurrentVersion(folder.name, "Iceberg", str(metadata.current_snapshot_id or 0),
                          hashlib.sha256(place.read_bytes()).hexdigest(), size, lambda: _reader(scan, tasks))


def _latest_list(folder: Path) -> Path:
    """The list that counts now. Which one that is, a catalog knows; in a folder it is the one of the highest number."""
    lists = {path: int(found[1]) for path in (folder / "metadata").glob("*.metadata.json")
             if (found := _NUMBER.fullmatch(path.name))}
    if not lists:
        raise CannotRead(_(
            "The table '{table}' has no list that is numbered, such as v3.metadata.json, so which of its versions "
            "counts is not known. Have its rows written out as plain files.", table=folder.name))
    latest = [path for path, number in lists.items() if number == max(lists.values())]
    if len(latest) > 1:
        raise CannotRead(_(
            "The table '{table}' has several lists of the same number, {files}: only its catalog knows which of them "
            "counts. Take the others out of its folder, or have its rows written out as plain files.",
            table=folder.name, files=all_of(sorted(path.name for path in latest))))
    return latest[0]


class _FilesOfTheTable(PyArrowFileIO):
    """Opens what the lists name in the folder that was given. Iceberg writes whole addresses (s3://…/customers/data/…),
    so a table that was copied names files of where it was; and nothing but this folder may be read."""

    def __init__(self, folder: Path, home: str) -> None:
        super().__init__()
        self._folder, self._home = folder, _path_of(home).rstrip("/")

    def new_input(self, location: str) -> PyArrowFile:
        return super().new_input(str(self.found(location)))

    def found(self, location: str) -> Path:
        """The file of an address. Raises CannotRead where it is not in the folder."""
        path = _path_of(location)
        relative = path.removeprefix(f"{self._home}/")
        if relative == path or ".." in PurePosixPath(relative).parts:
            raise outside(self._folder.name, location)
        return file_inside(self._folder.name, self._folder, relative)


def _path_of(address: str) -> str:
    store = _STORE.match(address)
    return address[store.end():] if store else address


def _refuse_deletes_by_value(table: str, scan: DataScan) -> None:
    """Rows that are deleted by what stands in a column, as streams of changes do it, PyIceberg cannot leave out."""
    snapshot = scan.snapshot()
    manifests = snapshot.manifests(scan.io) if snapshot else []
    if any(entry.data_file.content == DataFileContent.EQUALITY_DELETES
           for manifest in manifests for entry in manifest.fetch_manifest_entry(scan.io, discard_deleted=True)):
        raise CannotRead(_(
            "Rows of the table '{table}' are deleted by their values (equality deletes), which is not read here. Have "
            "its files rewritten at the source (rewrite_data_files), or its rows written out as plain files.",
            table=table))


def _reader(scan: DataScan, tasks: Sequence[FileScanTask]) -> pyarrow.RecordBatchReader:
    schema = schema_to_pyarrow(scan.projection(), include_field_ids=False)
    return pyarrow.RecordBatchReader.from_batches(schema, _batches(scan, tasks, schema))


def _batches(scan: DataScan, tasks: Sequence[FileScanTask], schema: pyarrow.Schema) -> Iterator[pyarrow.RecordBatch]:
    """The rows, some thousand at a time. What PyIceberg offers by public names holds whole files, and several at once:
    of a table in files of 512 MB, gigabytes."""
    rows = ArrowScan(scan.table_metadata, scan.io, scan.projection(), scan.row_filter)
    deleted = _read_all_delete_files(scan.io, tasks)
    for batch in rows._record_batches_from_scan_tasks_and_deletes(tasks, deleted):
        yield batch.cast(schema)
