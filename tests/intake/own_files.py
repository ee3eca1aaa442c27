"""A small bank's own files, written as a test wants them, and the book they make."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from crm_core.intake.draft import SourceFile
from crm_core.intake.files import build_files
from crm_core.language.stored import told
from crm_core.question import Question
from crm_core.warehouse import Book, Shelf

CUSTOMERS = ("customer_id,customer_type,region_id,joined_on\n"
             "C1,individual,NORTE,2020-01-01\nC2,business,SUR,2021-06-15\n")
PRODUCTS = "product_id,name,family\nSAVINGS,Savings,deposits\nLOAN,Loan,loans\n"
ACTIVITY = ("customer_id,product_id,month,balance\n"
            "C1,SAVINGS,2026-01-01,100.00\nC1,SAVINGS,2026-02-01,110.00\nC2,LOAN,2026-02-01,5000.00\n")


def as_read(value: Any) -> Any:
    """A value of a book; a text as its reader is told it."""
    return told(value) if isinstance(value, str) else value


class _OpenBook:
    """The book that was asked last stays open for the next question: to open it takes longer than to answer."""

    def __init__(self) -> None:
        self._book: Book | None = None
        self._file = ""

    def of(self, shelf: Shelf) -> Book:
        path = shelf.folder / str(shelf.current())
        file = f"{path} {path.stat().st_ino} {path.stat().st_mtime_ns}"
        if self._book is None or self._file != file:
            if self._book:
                self._book.close()
            self._book, self._file = shelf.open(), file
        return self._book


_OPEN = _OpenBook()


class Rejected(NamedTuple):
    line: int
    reasons: str
    raw: str


class Built(NamedTuple):
    """What a build left: the account by file name, and the book to ask."""

    shelf: Shelf
    files: dict[str, SourceFile]
    fingerprint: str

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        found = _OPEN.of(self.shelf).read(Question("rows", sql)).astype(object)
        rows = found.where(found.notna(), None).itertuples(index=False, name=None)
        return [tuple(map(as_read, row)) for row in rows]

    def rejected(self, table: str) -> list[Rejected]:
        sql = f"select line, reasons, raw from quarantine where table_name = '{table}' order by file, line"
        return [Rejected(*row) for row in self.rows(sql)]

    def suspicions(self) -> dict[str, str]:
        return dict(self.rows("select subject, reason from suspicions"))


def write(folder: Path, **files: str | bytes) -> Path:
    """Write the bank's files: the small bank's own, replaced or joined by `files` (a name without dot is a .csv)."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {name if "." in name else f"{name}.csv": content for name, content in files.items()}
    plain = {"customers.csv": CUSTOMERS, "products.csv": PRODUCTS, "activity.csv": ACTIVITY}
    for name, content in {**plain, **given}.items():
        if content:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def build(folder: Path, *, into: Path | None = None, accept_rejected: bool = True, **how: Any) -> Built:
    """In a bank of five rows one bad row is a fifth, so that any part may be rejected unless a test asks for less."""
    shelf = Shelf(into or folder.parent / "books")
    published = build_files(folder, shelf, memory_limit="500MB", threads=1, accept_rejected=accept_rejected, **how)
    return Built(shelf, {entry.file: entry for entry in published.files}, published.fingerprint)


def bring(tmp_path: Path, **files: str | bytes) -> Built:
    """Write the files and build them."""
    return build(write(tmp_path / "bank", **files))
