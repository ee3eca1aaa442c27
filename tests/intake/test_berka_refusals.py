"""What the Czech source says to bad input: one sentence, the line, the remedy; and the book in use stays."""

from __future__ import annotations

import gzip

import pytest

from crm_core.intake.berka import build_berka, lines
from crm_core.intake.berka.rate_card import DEFAULT
from crm_core.intake.draft import BuildRefused
from crm_core.warehouse import Shelf
from tests.intake.berka_bank import HEADERS, LEDGER, LEDGER_HEADER, TABLES, Built, write_bank, write_file


def refusal(folder, shelf):
    with pytest.raises(BuildRefused) as caught:
        build_berka(folder, Shelf(shelf), threads=1)
    assert not list(shelf.glob("book.tmp*"))
    return str(caught.value)


def test_every_missing_file_is_named_in_one_sentence(tmp_path):
    folder = write_bank(tmp_path / "bank")
    for name in ("loan.asc", "card.asc", "trans.asc"):
        (folder / name).unlink()
    assert refusal(folder, tmp_path / "shelf") == (
        f"{folder} lacks loan.asc, card.asc, a ledger (trans.asc, or a trans_partial_… or …loan_accounts… piece of it)."
        " Put what is missing there and build again.")


def test_a_folder_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "nowhere", tmp_path / "shelf").startswith("There is no folder ")


def test_a_column_that_is_not_the_published_one(tmp_path):
    folder = write_bank(tmp_path / "bank")
    write_file(folder / "loan.asc", HEADERS["loan"].replace("duration", "months"), TABLES["loan"])
    message = refusal(folder, tmp_path / "shelf")
    assert message.startswith("loan.asc begins with the columns loan_id, account_id, date, amount, months, ")
    assert "expected are loan_id, account_id, date, amount, duration, " in message


def test_an_empty_file(tmp_path):
    folder = write_bank(tmp_path / "bank")
    (folder / "trans.asc").write_bytes(b"")
    assert refusal(folder, tmp_path / "shelf") == (
        "trans.asc is empty; it needs at least its line of column names. Copy the file again.")


def test_a_byte_that_is_not_text_is_named_with_its_line(tmp_path):
    folder = write_bank(tmp_path / "bank")
    (folder / "trans.asc").write_bytes(LEDGER_HEADER.encode() + b'\r\n1;1;930101;"PRIJEM\xe8";')
    assert refusal(folder, tmp_path / "shelf") == (
        "trans.asc, line 2: byte 0xe8 is not UTF-8 text. Save the file as UTF-8.")


