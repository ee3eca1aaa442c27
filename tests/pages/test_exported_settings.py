"""The workbook of a page says how the page was set, in the words of its controls and of its reader."""

from __future__ import annotations

import io

import pandas as pd
import pytest
import streamlit as st
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from crm_core.language import in_language
from tests.pages.conftest import ROOT

SETTINGS = {
    "en": "Rank customers by: Balance; Top share of customers: 21%; Group by: Customer types",
    "es": "Clasificar a los clientes por: Saldo; Porcentaje superior de clientes: 21\u00a0%; "
          "Agrupar por: Tipos de cliente",
}


@pytest.fixture
def buttons(monkeypatch):
    """The callables behind the download buttons, by their file's ending."""
    files = {}
    draw = st.download_button

    def remember(label, data, file_name, *positional, **named):
        files[file_name.rpartition(".")[2]] = data
        return draw(label, data, file_name, *positional, **named)

    monkeypatch.setattr(st, "download_button", remember)
    return files


@pytest.mark.parametrize("language", SETTINGS)
def test_a_workbook_states_the_settings_as_the_controls_do(shelf_folder, monkeypatch, buttons, language):
    monkeypatch.setenv("CLIENTELA_DATA", str(shelf_folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["language"] = language
    with in_language(language):  # AppTest asks for the words of options outside the run
        app.run()
        app.switch_page("pages/pareto.py").run()
        app.segmented_control(key="pareto.by").set_value("balance").run()
        app.slider(key="pareto.top").set_value(21).run()
        app.selectbox(key="pareto.rank").set_value("types").run()
    assert not app.exception
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(buttons["xlsx"]()))
    about = dict(row[:2] for row in workbook.get_sheet_by_name(workbook.sheet_names[-1]).to_python())
    assert about["Settings" if language == "en" else "Ajustes"].startswith(SETTINGS[language])


@pytest.mark.parametrize(("page", "scope"), [("pareto", "Norte"), ("quality", "All data, whatever the filters")])
def test_files_tell_which_part_of_the_data_they_are_about(shelf_folder, monkeypatch, buttons, page, scope):
    """A page about all of the data is so whatever is chosen in the filters."""
    monkeypatch.setenv("CLIENTELA_DATA", str(shelf_folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.multiselect(key="scope.regions").set_value(["N"]).run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(buttons["xlsx"]()))
    about = dict(row[:2] for row in workbook.get_sheet_by_name(workbook.sheet_names[-1]).to_python())
    assert scope in about["Scope"]
    remarks = pd.read_csv(io.BytesIO(buttons["csv"]()))["To know"]
    assert remarks.str.contains(scope, regex=False).all()
