"""Which kinds of files are read, told by their names."""

from __future__ import annotations

_SUFFIXES = {
    "text": (".csv", ".txt", ".tsv", ".tab", ".dat", ".prn", ".asc"),
    "json": (".jsonl", ".ndjson", ".json"),
    "workbook": (".xlsx", ".xlsm", ".xls", ".ods"),
    "parquet": (".parquet", ".pq"),
    "database": (".sqlite", ".sqlite3", ".db", ".db3", ".duckdb"),
    "zip": (".zip",),
}


def is_container(name: str) -> bool:
    """True for a kind of file that may hold several tables."""
    return kind_of(name) in {"workbook", "database", "zip"}


def kind_of(name: str) -> str:
    """The kind of a file; a name that says nothing is that of a text."""
    lower = name.lower().removesuffix(".gz")
    return next((kind for kind, suffixes in _SUFFIXES.items() if lower.endswith(suffixes)), "text")


def stem_of(name: str) -> str:
    """The name of a file without folders and suffix, in small letters; empty when it is of no kind that is read."""
    lower = name.lower().rpartition("/")[2]
    is_packed = lower.endswith(".gz")
    lower = lower.removesuffix(".gz")
    kinds = ("text", "json") if is_packed else _SUFFIXES
    for kind in kinds:
        for suffix in _SUFFIXES[kind]:
            if lower.endswith(suffix):
                stem = lower.removesuffix(suffix)
                return (stem_of(stem) or stem) if kind == "zip" else stem
    return ""
