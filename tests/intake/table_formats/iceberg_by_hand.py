"""What PyIceberg reads and does not write: rows deleted by position, by value and by deletion vectors, as Spark, Flink
and others write them. After the specification (https://iceberg.apache.org/spec/, .../puffin-spec/)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyiceberg.io.pyarrow import PyArrowFile, PyArrowFileIO
from pyiceberg.manifest import (
    DataFile,
    DataFileContent,
    FileFormat,
    ManifestContent,
    ManifestEntry,
    ManifestEntryStatus,
    ManifestWriterV2,
    write_manifest_list,
)
from pyiceberg.table import StaticTable
from pyiceberg.typedef import Record
from pyroaring import BitMap

STORE = "s3://bank"
SNAPSHOT = 77
_DELETES_OF_POSITIONS = pa.schema([
    pa.field("file_path", pa.string(), nullable=False, metadata={"PARQUET:field_id": "2147483546"}),
    pa.field("pos", pa.int64(), nullable=False, metadata={"PARQUET:field_id": "2147483545"})])
_VECTOR_MAGIC = b"\xd1\xd3\x39\x64"


class InAStore(PyArrowFileIO):
    """Writes what is addressed to a store into the folders of this machine, so that a table's lists name the store."""

    def new_input(self, location: str) -> PyArrowFile:
        return super().new_input(location.removeprefix(STORE))

    def new_output(self, location: str) -> PyArrowFile:
        return super().new_output(location.removeprefix(STORE))


class _Deletes(ManifestWriterV2):
    def content(self) -> ManifestContent:
        return ManifestContent.DELETES

    @property
    def _meta(self) -> dict[str, str]:
        return {**super()._meta, "content": "deletes"}


def latest(folder: Path) -> Path:
    return max((folder / "metadata").glob("*.metadata.json"))


def data_files(folder: Path) -> list[str]:
    """The addresses of the files that hold the table's rows, as its lists write them."""
    return [task.file.file_path for task in StaticTable.from_metadata(str(latest(folder))).scan().plan_files()]


def delete_positions(folder: Path, positions: Collection[tuple[str, int]]) -> None:
    """Commit a file that deletes rows by (address of their file, position from 0)."""
    path = folder / "data" / "deletes.parquet"
    files, places = zip(*sorted(positions), strict=True)
    pq.write_table(pa.table([pa.array(files), pa.array(places)], schema=_DELETES_OF_POSITIONS), path)
    _commit(folder, path, DataFileContent.POSITION_DELETES, FileFormat.PARQUET, len(positions))


def delete_values(folder: Path, column: str, field_id: int, values: Collection[str]) -> None:
    """Commit a file that deletes the rows in which a column has one of `values`."""
    path = folder / "data" / "deletes.parquet"
    schema = pa.schema([pa.field(column, pa.string(), metadata={"PARQUET:field_id": str(field_id)})])
    pq.write_table(pa.table([pa.array(values)], schema=schema), path)
    _commit(folder, path, DataFileContent.EQUALITY_DELETES, FileFormat.PARQUET, len(values), equality_ids=[field_id])


def delete_by_vector(folder: Path, file: str, positions: Collection[int]) -> None:
    """Commit a Puffin file with the deletion vector of one file of data, as tables of format version 3 have them."""
    path = folder / "data" / "deletes.puffin"
    bitmaps = (1).to_bytes(8, "little") + (0).to_bytes(4, "little") + BitMap(positions).serialize()
    vector = _VECTOR_MAGIC + bitmaps
    blob = len(vector).to_bytes(4, "big") + vector + zlib.crc32(vector).to_bytes(4, "big")
    described = {"type": "deletion-vector-v1", "fields": [2147483545], "snapshot-id": -1, "sequence-number": -1,
                 "offset": 4, "length": len(blob),
                 "properties": {"referenced-data-file": file, "cardinality": str(len(positions))}}
    footer = json.dumps({"blobs": [described]}).encode()
    path.write_bytes(b"PFA1" + blob + b"PFA1" + footer + len(footer).to_bytes(4, "little") + bytes(4) + b"PFA1")
    _commit(folder, path, DataFileContent.POSITION_DELETES, FileFormat.PUFFIN, len(positions), version=3)


def _commit(folder: Path, path: Path, content: DataFileContent, kind: FileFormat, rows: int, *, version: int = 2,
            **more: Any) -> None:
    """A snapshot more: the manifests of the current one, and one that lists a file of deletes."""
    before = latest(folder)
    table = StaticTable.from_metadata(str(before))
    io, metadata = PyArrowFileIO(), json.loads(before.read_text())
    sequence = metadata["last-sequence-number"] + 1
    entry = ManifestEntry.from_args(
        status=ManifestEntryStatus.ADDED, snapshot_id=SNAPSHOT, sequence_number=sequence, file_sequence_number=sequence,
        data_file=DataFile.from_args(content=content, file_path=_address(metadata, path), file_format=kind,
                                     partition=Record(), record_count=rows, file_size_in_bytes=path.stat().st_size,
                                     **more))
    manifest = f"{metadata['location']}/metadata/deletes.avro"
    with _Deletes(table.spec(), table.schema(), io.new_output(manifest), SNAPSHOT, "null") as writer:
        writer.add_entry(entry)
    manifests = f"{metadata['location']}/metadata/snap-{SNAPSHOT}.avro"
    with write_manifest_list(2, io.new_output(manifests), SNAPSHOT, metadata["current-snapshot-id"], sequence,
                             "null") as lists:
        lists.add_manifests([*table.current_snapshot().manifests(io), writer.to_manifest_file()])
    lines = {"next-row-id": 0} if version > 2 else {}
    rows_of = {"first-row-id": 0, "added-rows": 0} if version > 2 else {}
    metadata |= {
        "format-version": version, "last-sequence-number": sequence, "current-snapshot-id": SNAPSHOT, **lines,
        "snapshots": [*metadata["snapshots"], {
            "snapshot-id": SNAPSHOT, "sequence-number": sequence, "timestamp-ms": metadata["last-updated-ms"],
            "manifest-list": manifests, "summary": {"operation": "delete"}, "schema-id": 0, **rows_of}]}
    metadata["refs"] = {"main": {"snapshot-id": SNAPSHOT, "type": "branch"}}
    number = int(before.name.split("-")[0]) + 1
    (folder / "metadata" / f"{number:05d}-by-hand.metadata.json").write_text(json.dumps(metadata))


def _address(metadata: dict[str, Any], path: Path) -> str:
    return f"{metadata['location']}/data/{path.name}"
