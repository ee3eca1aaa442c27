"""Where registers lie: a private folder beside the books, a file for each scheme and book, and which is in use."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.machine_words import words_of
from crm_core.tier_register.register import Register
from crm_core.warehouse.on_disk import HAS_FILE_LOCKS, PRIVATE_FOLDER, hold, make_private, sync

NAME = "tiers"
_OF_SCHEME = 12
"""Hexadecimal digits of a scheme in the name of a file."""


class RegisterBusy(CannotAnswer):
    """Another program is assigning tiers in the same folder now."""


class RegisterFolder:
    """The registers beside the books of one folder. Nothing is made before the first register is."""

    def __init__(self, books: Path) -> None:
        self.path = books / NAME

    def file(self, fingerprint: str, scheme: str) -> Path:
        """The file of a scheme, as JSON text, on the book of a fingerprint."""
        return self.path / f"{fingerprint}-{hashlib.sha256(scheme.encode()).hexdigest()[:_OF_SCHEME]}.parquet"

    def in_use(self) -> Register | None:
        """The register that was assigned last; None before the first, and when its file is gone or damaged: then the
        next one begins anew."""
        name = self.name_in_use()
        with contextlib.suppress(CannotAnswer):
            return Register.read(self.path / name) if name else None
        return None

    def name_in_use(self) -> str:
        """The name of its file; nothing before the first. Cheap: one small file read."""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            name = self._pointer.read_text(encoding="utf-8").strip()
            return name if Path(name).name == name and name.endswith(".parquet") else ""
        return ""

    def use(self, file: Path) -> None:
        """Make a register the one in use."""
        fresh = self.path / "current.new"
        fresh.write_text(f"{file.name}\n", encoding="utf-8")
        make_private(fresh)
        sync(fresh)
        os.replace(fresh, self._pointer)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Path]:
        """Hold the right to assign; gives the path of a draft, which is gone afterwards unless it was renamed.

        Raises RegisterBusy while another program holds it, CannotAnswer when nothing can be written there.
        """
        try:
            self.path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            with open(self.path / "lock", "w", encoding="utf-8") as lock:
                if HAS_FILE_LOCKS and not hold(lock):
                    raise RegisterBusy(_("Tiers are being assigned by another program. Look again in a moment."))
                draft = self.path / "draft.parquet"
                draft.unlink(missing_ok=True)
                try:
                    yield draft
                finally:
                    draft.unlink(missing_ok=True)
                    shutil.rmtree(self.spill, ignore_errors=True)
        except OSError as error:
            raise CannotAnswer(_("The tiers cannot be kept in {folder}: {error}. Give this program the right to write "
                                 "there.", folder=self.path, error=words_of(error))) from error

    def keep(self, draft: Path, file: Path) -> None:
        """Put a whole draft in its place, readable by nobody else, and make it the one in use."""
        make_private(draft)
        sync(draft)
        os.replace(draft, file)
        self.use(file)
        sync(self.path)

    @property
    def spill(self) -> Path:
        """Where DuckDB writes what its memory does not hold, while a register is made."""
        return self.path / "spill"

    @property
    def _pointer(self) -> Path:
        return self.path / "current"
