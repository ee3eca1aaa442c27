"""What is known of the bank from elsewhere, held against what the book holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crm_core.intake.berka.layout import TABLES, TOTALS
from crm_core.intake.berka.ledger import FIRST_FIFTEEN_MONTHS, Piece
from crm_core.intake.berka.load import load
from crm_core.intake.draft import Draft
from crm_core.language import N_
from crm_core.language.stored import stored, stored_together
from crm_core.question import Question

ROUNDING = 0.10
"""The ledger reckons interest to the haler but shows amounts and balances to a tenth of a crown."""

_BALANCE_GAPS = Question.from_file(__file__, "balance_gaps.sql")
_CUT_ONCE = N_("Left out: the day within which the piece was cut, with {cut_count} balance that shows a movement it "
               "lacks.")
_CUT = N_("Left out: the day within which the piece was cut, with {cut_count} balances that show a movement it lacks.")
_SUSPICIOUS = Question.from_file(__file__, "suspicious_balances.sql")
_KINDS = Question.from_file(__file__, "kinds_of_movement.sql")
_TOP_SHARE = Question.from_file(__file__, "top_share.sql")
_SHARE_DIGITS = 0.0005
"""The published shares have three digits."""


def enter_controls(draft: Draft, pieces: tuple[Piece, ...], totals: Path | None) -> None:
    """Enter every control figure that the files present allow; one that disagrees is shown, not hidden."""
    _rows(draft, pieces)
    _running_balance(draft)
    _nothing_lost(draft)
    if any(piece.kind in {"whole", "span"} for piece in pieces):
        _first_fifteen_months(draft)
    _standing_orders(draft)
    if totals is not None and pieces[0].kind == "whole":
        _kinds_of_movement(draft, totals)


def _rows(draft: Draft, pieces: tuple[Piece, ...]) -> None:
    for layout in TABLES:
        rows, = _row(draft, f"select count(*) from berka_{layout.name}")
        draft.control(_rows_of(f"{layout.name}.asc"), layout.rows, rows)
    for piece in pieces:
        rows, = _row(draft, "select rows from berka_pieces where piece = ?", [piece.path.name])
        if piece.rows:
            draft.control(_rows_of(piece.path.name), piece.rows, rows)
    owners, = _row(draft, "select count(*) from customers")
    draft.control(stored(N_("owners of accounts")), 4_500, owners,
                  note=stored(N_("The customers; a DISPONENT may only use the account.")))


def _rows_of(file: str) -> str:
    return stored(N_("rows of {file}"), file=file)


def _running_balance(draft: Draft) -> None:
    """Every balance must follow from the one before it, but for the day within which a piece was cut."""
    draft.connection.execute(f"create temp table berka_balance_gaps as {_BALANCE_GAPS.sql}")
    sql, values = _SUSPICIOUS.bind({"rounding": ROUNDING})
    draft.connection.execute(f"insert into suspicions {sql}", values)
    rows, agreeing, exact, cut = _row(
        draft,
        "select count(*) filter (where not is_on_the_cut),"
        " count(*) filter (where not is_on_the_cut and abs(gap) <= $rounding),"
        " count(*) filter (where not is_on_the_cut and gap = 0),"
        " count(*) filter (where is_on_the_cut and abs(gap) > $rounding) from berka_balance_gaps",
        {"rounding": ROUNDING},
    )
    note = stored(N_("To the haler: {exact_count}. The ledger rounds interest, so a tenth of a crown is allowed."),
                  exact_count=exact)
    if cut:
        note = stored_together(note, stored(_CUT_ONCE if cut == 1 else _CUT, cut_count=cut))
    draft.control(stored(N_("balances that follow from the balance before and the amount")), rows, agreeing, note=note)


def _nothing_lost(draft: Draft) -> None:
    amount, rows = _row(draft, "select coalesce(sum(amount), 0), count(*) from berka_trans")
    turnover, counted = _row(draft, "select coalesce(sum(turnover), 0), coalesce(sum(transactions), 0) from activity")
    draft.control(stored(N_("turnover of the data = amounts of the ledger")), float(amount), float(turnover))
    draft.control(stored(N_("transactions of the data = rows of the ledger")), rows, counted)
    ordered, = _row(draft, "select coalesce(sum(amount), 0) from berka_order")
    sent, = _row(draft, "select coalesce(sum(amount), 0) from outflows")
    draft.control(stored(N_("outflows of the data = amounts of order.asc")), float(ordered), float(sent))


def _first_fifteen_months(draft: Draft) -> None:
    movements = f"(select * from berka_movements where day <= date '{FIRST_FIFTEEN_MONTHS}')"
    holders, whole, note = _top_share(draft, movements)
    draft.control(stored(N_("accounts with movements in the first 15 months")), 1_229, holders)
    draft.control(stored(N_("share of their top 20% in the turnover")), 0.558, whole, tolerance=_SHARE_DIGITS,
                  note=note)


def _standing_orders(draft: Draft) -> None:
    holders, whole, note = _top_share(draft, "berka_order")
    draft.control(stored(N_("accounts with standing orders")), 3_758, holders)
    draft.control(stored(N_("share of their top 20% in the amounts")), 0.415, whole, tolerance=_SHARE_DIGITS, note=note)


def _top_share(draft: Draft, rows: str) -> tuple[int, float, str]:
    draft.connection.execute(
        f"create or replace temp table berka_amounts as select sum(amount) as amount from {rows} group by account_id"
    )
    holders, whole, exact = _row(draft, _TOP_SHARE.sql)
    note = stored(N_("Whole accounts only, as the published figure counts; with a fraction of the next one "
                     "{exact_share}."), exact_share=exact or 0.0)
    return holders, float(whole or 0), note


def _kinds_of_movement(draft: Draft, path: Path) -> None:
    """Rows and amounts of each kind of movement in the whole ledger, as others counted them, to the crown."""
    load(draft, TOTALS, path)
    for kind, known_rows, rows, known_amount, amount in draft.connection.execute(_KINDS.sql).fetchall():
        draft.control(_rows_of(kind), known_rows, rows)
        draft.control(stored(N_("amount of {movement}"), movement=kind), known_amount, amount, tolerance=1.0)


def _row(draft: Draft, sql: str, values: Any = None) -> tuple[Any, ...]:
    return draft.connection.execute(sql, values).fetchall()[0]
