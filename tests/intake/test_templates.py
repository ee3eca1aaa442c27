"""The templates are a small bank: they build as they are, and nothing of a user's is overwritten."""

from __future__ import annotations

import tomllib

import pytest

from crm_core import CannotAnswer, contract
from crm_core.intake.files.mapping import read_mapping
from crm_core.intake.template_mapping import mapping_text
from crm_core.intake.templates import write_templates
from crm_core.language import in_language
from tests.intake.own_files import build


def test_the_templates_build_as_they_are(tmp_path):
    write_templates(tmp_path / "bank")
    built = build(tmp_path / "bank")
    assert {entry.table_name for entry in built.files.values()} == set(contract.TABLES)
    assert all(entry.rejected == 0 and entry.accepted > 0 for entry in built.files.values())
    assert built.suspicions() == {}
    assert built.rows("select title, currency from book_info") == [("Our bank", "EUR")]


def test_its_remarks_are_in_the_language_spoken_and_its_settings_the_same(tmp_path):
    def settings(text: str) -> list[str]:
        return [line.partition("  #")[0].strip() for line in text.splitlines()
                if line.partition("  #")[0].strip(" #") and (" = " in line or "[" in line[:4])]

    english = mapping_text()
    with in_language("es"):
        spanish = mapping_text()
        write_templates(tmp_path)
    assert (tmp_path / "mapping.toml").read_text("utf-8") == spanish
    assert 'title = "Nuestra entidad"' in spanish
    assert settings(spanish)[2:] == settings(english)[2:]
    remarks = {line.partition("# ")[2] for line in english.splitlines() if not line.startswith("# ") and "# " in line}
    assert not remarks & {line.partition("# ")[2] for line in spanish.splitlines()}
    assert max(map(len, spanish.splitlines())) <= 160


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_remark_of_the_mapping_is_a_setting_that_is_understood(tmp_path, language):
    """Taking away the marks gives a mapping that is read, with each of its keys."""
    with in_language(language):
        text = mapping_text()
    lines = [line.removeprefix("# ") if " = " in line or "# [" in line else line for line in text.splitlines()]
    (tmp_path / "mapping.toml").write_text("\n".join(lines), encoding="utf-8")
    mapping = read_mapping(tmp_path)
    activity = mapping.of("activity")
    assert (activity.file, activity.delimiter, activity.decimal, activity.thousands, activity.encoding) == (
        "KONTEN_*.txt", ";", ",", ".", "cp1252")
    assert activity.columns == {"customer_id": "KUNDENNR"}
    assert activity.fixed == {"product_id": "SAVINGS"}
    assert (activity.shape.row, activity.shape.account, activity.shape.amounts, activity.shape.count) == (
        "movement", "KONTO", "absolute", "BELEG")
    assert activity.shape.times == {"turnover": ("MENGE", "PREIS")}
    assert activity.shape.lookup["customer_id"].file == "konten.csv"
    assert activity.shape.unpivot.columns == {"Januar": "2026-01", "Februar": "2026-02"}
    assert mapping.of("customers").shape.joined == {"name": ("VORNAME", "NAME")}
    assert mapping.of("products").shape.listed["SAVINGS"]["family"] == "deposits"
    assert mapping.of("customers").values == {"customer_type": {"Privat": "individual", "?": ""}}
    assert mapping.terms.hurdle_rate == 0.1
    assert set(tomllib.loads("\n".join(lines))["book"]["weights"]) == {
        "contribution", "balance", "turnover", "tenure", "scale", "reputation"}


def test_a_file_that_is_there_is_not_overwritten_and_nothing_else_is_written(tmp_path):
    (tmp_path / "rates.csv").write_text("mine")
    with pytest.raises(CannotAnswer, match=r"rates\.csv is there already and was not touched"):
        write_templates(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["rates.csv"]
    assert (tmp_path / "rates.csv").read_text() == "mine"
