"""JSON is read strictly, in one place for all who read what people hand over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crm_core.strict_json import parse

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(("text", "content"), [
    ('{"a": [1, 2.5, null, true, "ñ"]}', {"a": [1, 2.5, None, True, "ñ"]}), ("[]", []), ("3", 3), ('"\\u00e9"', "é"),
    ('{"a": {"b": 1}, "b": 2}', {"a": {"b": 1}, "b": 2}),
])
def test_what_is_json_is_read(text, content):
    assert parse(text) == content


@pytest.mark.parametrize(("text", "why"), [
    ("", "line 1 column"), ("{", "line 1 column"), ("{'a': 1}", "line 1 column"), ("[1,]", "line 1 column"),
    ("nan", "line 1 column"), ("[NaN]", "NaN is not a number"),
    ("[1e400, Infinity]", "Infinity is not a number"), ("-Infinity", "-Infinity is not a number"),
    ('{"a": 1, "b": 2, "a": 3}', "The key 'a' stands twice"), ('{"x": {"a": 1, "a": 1}}', "stands twice"),
    ('"\\ud800"', "surrogate"), ("[" * 100_000 + "]" * 100_000, "nested too deep"),
])
def test_what_python_would_let_pass_is_refused_with_a_reason(text, why):
    with pytest.raises(ValueError, match=why):
        parse(text)


def test_nobody_reads_it_in_another_way():
    """Files of our own, the map's shapes, texts in a book and what a register says of itself are not handed over by
    people; lines of a bank's JSON keep their numbers as they are written, and are judged like every line."""
    own = {"crm_core/strict_json.py", "crm_core/shapes.py", "crm_core/intake/berka/shapes.py",
           "crm_core/language/stored.py", "crm_core/intake/files/json_lines.py",
           "crm_core/tier_register/register.py"}
    readers = {str(path.relative_to(ROOT)) for folder in ("crm_core", "pages") for path in (ROOT / folder).rglob("*.py")
               if re.search(r"\bjson\.loads\(", path.read_text("utf-8"))}
    assert readers == own
