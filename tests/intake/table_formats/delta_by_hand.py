"""Commits of a Delta log that delta-rs reads and does not write, after the protocol
(https://github.com/delta-io/delta/blob/master/PROTOCOL.md): deletion vectors, renamed columns, what nobody knows."""

from __future__ import annotations

import json
import struct
import uuid
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from pyroaring import BitMap

_Z85 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
_MAGIC = 1681511377


def commits(folder: Path) -> list[Path]:
    return sorted((folder / "_delta_log").glob("*.json"))


def actions(commit: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in commit.read_text().splitlines()]


def the(kind: str, folder: Path) -> dict[str, Any]:
    """The latest action of a kind: `add`, `metaData`, `protocol`."""
    return [each[kind] for commit in commits(folder) for each in actions(commit) if kind in each][-1]


def commit(folder: Path, *told: dict[str, Any]) -> None:
    path = folder / "_delta_log" / f"{len(commits(folder)):020d}.json"
    path.write_text("\n".join(map(json.dumps, told)))


def rewrite(folder: Path, kind: str, **changes: Any) -> None:
    """Change an action of the first commit."""
    path = commits(folder)[0]
    told = [{kind: each[kind] | changes} if kind in each else each for each in actions(path)]
    path.write_text("\n".join(map(json.dumps, told)))


def delete_by_vector(folder: Path, positions: Collection[int], *, inline: bool) -> None:
    """Commit a deletion vector of the latest file: in the log itself, or as a file beside the data."""
    add = the("add", folder)
    vector = (struct.pack("<i", _MAGIC) + struct.pack("<q", 1) + struct.pack("<i", 0) + BitMap(positions).serialize())
    if inline:
        described = {"storageType": "i", "pathOrInlineDv": _z85(vector + bytes(-len(vector) % 4))}
    else:
        name = uuid.uuid4()
        (folder / f"deletion_vector_{name}.bin").write_bytes(
            b"\x01" + struct.pack(">i", len(vector)) + vector + struct.pack(">I", zlib.crc32(vector)))
        described = {"storageType": "u", "pathOrInlineDv": _z85(name.bytes), "offset": 1}
    described |= {"sizeInBytes": len(vector), "cardinality": len(positions)}
    commit(folder, {"remove": {"path": add["path"], "deletionTimestamp": 1, "dataChange": True}},
           {"add": add | {"deletionVector": described}})


def rename(folder: Path, old: str, new: str) -> None:
    """Commit another name of a column; the files keep the one that it had in them."""
    meta = the("metaData", folder)
    schema = json.loads(meta["schemaString"])
    for each in schema["fields"]:
        each["name"] = new if each["name"] == old else each["name"]
    commit(folder, {"metaData": meta | {"schemaString": json.dumps(schema)}})


def _z85(data: bytes) -> str:
    text = ""
    for at in range(0, len(data), 4):
        value, letters = int.from_bytes(data[at:at + 4], "big"), ""
        for _ in range(5):
            value, place = divmod(value, 85)
            letters = _Z85[place] + letters
        text += letters
    return text
