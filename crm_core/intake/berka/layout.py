"""The Czech bank's files as they were published: their columns, words and rules.

Source: the PKDD'99 Discovery Challenge's description of the data, read against the files themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from crm_core.language import N_

READERS = {
    "text": "{0}",
    "id": "try_cast({0} as bigint)",
    "count": "try_cast({0} as bigint)",
    "money": "try_cast({0} as decimal(18, 2))",
    "number": "try_cast({0} as double)",
    # The files write 930131, of the 1900s; card.issued adds a time that is always midnight.
    "day": r"cast(try_strptime('19' || regexp_extract({0}, '^(\d{{6}})( 00:00:00)?$', 1), '%Y%m%d') as date)",
}
"""How each kind of field is read; what cannot be read becomes NULL and is rejected with the reason."""

_NOT_WHOLE = N_("{column} is '{value}', not a whole number")
KINDS = {
    "id": _NOT_WHOLE, "count": _NOT_WHOLE, "money": N_("{column} is '{value}', not an amount"),
    "number": N_("{column} is '{value}', not a number"), "day": N_("{column} is '{value}', not a date written YYMMDD"),
}
"""What is said of a field that is not of its kind."""

MISSING = "?"
"""Written where the bank did not know a figure (one district's unemployment and crime of 1995)."""


@dataclass(frozen=True)
class Field:
    """One column of a file. `words` maps what may stand there to the code it is kept as; `refers_to` names the
    `file.column` whose values it must be one of."""

    name: str
    kind: str = "text"
    required: bool = True
    words: dict[str, str] = field(default_factory=dict)
    refers_to: str = ""
    minimum: int | None = None


@dataclass(frozen=True)
class Layout:
    """One file. `rows` is what the published file holds, where that is known; `key` may not occur twice."""

    name: str
    fields: tuple[Field, ...]
    key: str = ""
    rows: int = 0
    delimiter: str = ";"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.fields)


def _codes(*codes: str) -> dict[str, str]:
    return {code: code for code in codes}


DISTRICT = Layout("district", (
    Field("A1", "id"), Field("A2"), Field("A3"), Field("A4", "count", minimum=0),
    *(Field(f"A{number}", "number", required=False) for number in range(5, 17)),
), key="A1", rows=77)

ACCOUNT = Layout("account", (
    Field("account_id", "id"), Field("district_id", "id", refers_to="district.A1"),
    Field("frequency", words=_codes("POPLATEK MESICNE", "POPLATEK TYDNE", "POPLATEK PO OBRATU")), Field("date", "day"),
), key="account_id", rows=4_500)

CLIENT = Layout("client", (
    Field("client_id", "id"), Field("birth_number"), Field("district_id", "id", refers_to="district.A1"),
), key="client_id", rows=5_369)

DISP = Layout("disp", (
    Field("disp_id", "id"), Field("client_id", "id", refers_to="client.client_id"),
    Field("account_id", "id", refers_to="account.account_id"), Field("type", words=_codes("OWNER", "DISPONENT")),
), key="disp_id", rows=5_369)

ORDER = Layout("order", (
    Field("order_id", "id"), Field("account_id", "id", refers_to="account.account_id"), Field("bank_to"),
    Field("account_to", required=False), Field("amount", "money", minimum=0),
    Field("k_symbol", required=False, words=_codes("SIPO", "UVER", "POJISTNE", "LEASING")),
), key="order_id", rows=6_471)

LOAN = Layout("loan", (
    Field("loan_id", "id"), Field("account_id", "id", refers_to="account.account_id"), Field("date", "day"),
    Field("amount", "money", minimum=0), Field("duration", "count", minimum=1), Field("payments", "money", minimum=0),
    Field("status", words=_codes("A", "B", "C", "D")),
), key="loan_id", rows=682)

CARD = Layout("card", (
    Field("card_id", "id"), Field("disp_id", "id", refers_to="disp.disp_id"),
    Field("type", words=_codes("junior", "classic", "gold")), Field("issued", "day"),
), key="card_id", rows=892)

# The second half of each mapping is the English of the loan accounts' piece. "old-age pension", "loan payment" and
# "leasing" do not occur in the piece we know; its other translations make them the words to expect.
TRANS = Layout("trans", (
    Field("trans_id", "id"), Field("account_id", "id", refers_to="account.account_id"), Field("date", "day"),
    Field("type", words=_codes("PRIJEM", "VYDAJ", "VYBER") | {
        "credit": "PRIJEM", "withdrawal": "VYDAJ", "withdrawal in cash": "VYBER"}),
    Field("operation", required=False, words=_codes(
        "VKLAD", "VYBER", "PREVOD Z UCTU", "PREVOD NA UCET", "VYBER KARTOU") | {
        "credit in cash": "VKLAD", "withdrawal in cash": "VYBER", "collection from another bank": "PREVOD Z UCTU",
        "remittance to another bank": "PREVOD NA UCET", "credit card withdrawal": "VYBER KARTOU"}),
    Field("amount", "money", minimum=0), Field("balance", "money"),
    Field("k_symbol", required=False, words=_codes(
        "UROK", "SLUZBY", "SIPO", "DUCHOD", "POJISTNE", "UVER", "SANKC. UROK", "LEASING") | {
        "interest credited": "UROK", "payment for statement": "SLUZBY", "household": "SIPO",
        "old-age pension": "DUCHOD", "insurrance payment": "POJISTNE", "insurance payment": "POJISTNE",
        "loan payment": "UVER", "sanction interest if negative balance": "SANKC. UROK", "leasing": "LEASING"}),
    Field("bank", required=False), Field("account", required=False),
), key="trans_id")

CROSSWALK = Layout("crosswalk", (
    Field("A1", "id", refers_to="district.A1"), Field("A2"), Field("A3"), Field("KOD_LAU1"), Field("NAZ_LAU1"),
    Field("KOD_CZNUTS3"), Field("NAZ_CZNUTS3"),
), key="A1", rows=77, delimiter=",")

TOTALS = Layout("totals", (
    *(each for each in TRANS.fields if each.name == "type"),
    *(each for each in TRANS.fields if each.name in {"operation", "k_symbol"}),
    Field("rows", "count"), Field("amount_sum_rounded", "money"),
), rows=15, delimiter=",")

TABLES = (DISTRICT, ACCOUNT, CLIENT, DISP, ORDER, LOAN, CARD)
"""The files that must be there beside the ledger, in the order in which they can refer to each other."""
