"""A segment by its name: for programs, on the command line and in packs."""

from __future__ import annotations

import json

import pytest

from crm_core import CannotAnswer, packs, segmentation
from crm_core.command_line import main
from crm_core.scope import Scope
from crm_core.segmentation import GivenName
from crm_core.workspace import Workspace, default_url


def spoken(capsys, *words: str) -> tuple[int, str, str]:
    code = main(words)
    return code, *capsys.readouterr()


@pytest.mark.parametrize("wanted", [" Growing ", "life_cycle  GROWING"])
def test_a_segment_is_found_by_its_name_its_code_and_its_key(banks, wanted):
    read = banks.whole.reader()
    found = segmentation.segment_customers(read, "life_cycle")
    assert segmentation.segment_called(read, wanted) == segmentation.as_segment(read, found, "growing", "Growing")


def test_a_key_of_the_app_says_of_how_many_segments_by_need_it_is_one(banks):
    read = banks.whole.reader()
    found = segmentation.segment_customers(read, "needs", 3)
    expected = segmentation.as_segment(read, found, "2", segmentation.named_segments(found, [])[1].name)
    assert segmentation.segment_called(read, "needs 3 2") == expected
    assert segmentation.segment_called(read, "life_cycle 0 growing") == segmentation.segment_called(read, "growing")
    with pytest.raises(CannotAnswer, match="no segment called 'needs 3 9'"):
        segmentation.segment_called(read, "needs 3 9")


def test_a_name_that_a_person_gave_is_one_and_names_of_two_are_told_by_their_keys(banks):
    read = banks.whole.reader()
    given = [GivenName(1, "life_cycle", "new", "", "Core", "Ana"), GivenName(3, "channel", "none", "", "core", "Ana")]
    assert segmentation.segment_called(read, "life_cycle new", given).name == "Core"
    with pytest.raises(CannotAnswer, match=r"Several segments are called 'Core'\. Say which: life_cycle new, chan"):
        segmentation.segment_called(read, "Core", given)
    with pytest.raises(CannotAnswer, match=r"no segment called 'life_cycle rich'.*Life cycle: Core, Growing.*"):
        segmentation.segment_called(read, "life_cycle rich", given)


def test_the_command_asks_under_a_segment_and_refuses_what_it_cannot(banks, capsys, monkeypatch):
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)
    folder = banks.whole.path.parent
    Workspace(default_url(folder)).segment_names.give(
        "Core", way="life_cycle", code="established", shape="", author="Ana", book_fingerprint=banks.whole.fingerprint)
    key = "life_cycle established"
    code, out, _err = spoken(capsys, "ask", "dependence", "--segment", key, "--json", "--book", str(folder))
    answer = json.loads(out)
    members = segmentation.segment_called(banks.whole.reader(), key).customers
    assert (code, answer["scope"]["segment"]["name"]) == (0, "Core")
    assert answer["result"]["customers"] == len(members)
    assert answer["caveats"][0] == "Only customers of the segment “Core”."
    code, out, _err = spoken(capsys, "ask", "pareto", "--segment", key, "--book", str(folder))
    assert out.splitlines()[1:] == ["Only customers of the segment “Core”. Who is in the segment is told by this year, "
                                    "so who stayed in the top or left it is in part what put customers into it."]
    code, out, err = spoken(capsys, "ask", "market", "--segment", key, "--book", str(folder))
    assert (code, out, err.strip()) == (2, "", "Market shows all customers, whatever the segment. Ask without one.")
    code, out, err = spoken(capsys, "--lang", "es", "ask", "pareto", "--segment", "life_cycle ricos", "--book",
                            str(folder))
    assert (code, out) == (2, "")
    assert "No hay ningún segmento llamado 'life_cycle ricos' en este año de los datos. Hay: Ciclo de vida: " in err


def test_a_pack_has_the_pages_that_keep_to_the_segment_and_names_the_others(banks):
    segment = segmentation.segment_called(banks.whole.reader(), "life_cycle growing")
    made = packs.gather(banks.whole, Scope(segment=segment), ["pareto", "regions"])
    assert [page.name for page in made.pages] == ["pareto"]
    assert made.missing == (("Regions", "Regions shows all customers, whatever the segment. Ask without one."),)
    assert "is in part what put customers into it." in made.own(made.pages[0])["Segment"]
    assert "segment: Growing" in made.foot
    assert "segment: Growing" in made.facts["Scope"]
