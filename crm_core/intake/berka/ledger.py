"""Which pieces of the ledger are there, and how far each of them can be trusted to know an account's balance."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from crm_core.intake.berka.layout import TRANS
from crm_core.intake.berka.load import load
from crm_core.intake.draft import Draft

WHOLE_LEDGER_ROWS = 1_056_320
FIRST_FIFTEEN_MONTHS = dt.date(1994, 3, 31)

_WHOLE = re.compile(r"trans\.asc(\.gz)?")
_SPAN = re.compile(r"trans_partial_(\d{8})_(\d{8})\.(asc|csv)(\.gz)?")
_LOANS = re.compile(r"trans_.*loan_accounts.*\.(asc|csv)(\.gz)?")


@dataclass(frozen=True)
class Piece:
    """One ledger file. `kind` is `whole`, `span` (every account up to `ends_on`) or `loans` (each of some loan
    accounts from its opening to the day before its loan)."""

    path: Path
    kind: str
    ends_on: dt.date | None = None

    @property
    def rows(self) -> int:
        """How many rows the published file holds; 0 where it is not one of those we know."""
        return {"trans.asc": WHOLE_LEDGER_ROWS, "trans_partial_19930101_19940331.asc": 49_102,
                "trans_feup_354_loan_accounts_1995_1998.csv": 30_200}.get(self.path.name.removesuffix(".gz"), 0)


def pieces_in(folder: Path) -> tuple[Piece, ...]:
    """The ledger pieces to read: the whole ledger alone where it is, for it holds all the others; else every piece."""
    pieces = [piece for path in sorted(folder.iterdir()) if (piece := _piece(path)) is not None]
    whole = [piece for piece in pieces if piece.kind == "whole"]
    return tuple(whole[:1] or sorted(pieces, key=lambda piece: piece.kind != "span"))


def load_ledger(draft: Draft, pieces: tuple[Piece, ...]) -> list[str]:
    """Read the pieces into `berka_trans`, a row that two pieces hold once; returns their content hashes.

    `berka_pieces` says of each piece how many rows it brought and on which day it stops.
    """
    connection, hashes = draft.connection, []
    connection.execute("create temp table berka_pieces (piece varchar, kind varchar, ends_on date, rows bigint)")
    for number, piece in enumerate(pieces):
        draft.loading(piece.path.name, 0.25 + 0.35 * number / len(pieces))
        hashes.append(load(draft, TRANS, piece.path, table="berka_piece"))
        connection.execute(
            "insert into berka_pieces select ?, ?, coalesce(?, case when ? = 'whole' then last_day(max(date))"
            " else max(date) end), count(*) from berka_piece",
            [piece.path.name, piece.kind, piece.ends_on, piece.kind],
        )
        if number == 0:
            connection.execute(
                "create or replace temp table berka_trans as select *, ? as piece from berka_piece", [piece.path.name]
            )
        else:
            connection.execute(
                "insert into berka_trans select *, ? from berka_piece anti join berka_trans using (trans_id)",
                [piece.path.name],
            )
        connection.execute("drop table berka_piece")
    return hashes


def _piece(path: Path) -> Piece | None:
    name = path.name.lower()
    if _WHOLE.fullmatch(name):
        return Piece(path, "whole")
    if span := _SPAN.fullmatch(name):
        return Piece(path, "span", dt.date.fromisoformat(span.group(2)))
    return Piece(path, "loans") if _LOANS.fullmatch(name) else None
