"""What a column is for and what one row is, judged from names and values together."""

from __future__ import annotations

import pytest

from crm_core.intake.desk.columns import column_preview
from crm_core.intake.desk.facts import Facts, facts_of
from crm_core.intake.desk.previews import TablePreview

DAYS = ["2026-01-05", "2026-01-19", "2026-02-07", "2026-02-11"]


def facts(name: str = "datos.csv", **columns: list[str]) -> Facts:
    """The facts of a table; a name of two words is written with two underscores between them."""
    named = {key.replace("__", " "): values for key, values in columns.items()}
    previews = tuple(column_preview(key, values) for key, values in named.items())
    return facts_of(TablePreview(name, previews, sample=tuple(zip(*named.values(), strict=True))))


@pytest.mark.parametrize(("name", "values", "role"), [
    ("SALDO", ["1.5", "2.5"], "balance"), ("SALDO", ["alto", "bajo"], ""), ("Kontostand", ["1", "20"], "balance"),
    ("Betrag", ["1,5", "2,5"], "amount"), ("FECHA ALTA", ["2020-01-01", "2021-01-01"], "joined_on"),
    ("FECHA ALTA", ["sí", "no"], ""), ("fecha_baja", ["2020-01-01", "9999-12-31"], "left_on"),
    ("Credit_Limit", ["1000", "2000"], ""), ("Interest Rate", ["3.5", "4.5"], ""), ("standard_cost", ["53.6", "7"], ""),
    ("Cost to serve", ["5.5", "7"], "cost_to_serve"), ("Fee income", ["1.5", "7"], "fee_income"),
    ("Tenure", ["3", "9"], ""), ("CreditScore", ["600", "700"], ""), ("Customer_Age", ["45", "51"], ""),
    ("EstimatedSalary", ["45000.5", "51"], "size_amount"), ("Income_Category", ["$60K", "$80K"], "type"),
    ("PROVINCIA", ["Cádiz", "Málaga"], "province"), ("rating", ["A", "B"], "credit_grade"), ("rating", ["AA", "B"], ""),
    ("TIPO PERSONA", ["FÍSICA", "JURÍDICA"], "customer_type"), ("TIPO PERSONA", ["X", "Y"], "type"),
    ("Total_Trans_Ct", ["42", "17"], "transactions"), ("NumOfProducts", ["1", "2"], ""), ("HasCrCard", ["1", "0"], ""),
    ("IBAN", ["ES1", "ES2"], "account_id"), ("cc_num", ["270318", "630423"], "account_id"),
    ("trans_date_trans_time", ["2026-01-05 10:00", "2026-01-06 11:00"], "date"),
    ("Transaction Type", ["in", "out", "fee"], "type"), ("Transaction Status", ["ok", "no", "new"], "status"),
    ("Fee waived", ["1.5", "0.5"], ""),
    ("Transaction Time", ["1432", "1"], ""),
    *((name, ["mejor oferta", "precio"], "left_reason") for name in (
        "motivo de baja", "MOTIVO_BAJA", "motivo_cancelacion", "causa de salida", "Razón de la baja",
        "reason for leaving", "Churn Reason", "left_reason", "closing reason", "Cancellation Reason",
        "Grund Austritt")),
    ("motivo de baja", ["1.5", "2.5"], ""), ("Motivo", ["nómina", "recibo"], ""), ("Reason", ["a", "b"], ""),
    *((name, ["Banco del Puerto", "Caja Sur"], "went_to") for name in (
        "banco destino", "Banco de destino", "Entidad destino", "went to", "went_to", "Competidor", "Competitor",
        "se fue a", "nuevo banco", "Destination bank", "Switched to")),
    ("Competitor", ["1.5", "2.5"], ""),
])
def test_a_column_is_for_what_its_name_says_and_its_values_allow(name, values, role):
    found = facts(**{name.replace(" ", "__"): values}).roles
    assert [*found] == ([role] if role else [])


@pytest.mark.parametrize("name", ["movimientos.csv", "cuentas.csv"])
def test_where_a_transfer_goes_is_not_where_a_customer_went(name):
    found = facts(name, cliente=["1", "1", "2", "2"], fecha=DAYS, importe=["1.5", "2", "3", "4"],
                  banco__destino=["A", "B", "A", "C"], motivo__salida=["a", "b", "a", "c"]).roles
    assert not {"went_to", "left_reason"} & found.keys()


@pytest.mark.parametrize(("columns", "row"), [
    ({"cliente": ["1", "1", "2", "2"], "fecha": DAYS, "importe": ["1.5", "2", "3", "4"]}, "movement"),
    ({"cliente": ["1", "2", "3", "4"], "saldo": ["1.5", "2", "3", "4"]}, "customer"),
    ({"cuenta": ["1", "2", "3", "4"], "cliente": ["1", "1", "2", "2"], "saldo": ["1.5", "2", "3", "4"]}, "account"),
    ({"cuenta": ["1", "2", "1", "2"], "cliente": ["1", "1", "1", "1"], "saldo": ["1.5", "2", "3", "4"],
      "fecha": ["2026-01-31", "2026-01-31", "2026-02-28", "2026-02-28"]}, "account-month"),
    ({"cliente": ["1", "2", "1", "2"], "mes": ["2026-01", "2026-01", "2026-02", "2026-02"],
      "saldo": ["1.5", "2", "3", "4"]}, "customer-month"),
    ({"cliente": ["1", "1", "1", "1"], "mes": ["2026-01", "2026-01", "2026-02", "2026-02"],
      "saldo": ["1.5", "2", "3", "4"]}, "account-month"),
    ({"cuenta": ["1", "2", "1", "2"], "cliente": ["1", "2", "1", "2"], "saldo": ["1.5", "2", "3", "4"],
      "mes": ["2026-01", "2026-01", "2026-02", "2026-02"]}, "account-month"),
    ({"txn__id": ["1", "2", "3", "4"], "cliente": ["1", "2", "3", "4"], "fecha": DAYS,
      "importe": ["1.5", "2", "3", "4"]}, "movement"),
    ({"codigo": ["1", "2", "3", "4"], "texto": ["a", "b", "c", "d"]}, "other"),
])
def test_what_one_row_is_follows_from_what_comes_once(columns, row):
    assert facts(**columns).row == row


def test_columns_without_names_are_known_by_their_values():
    rows = (("00001", "20260105", "1", "1.5"), ("00001", "20260106", "2", "2.5"), ("00002", "20260107", "1", "3.5"))
    columns = tuple(column_preview(f"column {at}", values) for at, values in enumerate(zip(*rows, strict=True), 1))
    table = TablePreview("log.txt", columns, sample=rows, has_header=False)
    assert facts_of(table).roles == {"customer_id": "column 1", "date": "column 2", "amount": "column 4"}
