"""The Czech bank of 1993–1998 becomes a book. What is taken from where, and what is assumed: `docs/berka.md`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from crm_core.intake.berka.controls import enter_controls
from crm_core.intake.berka.layout import CROSSWALK, TABLES
from crm_core.intake.berka.ledger import Piece, load_ledger, pieces_in
from crm_core.intake.berka.load import load
from crm_core.intake.berka.rate_card import RateCard, read_rate_card
from crm_core.intake.berka.shapes import load_shapes
from crm_core.intake.draft import BuildRefused, Draft, Progress, Published, Terms, drafting
from crm_core.intake.rejections import MAX_REJECTED
from crm_core.language import DEFAULT, N_, _, as_message, current
from crm_core.language.stored import stored, stored_together
from crm_core.question import Question
from crm_core.warehouse import Shelf

CROSSWALK_FILE = "berka_district_to_okres.csv"
SHAPES_FILE = "cz_okresy_lowres.geojson"
TOTALS_FILE = "thirdparty_full_ledger_control_totals.csv"

_WORKINGS = ("owned_accounts", "movements", "coverage", "book_span", "account_spans", "loan_spans", "month_balances",
             "card_months")
"""Temporary tables, in order; each reads those before it and the files, all named `berka_…`."""

_BOOK = ("customers", "products", "activity", "outflows", "regions", "region_economy")
"""Tables of the contract, each filled by the `.sql` file of its name."""

_DEFAULT_PRICES = N_(
    "Contribution comes from an assumed rate card (the default one of this program): the bank published no revenue and "
    "no cost. Fees on accounts are those that the ledger shows as charged."
)
_OWN_PRICES = N_(
    "Contribution comes from an assumed rate card (the one in the bank's folder): the bank published no revenue and no "
    "cost. Fees on accounts are those that the ledger shows as charged."
)
_OUTSIDE = N_(
    "Elsewhere an account has no activity in this data, although it had some; loans and cards continue, so the latest "
    "years hold few others."
)


def build_berka(folder: Path, shelf: Shelf, *, progress: Progress = lambda label, fraction: None,
                memory_limit: str = "4GB", threads: int | None = None, accept_rejected: bool = False) -> Published:
    """Build a book from the bank's published files in `folder` and publish it on `shelf`.

    Needs the seven tables (`account.asc` …, each may be `.gz`) and a ledger: the whole `trans.asc`, or the pieces of
    it that are known. The crosswalk, the map, the control totals and a `rate_card.toml` are used when present.
    Money is in CZK; products are named in the language spoken now. Raises BuildRefused (a CannotAnswer) when a file is
    missing or cannot be read, or when more than `MAX_REJECTED` of one was rejected, unless `accept_rejected`.
    """
    folder = Path(folder)
    tables, pieces = _found(folder)
    card = read_rate_card(folder)
    with drafting(shelf, source="berka", terms=_terms(card, pieces), progress=progress,
                  memory_limit=memory_limit, threads=threads,
                  max_rejected=None if accept_rejected else MAX_REJECTED) as draft:
        hashes = _load_tables(draft, folder, tables)
        hashes += load_ledger(draft, pieces)
        _fill(draft, card)
        draft.loading(_("Control figures"), 0.95)
        enter_controls(draft, pieces, _present(folder / TOTALS_FILE))
        language = [] if current() == DEFAULT else [current()]
        return draft.finish(hashlib.sha256("|".join([*hashes, card.content_hash, *language]).encode()).hexdigest())


def _found(folder: Path) -> tuple[dict[str, Path], tuple[Piece, ...]]:
    if not folder.is_dir():
        raise BuildRefused(_("There is no folder {folder}. Name the folder that holds the Czech bank's .asc files.",
                             folder=folder))
    tables, missing = {}, []
    for layout in TABLES:
        path = _present(folder / f"{layout.name}.asc") or _present(folder / f"{layout.name}.asc.gz")
        if path is None:
            missing.append(f"{layout.name}.asc")
        else:
            tables[layout.name] = path
    pieces = pieces_in(folder)
    if not pieces:
        missing.append(_("a ledger (trans.asc, or a trans_partial_… or …loan_accounts… piece of it)"))
    if missing:
        raise BuildRefused(_("{folder} lacks {files}. Put what is missing there and build again.", folder=folder,
                             files=", ".join(missing)))
    return tables, pieces


def _present(path: Path) -> Path | None:
    return path if path.is_file() else None


def _terms(card: RateCard, pieces: tuple[Piece, ...]) -> Terms:
    notes = [stored(_DEFAULT_PRICES if card.is_default else _OWN_PRICES)]
    caveats = [(stored(N_("Assumed prices")), notes[0])]
    if pieces[0].kind != "whole":
        notes.append(stored_together(stored(N_("The ledger is incomplete.")), *map(_reach, pieces), stored(_OUTSIDE)))
        caveats.append((stored(N_("Partial ledger")), notes[1]))
    return Terms(stored(N_("Czech bank, 1993–1998")), currency="CZK", hurdle_rate=card.hurdle_rate,
                 notes=stored_together(*notes), caveats=tuple(caveats), last_month="complete")


def _reach(piece: Piece) -> str:
    """What a piece of the ledger tells of, as a stored sentence."""
    if piece.kind == "span":
        return stored(N_("{file} covers every account up to {last_day}."), file=piece.path.name, last_day=piece.ends_on)
    return stored(N_("{file} covers some loan accounts, each from its opening to its loan."), file=piece.path.name)


def _load_tables(draft: Draft, folder: Path, tables: dict[str, Path]) -> list[str]:
    hashes = []
    for number, layout in enumerate(TABLES):
        draft.loading(tables[layout.name].name, 0.2 * number / len(TABLES))
        hashes.append(load(draft, layout, tables[layout.name]))
    _empty_crosswalk(draft)
    if crosswalk := _present(folder / CROSSWALK_FILE):
        hashes.append(load(draft, CROSSWALK, crosswalk))
        if shapes := _present(folder / SHAPES_FILE):
            hashes.append(load_shapes(draft, shapes))
    return hashes


def _empty_crosswalk(draft: Draft) -> None:
    draft.connection.execute('create temp table berka_crosswalk ("A1" bigint, "KOD_LAU1" varchar, "NAZ_LAU1" varchar)')
    draft.connection.execute("create temp table berka_shapes (code varchar, shape varchar)")


def _fill(draft: Draft, card: RateCard) -> None:
    """From the loaded files to the tables of the contract, and to `account_months` beside them."""
    connection = draft.connection
    for number, name in enumerate(_WORKINGS):
        draft.loading(_("Balances"), 0.60 + 0.25 * number / len(_WORKINGS))
        connection.execute(f"create or replace temp table berka_{name} as {_select(name)}")
    draft.loading(_("Activity"), 0.85)
    for name in _BOOK:
        connection.execute(f"insert into {name} by name {_select(name)}")
    for (name,) in connection.execute("select name from products").fetchall():  # ours, as the bank has none
        connection.execute("update products set name = ? where name = ?", [_(as_message(name)), name])
    connection.execute(f"create table account_months as {_select('account_months')}")
    connection.executemany(f"insert into rates values ({', '.join('?' * 8)})", card.rates)
    if card.loss_rates:
        connection.executemany("insert into loss_rates values (?, ?, ?)", card.loss_rates)
    connection.execute(f"insert into suspicions {_select('suspicious_owners')}")


def _select(name: str) -> str:
    return Question.from_file(__file__, f"{name}.sql").sql
