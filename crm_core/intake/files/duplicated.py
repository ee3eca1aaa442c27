"""Likely duplicates in a bank's files, before any book is made of them."""

from __future__ import annotations

import tempfile
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

from crm_core import contract
from crm_core.intake.draft import BuildRefused, drafting
from crm_core.intake.duplicates import Duplicates
from crm_core.intake.files.containers import tables_inside
from crm_core.intake.files.folder import Source, find_sources
from crm_core.intake.files.identity import found_in
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.load import load_table, open_workshop
from crm_core.intake.files.mapping import read_mapping
from crm_core.intake.files.shape_lookup import load_lookups
from crm_core.intake.files.staged import Staged
from crm_core.intake.files.stagings import Stagings
from crm_core.intake.rejections import why_empty
from crm_core.warehouse import Shelf


def duplicates_of(folder: Path, *, least: float, limits: Limits | None = None) -> Duplicates:
    """Pairs of customers in the files of `folder` that are likely one and that its recipe has not decided.

    The files are read by the recipe as a build reads them; nothing is published, and nothing is left behind. Raises
    BuildRefused when the customers cannot be read.
    """
    folder, limits = Path(folder), limits or Limits()
    mapping = read_mapping(folder)
    sources = find_sources(folder, mapping, partial(tables_inside, limits=limits)).sources["customers"]
    with tempfile.TemporaryDirectory() as scratch, drafting(Shelf(Path(scratch)), source="files",
                                                            terms=mapping.terms) as draft:
        copy = draft.shelf.draft
        every = [each for source in sources for each in (source, *source.lookups.values())]
        stagings = Stagings(draft.connection, every, limits)

        def staged(source: Source, at: Path) -> AbstractContextManager[Staged]:
            return stagings.staged(source, at, lambda size: None)

        open_workshop(draft.connection, copy.with_name(f"{copy.name}.workshop"))
        parts, lookups = [], []
        with ExitStack() as held:
            for number, source in enumerate(sources):
                place = copy.with_name(f"{copy.name}.customers.{number}")
                parts.append(held.enter_context(staged(source, place)))
                lookups.append(load_lookups(draft, source, staged, place))
            load_table(draft, contract.CUSTOMERS, parts, known=(), lookups=lookups)
        if not draft.connection.execute("select count(*) from customers").fetchall()[0][0]:
            raise BuildRefused(" ".join(why_empty(draft.connection, contract.CUSTOMERS, folder)))
        return found_in(draft.connection, mapping.same, parts,
                        lambda source: staged(source, copy.with_name(f"{copy.name}.identity")), least=least)