def test_a_packed_file_that_was_cut_off(tmp_path):
    folder = write_bank(tmp_path / "bank", ledger={})
    packed = gzip.compress("\r\n".join([LEDGER_HEADER, *LEDGER]).encode())
    (folder / "trans.asc.gz").write_bytes(packed[: len(packed) // 2])
    assert "trans.asc.gz cannot be read (" in refusal(folder, tmp_path / "shelf")


def test_a_packed_file_without_end_and_a_line_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "BLOCK", 1000)
    monkeypatch.setattr(lines, "MAX_BYTES", 5000)
    folder = write_bank(tmp_path / "bank", ledger={"trans.asc.gz": LEDGER * 10})
    assert refusal(folder, tmp_path / "shelf").startswith("trans.asc.gz holds more than ")
    write_file(folder / "trans.asc.gz", LEDGER_HEADER, ["9" * 3000])
    assert refusal(folder, tmp_path / "shelf").startswith("trans.asc.gz holds a line longer than ")


def test_a_rejected_row_is_kept_with_its_line_and_every_reason(tmp_path):
    bad = ['9020;1;931345;"PRIJEM";"VKLAD";10.00;1.00;"";;', '9021;77;930301;"GELD";"VKLAD";-5.00;x;"";;',
           '9001;1;930302;"PRIJEM";"VKLAD";10.00;1.00;"";;', "1;2;3", ';1;930301;"PRIJEM";"VKLAD";1.00;1.00;"";;']
    book = Built(write_bank(tmp_path / "bank", ledger={"trans.asc": LEDGER + bad}), tmp_path / "shelf")
    assert book.ask("select table_name, file, line, raw, reasons from quarantine order by line") == [
        ("trans", "trans.asc", 12 + place, raw, reasons) for place, (raw, reasons) in enumerate(zip(bad, [
            "date is '931345', not a date written YYMMDD",
            "account_id is '77', which account.asc does not know; type is 'GELD', not a word of this bank; "
            "amount is '-5.00', less than 0; balance is 'x', not an amount",
            "trans_id 9001 is already in line 2",
            "3 fields where 10 are expected",
            "trans_id is missing",
        ], strict=True))]
    assert book.one("select sum(transactions) from activity") == (len(LEDGER),)


def test_a_rejected_table_takes_what_refers_to_it_along(tmp_path):
    book = Built(write_bank(tmp_path / "bank", account=[TABLES["account"][0], '2;99;"POPLATEK TYDNE";930120']),
                 tmp_path / "shelf")
    reasons = dict(book.ask("select table_name, min(reasons) from quarantine group by 1"))
    assert reasons["account"] == "district_id is '99', which district.asc does not know"
    assert reasons["trans"] == "account_id is '2', which account.asc does not know"


def test_no_customer_no_book(tmp_path):
    folder = write_bank(tmp_path / "bank", disp=['103;13;2;"DISPONENT"'], card=[])
    assert refusal(folder, tmp_path / "shelf").startswith("The required table 'customers' has no rows")


@pytest.mark.parametrize(("was", "now", "says"), [
    ("[rates.LOAN]", "[rates.LEASING]", "rate_card.toml: [rates] cannot hold 'LEASING'"),
    ("margin_rate = 0.045", "margin = 0.045", "rate_card.toml: [rates.LOAN] cannot hold 'margin'"),
    ("margin_rate = 0.045", "margin_rate = 4.5", "rates.LOAN.margin_rate is 4.5; it must lie between -1 and 1."),
    ("margin_rate = 0.045", 'margin_rate = "high"', "rates.LOAN.margin_rate must be a number; it is 'high'."),
    ("E = 0.200", "F = 0.200", "[loss_rates.LOAN] cannot hold 'F'"),
    ("valid_from = 1993-01-01", 'valid_from = "soon"', "needs valid_from, a date such as 1993-01-01; it says 'soon'."),
    ("hurdle_rate = 0.12", "", "hurdle_rate must be a number; it is None."),
    ("hurdle_rate = 0.12", "hurdle_rate = = 1", "rate_card.toml cannot be read ("),
])
def test_a_rate_card_with_a_mistake_says_which(tmp_path, was, now, says):
    folder = write_bank(tmp_path / "bank")
    text = DEFAULT.read_text("utf-8")
    assert was in text
    (folder / "rate_card.toml").write_text(text.replace(was, now), encoding="utf-8")
    assert says in refusal(folder, tmp_path / "shelf")


def test_a_rate_card_prices_every_product(tmp_path):
    folder = write_bank(tmp_path / "bank")
    (folder / "rate_card.toml").write_text("hurdle_rate = 0.1\nvalid_from = 1993-01-01\n", encoding="utf-8")
    assert refusal(folder, tmp_path / "shelf") == (
        "rate_card.toml has no prices for CURRENT. Add a section [rates.CURRENT].")


def test_a_map_that_is_no_map(tmp_path):
    folder = write_bank(tmp_path / "bank")
    write_file(folder / "berka_district_to_okres.csv", "A1,A2,A3,KOD_LAU1,NAZ_LAU1,KOD_CZNUTS3,NAZ_CZNUTS3", [])
    (folder / "cz_okresy_lowres.geojson").write_text("[1, 2]", encoding="utf-8")
    assert refusal(folder, tmp_path / "shelf").startswith("cz_okresy_lowres.geojson is not a GeoJSON feature ")


def test_a_refused_build_leaves_the_book_in_use(tmp_path):
    folder, shelf = write_bank(tmp_path / "bank"), tmp_path / "shelf"
    before = build_berka(folder, Shelf(shelf)).path
    (folder / "loan.asc").write_bytes(b"")
    refusal(folder, shelf)
    assert Shelf(shelf).current() == before.name
    assert before.is_file()


def test_a_ledger_of_which_too_much_is_rejected_is_refused_with_its_money(tmp_path):
    wrong = ['9011;9;930401;"PRIJEM";"VKLAD";7000.00;7000.00;"";;']
    folder = write_bank(tmp_path / "bank", ledger={"trans.asc": LEDGER + wrong})
    sentence = refusal(folder, tmp_path / "shelf")
    assert sentence.startswith("trans.asc: 1 of 11 rows (9.1%), 71.3% of amount and 59.8% of balance were rejected.")
    assert "- 1 row (trans.asc, line 12): account_id is '9', which account.asc does not know." in sentence
    assert "mapping.toml" not in sentence
    (copy,) = (tmp_path / "shelf" / "refused").iterdir()
    assert copy.read_text("utf-8-sig").startswith("file,line,reason,raw\ntrans.asc,12,")
