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


def build_berka(folder: Path, shelf: Shelf, *, progress: Progress = lambda label, fraction: None,
                memory_limit: str = "4GB", threads: int | None = None) -> Published:
    """Build a book from the bank's published files in `folder` and publish it on `shelf`.

    Needs the seven tables (`account.asc` …, each may be `.gz`) and a ledger: the whole `trans.asc`, or the pieces of
    it that are known. The crosswalk, the map, the control totals and a `rate_card.toml` are used when present.
    Money is in CZK. Raises BuildRefused (a CannotAnswer) when a file is missing or cannot be read.
    """
    folder = Path(folder)
    tables, pieces = _found(folder)
    card = read_rate_card(folder)
    with drafting(shelf, source="berka", terms=_terms(card, pieces), progress=progress,
                  memory_limit=memory_limit, threads=threads) as draft:
        hashes = _load_tables(draft, folder, tables)
        hashes += load_ledger(draft, pieces)
        _fill(draft, card)
        draft.loading("Control figures", 0.95)
        enter_controls(draft, pieces, _present(folder / TOTALS_FILE))
        return draft.finish(hashlib.sha256("|".join([*hashes, card.content_hash]).encode()).hexdigest())


def _found(folder: Path) -> tuple[dict[str, Path], tuple[Piece, ...]]:
    if not folder.is_dir():
        raise BuildRefused(f"There is no folder {folder}. Name the folder that holds the Czech bank's .asc files.")
    tables, missing = {}, []
    for layout in TABLES:
        path = _present(folder / f"{layout.name}.asc") or _present(folder / f"{layout.name}.asc.gz")
        if path is None:
            missing.append(f"{layout.name}.asc")
        else:
            tables[layout.name] = path
    pieces = pieces_in(folder)
    if not pieces:
        missing.append("a ledger (trans.asc, or a trans_partial_… or …loan_accounts… piece of it)")
    if missing:
        raise BuildRefused(f"{folder} lacks {', '.join(missing)}. Put what is missing there and build again.")
    return tables, pieces


def _present(path: Path) -> Path | None:
    return path if path.is_file() else None


def _terms(card: RateCard, pieces: tuple[Piece, ...]) -> Terms:
    whose = "the default one of this program" if card.is_default else "the one in the bank's folder"
    notes = [
        f"Contribution comes from an assumed rate card ({whose}): the bank published no revenue and no cost. "
        "Fees on accounts are those the ledger shows as charged."
    ]
    caveats = [("Assumed prices", notes[0])]
    if pieces[0].kind != "whole":
        notes.append(
            "The ledger is not whole: " + " and ".join(_told(piece) for piece in pieces) + ". Outside them an account "
            "has no activity here, though it had some; loans and cards run on, so the latest years hold few others."
        )
        caveats.append(("Partial ledger", notes[1]))
    return Terms("Czech bank, 1993–1998", currency="CZK", hurdle_rate=card.hurdle_rate, notes=" ".join(notes),
                 caveats=tuple(caveats), last_month="complete")


def _told(piece: Piece) -> str:
    if piece.kind == "span":
        return f"{piece.path.name} tells of every account up to {piece.ends_on}"
    return f"{piece.path.name} tells of some loan accounts, each from its opening to its loan"


def _load_tables(draft: Draft, folder: Path, tables: dict[str, Path]) -> list[str]:
    hashes = []
    for number, layout in enumerate(TABLES):
        draft.loading(f"FileFormat {tables[layout.name].name}", 0.2 * number / len(TABLES))
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
        draft.loading("Balances", 0.60 + 0.25 * number / len(_WORKINGS))
        connection.execute(f"create or replace temp table berka_{name} as {_select(name)}")
    draft.loading("Activity", 0.85)
    for name in _BOOK:
        connection.execute(f"insert into {name} by name {_select(name)}")
    connection.execute(f"create table account_months as {_select('account_months')}")
    connection.executemany(f"insert into rates values ({', '.join('?' * 8)})", card.rates)
    if card.loss_rates:
        connection.executemany("insert into loss_rates values (?, ?, ?)", card.loss_rates)
    connection.execute(
        "insert into suspicions select 'disp', 'account ' || account_id, 'nobody owns it; its movements are left out'"
        " from berka_account anti join berka_owned_accounts using (account_id) union all"
        " select 'disp', 'account ' || account_id, count(*) || ' owners; the first one counts'"
        " from berka_disp where type = 'OWNER' group by account_id having count(*) > 1"
    )


def _select(name: str) -> str:
    return Question.from_file(__file__, f"{name}.sql").sql
