"""In which settings scenarios differ."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_core.workspace import differences
from pages.frame.saving.comparison import written


def test_only_what_differs_is_named_by_its_way():
    a = '{"cut": 80, "by": "score", "tiers": [{"name": "Gold"}, {"name": "Silver", "fair_share": 0.2}]}'
    b = '{"cut": 70, "by": "score", "tiers": [{"name": "Gold"}, {"name": "Basic"}, {"name": "Rest"}]}'
    assert differences(a, b) == [
        ("cut", (80, 70)), ("tiers › 2 › name", ("Silver", "Basic")), ("tiers › 2 › fair share", (0.2, None)),
        ("tiers › 3 › name", (None, "Rest")),
    ]


@pytest.mark.parametrize(("a", "b"), [
    ("1", "true"), ("0", "false"), ('"1"', "1"), ("null", "0"), ("[]", "{}"), ("[]", "null"),
])
def test_kinds_are_told_apart(a, b):
    assert len(differences(f'{{"x": {a}}}', f'{{"x": {b}}}')) == 1


def test_nothing_differs_from_itself_and_nothing_from_nothing():
    assert differences() == differences("{}") == differences("{}", "{}") == []


def test_names_that_look_alike_stay_apart():
    assert differences('{"a_b": 1, "a b": 2}', '{"a_b": 3, "a b": 4}') == [("a b", (1, 3)), ("a b", (2, 4))]
    assert len(differences('{"x": {"1": 5}}', '{"x": [5]}')) == 2


def nested(inner):
    return st.lists(inner, max_size=3) | st.dictionaries(st.text("abc1_ ", max_size=2), inner, max_size=3)


texts = st.recursive(st.booleans() | st.integers() | st.text(max_size=5), nested, max_leaves=8).map(json.dumps)


@given(texts, texts)
def test_two_texts_differ_unless_they_say_the_same(a, b):
    same = json.dumps(json.loads(a), sort_keys=True) == json.dumps(json.loads(b), sort_keys=True)
    assert (differences(a, b) == []) == same
    assert differences(a, a, a) == []


@pytest.mark.parametrize(("value", "said"), [
    (None, "–"), ([], "–"), (True, "yes"), (False, "no"), (0, "0"), (1_500_000, "1,500,000"),
    (1_234_567.5, "1,234,567.5"), (0.1 + 0.2, "0.3"), (80.0, "80"), ("score", "score"),
])
def test_a_value_is_written_as_a_reader_would(value, said):
    assert written(value) == said
