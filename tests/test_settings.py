"""Settings that are easily lost and costly to lose."""

import tomllib
from pathlib import Path

import pytest
from streamlit import config

from crm_core.intake.desk.deliveries import MAX_UPLOAD

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def settings():
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("table", "key", "value"), [
    ("server", "address", "localhost"),
    ("server", "fileWatcherType", "none"),
    ("server", "disconnectedSessionTTL", 30),
    ("server", "showEmailPrompt", False),
    ("server", "enableStaticServing", True),
    ("global", "disableWidgetStateDuplicationWarning", True),
    ("browser", "gatherUsageStats", False),
    ("runner", "postScriptGC", False),
    ("client", "showErrorDetails", "none"),
    ("client", "disableDataExport", True),
])
def test_the_setting_is_kept_and_streamlit_still_knows_it(settings, table, key, value):
    assert settings[table][key] == value
    assert f"{table}.{key}" in config.get_config_options()


def test_the_program_may_open_the_browser_by_itself(settings):
    assert "headless" not in settings["server"]


def test_the_server_takes_files_as_large_as_the_import_page_says(settings):
    assert settings["server"]["maxUploadSize"] == MAX_UPLOAD


def test_fonts_are_served_from_here(settings):
    for face in settings["theme"]["fontFaces"]:
        assert face["url"].startswith("app/static/")
        assert (ROOT / face["url"].removeprefix("app/")).is_file()
    assert (ROOT / "static" / "fonts" / "Inter-LICENSE.txt").is_file()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_theme_names_all_the_colours_that_figures_use(settings, mode):
    theme = settings["theme"][mode]
    assert len(theme["chartCategoricalColors"]) == len(theme["chartSequentialColors"]) == 10
