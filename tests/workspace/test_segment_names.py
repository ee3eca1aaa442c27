"""Names of segments: given, replaced, taken away and brought back; none is lost."""

from __future__ import annotations

import pytest

from crm_core import CannotAnswer
from tests.workspace.conftest import START

KEYS = {"way": "needs", "code": "2", "shape": '{"loans": 1.0}', "book_fingerprint": "f1"}


def test_a_name_is_kept_replaced_and_brought_back(workspace):
    names = workspace.segment_names
    first = names.give("  Home   owners ", author="Ana", **KEYS)
    assert (first.name, first.author, first.created_at, first.shape) == ("Home owners", "Ana", START, '{"loans": 1.0}')
    second = names.give("Borrowers", author="Luis", instead_of=first.id, **KEYS)
    assert [each.name for each in names.all()] == ["Borrowers"]
    names.delete(second.id)
    names.restore(first.id)
    assert [each.name for each in names.all()] == ["Home owners"]


@pytest.mark.parametrize(("name", "author", "sentence"), [
    ("", "Ana", "name is empty"), ("x" * 81, "Ana", "may have 80"), ("A", " ", "author is empty"),
    ("A\u0007", "Ana", "cannot be shown")])
def test_what_cannot_be_kept_is_refused_with_the_reason(workspace, name, author, sentence):
    with pytest.raises(CannotAnswer, match=sentence):
        workspace.segment_names.give(name, author=author, **KEYS)
    assert workspace.segment_names.all() == ()


def test_nothing_is_given_in_the_place_of_a_name_that_is_not_there(workspace):
    with pytest.raises(CannotAnswer, match="no name of a segment with the number 7"):
        workspace.segment_names.give("A", author="Ana", instead_of=7, **KEYS)
    assert workspace.segment_names.all() == ()
