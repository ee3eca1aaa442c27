"""A folder of a bank's own files becomes the book in use."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from crm_core import contract
from crm_core.intake.clocks import doubt_files
from crm_core.intake.draft import BuildRefused, Draft, Progress, Published, Review, drafting, nothing_to_say
from crm_core.intake.files.containers import tables_inside
from crm_core.intake.files.folder import Found, Source, find_sources
from crm_core.intake.files.identity import enter_duplicates, identity_columns
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.line_numbers import refuse_lines_of_several
from crm_core.intake.files.load import load_table, open_workshop
from crm_core.intake.files.mapping import BankMapping, read_mapping
from crm_core.intake.files.merged import merge_customers
from crm_core.intake.files.nearest import closest
from crm_core.intake.files.protected import FORGET_PROTECTED
from crm_core.intake.files.shape_lookup import load_lookups
from crm_core.intake.files.shape_statements import state
from crm_core.intake.files.staged import Staged
from crm_core.intake.files.stagings import Stagings
from crm_core.intake.files.straight import load_straight
from crm_core.intake.files.suspicions import suspect
from crm_core.intake.files.text import Tick
from crm_core.intake.files.twice import refuse_copies
from crm_core.intake.files.unused import report_unused
from crm_core.intake.files.walk import misnamed, refuse_misnamed
from crm_core.intake.table_formats import is_named_as_a_part
from crm_core.language import N_, _
from crm_core.language.stored import stored
from crm_core.warehouse import Shelf

_MISNAMED = N_("The name of the file is not UTF-8, or holds letters that cannot be seen, so it was not read. Rename "
               "it.")
_PARTS = N_("Files that are named as the parts of a table which Spark or Iceberg wrote: {files_count}. If it is a "
            "table of Delta Lake or Iceberg, rows that were deleted or replaced are among them. Give its whole folder "
            "then, with _delta_log or metadata, by its path.")
_SUSPECT = "insert into suspicions values (?, ?, ?)"


def build_files(folder: Path, shelf: Shelf, *, progress: Progress = lambda label, fraction: None,
                memory_limit: str = "4GB", threads: int | None = None, limits: Limits | None = None,
                accept_rejected: bool = False, recipe: bytes | None = None,
                review: Review = nothing_to_say, cancel: Callable[[], bool] | None = None) -> Published:
    """Build and publish a book from the files in `folder`, or from one file that holds all tables.

    Texts, workbooks, Parquet, JSON lines and databases, packed or not, are named after the contract's tables, or named
    in `mapping.toml` beside them, or in `recipe`, the text that takes its place. Rows that break a rule go to the
    book's `quarantine` with every reason; files that were not used, to `suspicions`, columns to `book_unused`. Raises
    BuildRefused, and leaves the book in use as it is, when the files as such cannot become a book, and TooMuchRejected
    when more of a file is rejected than the mapping's `max_rejected`, unless `accept_rejected`. `review` sees the book
    before it is put in use; `cancel` is asked whether to stop (`drafting`).
    """
    folder = Path(folder)
    refuse_misnamed(folder)
    mapping = read_mapping(folder, recipe)
    limits = limits or Limits()
    sources = find_sources(folder, mapping, partial(tables_inside, limits=limits))
    with drafting(shelf, source="files", terms=mapping.terms, progress=progress, memory_limit=memory_limit,
                  threads=threads, max_rejected=None if accept_rejected else mapping.max_rejected,
                  review=review, cancel=cancel) as draft:
        try:
            hashes = _load(draft, sources, mapping, limits)
            for name in misnamed(folder):
                draft.connection.execute(_SUSPECT, ["", name, stored(_MISNAMED)])
            return draft.finish(_content_hash(hashes, mapping.content + mapping.same.as_bytes()))
        except duckdb.ConversionException as error:
            raise BuildRefused(_(
                "The sums of these amounts have more than 16 digits before the decimals, which is more than a book "
                "holds. Give every amount in thousands, and say so in the title."
            )) from error


def load_order(tables: Iterable[str]) -> list[str]:
    """`tables` with each one after those it refers to."""
    names = list(tables)
    refers = {
        name: [other for column in contract.TABLES[name].columns if (other := column.refers_to.split(".")[0]) in names]
        for name in names
    }
    return list(TopologicalSorter(refers).static_order())


def _load(draft: Draft, sources: Found, mapping: BankMapping, limits: Limits) -> list[tuple[str, str]]:
    """Load every table that was found; (file, its hash) for each file."""
    meter = _Meter(draft, sum(source.size for source in sources.all))
    hashes = []
    people: list[Staged] = []
    read: list[Staged] = []
    open_workshop(draft.connection, draft.shelf.draft.with_name(draft.shelf.draft.name + ".workshop"))
    every = [each for source in sources.all for each in (source, *source.lookups.values())]
    stagings = Stagings(draft.connection, every, limits)

    def staged(source: Source, copy: Path) -> AbstractContextManager[Staged]:
        return stagings.staged(source, copy, meter.reading(source.name))

    for name in load_order(sources.sources):
        table, mine = contract.TABLES[name], sources.sources[name]
        parts = load_straight(draft, table, mine, known=sources.sources, limits=limits, tick=meter.judged)
        if not parts:
            lookups: list[dict[str, str]] = []
            with ExitStack() as held:
                for number, source in enumerate(mine):
                    copy = draft.shelf.draft.with_name(f"{draft.shelf.draft.name}.{name}.{number}")
                    parts.append(held.enter_context(staged(source, copy)))
                    lookups.append(load_lookups(draft, source, staged, copy))
                load_table(draft, table, parts, known=sources.sources, lookups=lookups)
        if name == "activity":
            refuse_copies(parts)
        state(draft, table, parts)
        if name == "customers":
            people = parts
        for part in parts:
            meter.judged(part.source.name, part.source.size)
            hashes.append((part.source.name, part.content_hash))
        read += parts
    refuse_lines_of_several(read)
    report_unused(draft, read, lambda part: identity_columns(part).values() if part.source.table.name == "customers"
                  else ())
    for stranger in sources.strangers:
        draft.connection.execute(_SUSPECT, ["", stranger, _not_read(stranger)])
    for parts_of_a_table in _parts_of_a_table(sources.all):
        draft.connection.execute(_SUSPECT, parts_of_a_table)
    draft.connection.execute("detach workshop")
    draft.connection.execute(FORGET_PROTECTED, [[each.name for each in sources.sources.get(
        contract.PROTECTED.name, [])]])
    merge_customers(draft, mapping.same.kept)
    identity = draft.shelf.draft.with_name(f"{draft.shelf.draft.name}.identity")
    enter_duplicates(draft, mapping.same, people,
                     lambda source: stagings.staged(source, identity, lambda size: None),
                     tick=lambda: draft.loading(_("Likely duplicates"), 1.0))
    suspect(draft.connection)
    dated = (each.path for each in sources.all if not each.file_format.source and not each.is_listed)
    doubt_files(draft.connection, dated, now=dt.datetime.now(dt.UTC))
    return hashes


def _not_read(stranger: str) -> str:
    near = ", ".join(closest(stranger.partition(".")[0], contract.TABLES))
    if near:
        return stored(N_("The file belongs to no table and was not read. Nearest table: {tables}."), tables=near)
    return stored(N_("The file belongs to no table and was not read. If it is data, name it after its table."))


def _parts_of_a_table(sources: Iterable[Source]) -> list[list[str]]:
    """By table the first of its files that may be parts of one that keeps its versions, with the doubt about them."""
    named: dict[str, list[Source]] = {}
    for each in sources:
        if each.kind == "parquet" and not each.current and is_named_as_a_part(each.path.name):
            named.setdefault(each.table.name, []).append(each)
    return [[table, parts[0].name, stored(_PARTS, files_count=len(parts))] for table, parts in named.items()]


def _content_hash(hashes: list[tuple[str, str]], mapping: bytes) -> str:
    """What tells the sources apart."""
    digest = hashlib.sha256(mapping)
    for name, content_hash in sorted(hashes):
        digest.update(f"\n{name}\n{content_hash}".encode())
    return digest.hexdigest()


@dataclass
class _Meter:
    """Turns bytes into progress: reading a file counts for half of it, judging its rows for the other."""

    draft: Draft
    total: int
    done: float = 0.0

    def reading(self, name: str) -> Tick:
        return lambda size: self.judged(name, size)

    def judged(self, name: str, size: int) -> None:
        self.done += size / 2
        self.draft.loading(name, min(1.0, self.done / max(1, self.total)))
