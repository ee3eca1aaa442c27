"""What a build says is kept once and told in the language of whoever reads it: reasons, doubts, progress, refusals."""

from __future__ import annotations

import csv

import pytest

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files import build_files
from crm_core.intake.quarantine import rejected_csv
from crm_core.intake.report import report
from crm_core.language import in_language
from crm_core.warehouse import Shelf
from tests.intake.own_files import ACTIVITY, bring, write
from tests.two_languages import untranslated

CLERK = (f"{ACTIVITY}C9,LOAN,2026-02-01,1\nC1,LOAN,05.02.2026,1\nC1,LOAN,2026-02-01,\"1,50\"\nC1,LOAN\n"
         "C1,SAVINGS,2026-02-01,7\n,LOAN,2026-02-01,1\n")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return bring(tmp_path_factory.mktemp("bank"), activity=CLERK, **{"notes.txt": "x", "custmers.csv": "a\n1\n"})


def reasons(built, table: str) -> list[str]:
    with built.shelf.open() as book:
        rows = csv.DictReader(rejected_csv(book, table).decode("utf-8-sig").splitlines())
        return [row["reason"] for row in rows]


def test_rejected_rows_give_their_reasons_in_the_readers_language(built):
    english = reasons(built, "activity")
    assert english[0] == "customer_id 'C9' is not in customers: add it there, or correct it"
    with in_language("es"):
        assert reasons(built, "activity") == [
            "customer_id 'C9' no está en customers: añádalo allí o corríjalo",
            "month '05.02.2026' no es un mes como 2026-03-01: escriba date_format = \"%d.%m.%Y\" en [activity] de "
            "mapping.toml, o date_format = \"%m.%d.%Y\" si el mes va primero",
            "balance '1,50' no es un importe como 1234.56, con 16 cifras enteras como máximo: escriba decimal = \",\" "
            "en [activity] de mapping.toml",
            "2 valores donde la cabecera tiene 4: añada lo que falta, o ponga entre comillas el valor que contenga el "
            "separador (coma)",
            "los mismos customer_id, product_id, month que en la línea 3 de activity.csv, que se ha conservado: quite "
            "una de las dos",
            "customer_id está vacío: todas las filas lo necesitan",
        ]


def test_what_looks_wrong_is_told_in_the_readers_language(built):
    with in_language("es"), built.shelf.open() as book:
        reason_of = {each["subject"]: each["reason"] for each in report(book)["suspicions"]}
    assert reason_of["custmers.csv"] == (
        "El fichero no corresponde a ninguna tabla y no se ha leído. "
        "Tabla más parecida: customers, customer_protected.")
    assert reason_of["regions"].startswith("No hay fichero regions:")


def test_nothing_that_a_build_keeps_escapes_translation(built):
    with in_language("zz"), built.shelf.open() as book:
        sentences = [each["reason"] for each in report(book)["suspicions"]] + reasons(built, "activity")
    assert [each for each in sentences if untranslated(each)] == []


@pytest.mark.every_mart
def test_progress_and_refusals_are_in_the_language_spoken(tmp_path):
    labels: list[str] = []
    with in_language("es"):
        build_files(write(tmp_path / "bank"), Shelf(tmp_path / "books"),
                    progress=lambda label, _fraction: labels.append(label))
        with pytest.raises(BuildRefused, match=r"^No existe la carpeta .*none\. Indique la carpeta que contiene"):
            build_files(tmp_path / "none", Shelf(tmp_path / "books"))
    assert {"Calendario", "Productos", "Publicación", "Listo"} <= set(labels)
