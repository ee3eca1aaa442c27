"""The options of `build lakehouse`, as far as they go without Spark."""

from __future__ import annotations

import argparse

import pytest

from crm_core import CannotAnswer
from crm_core.command_line import main
from crm_core.lakehouse_command import _of_one_machine, _setting


def test_a_setting_without_a_value_is_refused_with_an_example():
    assert _setting("spark.executor.memory=8g") == ("spark.executor.memory", "8g")
    with pytest.raises(CannotAnswer, match="--conf spark is no setting: write a name and a value"):
        _setting("spark")


@pytest.mark.parametrize(("master", "memory", "driver"), [
    ("local[*]", "4GB", "4g"), ("local[2]", "512 MiB", "512m"), ("local[*]", "80%", None), ("yarn", "4GB", None)])
def test_spark_on_this_machine_takes_the_memory_that_is_given(master, memory, driver):
    settings = _of_one_machine(argparse.Namespace(master=master, memory=memory))
    assert settings.get("spark.driver.memory") == driver


def test_without_java_it_is_said_what_to_install(monkeypatch, capsys, tmp_path):
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert main(["build", "lakehouse", str(tmp_path), "--data", str(tmp_path / "books")]) != 0
    assert "Spark needs Java 17 or 21, and none is found." in capsys.readouterr().err
