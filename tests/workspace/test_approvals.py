"""From a draft to what is approved, and on: who, when and why; one wins of two; nothing of the history is lost."""

from __future__ import annotations

import threading

import pytest

from crm_core import CannotAnswer
from crm_core.workspace import Workspace
from tests.workspace.approving import approve, withdraw
from tests.workspace.conftest import START, Clock


@pytest.fixture
def approvals(workspace):
    return workspace.approvals


def told(approvals, room: str = "tiers") -> list[tuple[str, str, str, str]]:
    """The history, the earliest first."""
    return [(each.kind, each.name, each.author, each.reason) for each in reversed(approvals.history(room))]


def statuses(scenarios, room: str = "tiers") -> dict[str, str]:
    return {each.name: each.status for each in scenarios.all(room)}


def test_a_draft_is_proposed_and_then_approved_with_who_when_and_why(approvals, scenarios, save):
    plan = save("Plan A", '{"cut": 80}', book_title="Bank")
    assert plan.status == "draft"
    approvals.propose(plan.id, author=" Ben ", reason="More for the\nbest. ")
    assert statuses(scenarios) == {"Plan A": "proposed"}
    assert scenarios.in_force("tiers") is None
    event = approvals.approve(plan.id, author="Cleo", reason="Agreed.", instead_of=None)
    assert scenarios.in_force("tiers").in_force_since == event.at > START
    assert told(approvals) == [("proposed", "Plan A", "Ben", "More for the\nbest."),
                               ("approved", "Plan A", "Cleo", "Agreed.")]
    assert (event.content, event.book_fingerprint, event.book_title) == ('{"cut": 80}', "f1", "Bank")
    assert (event.from_status, event.to_status, event.replaced_id) == ("proposed", "approved", None)


def test_one_a_room_is_approved_and_the_next_replaces_it_by_name(workspace, approvals, scenarios, save):
    first, second, other = save("Plan A"), save("Plan B"), save("Plan A", room="demand")
    approve(workspace, other.id)
    approve(workspace, first.id)
    event = approve(workspace, second.id, author="Ben")
    assert (event.replaced_id, event.replaced_name) == (first.id, "Plan A")
    assert statuses(scenarios) == {"Plan B": "approved", "Plan A": "replaced"}
    assert scenarios.all("tiers")[0].name == "Plan B", "what is approved stands first"
    assert [kind for kind, *_ in told(approvals)] == ["proposed", "approved", "proposed", "replaced", "approved"]
    withdraw(workspace)
    assert statuses(scenarios) == {"Plan B": "withdrawn", "Plan A": "replaced"}
    assert scenarios.in_force("tiers") is None
    assert scenarios.in_force("demand").id == other.id
    assert [kind for kind, *_ in told(approvals, "demand")] == ["proposed", "approved"]


def test_of_two_who_approve_at_once_one_wins_and_the_other_is_told(workspace, approvals, scenarios, save):
    first, second = save("Plan A"), save("Plan B")
    for each in (first, second):
        approvals.propose(each.id, author="Ana", reason="Why not.")
    approvals.approve(first.id, author="Ben", reason="I like it.", instead_of=None)
    with pytest.raises(CannotAnswer) as refused:
        approvals.approve(second.id, author="Cleo", reason="I prefer this.", instead_of=None)
    assert str(refused.value) == ("'Plan A' was approved in the meantime, by Ben on 1 March 2026, so what you saw is "
                                  "no longer what would change. Nothing was approved: look at the consequences again.")
    assert statuses(scenarios) == {"Plan A": "approved", "Plan B": "proposed"}
    withdraw(workspace)
    with pytest.raises(CannotAnswer, match="The approval was withdrawn in the meantime"):
        approvals.approve(second.id, author="Cleo", reason="Now.", instead_of=first.id)


def test_two_programs_that_approve_at_the_same_moment_leave_one_in_force(url, workspace, save):
    plans = [save(f"Plan {number}") for number in range(4)]
    for plan in plans:
        workspace.approvals.propose(plan.id, author="Ana", reason="Why not.")
    refused: list[str] = []
    start = threading.Barrier(len(plans))

    def attempt(number: int) -> None:
        another = Workspace(url, now=Clock(), seconds=30)
        start.wait()
        try:
            another.approvals.approve(number, author="Ben", reason="Now.", instead_of=None)
        except CannotAnswer as sentence:
            refused.append(str(sentence))

    threads = [threading.Thread(target=attempt, args=(plan.id,)) for plan in plans]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(refused) == len(plans) - 1
    assert all("was approved in the meantime, by Ben" in sentence for sentence in refused)
    assert [kind for kind, *_ in told(workspace.approvals)].count("approved") == 1


def test_an_approval_is_undone_and_what_it_replaced_is_back(workspace, approvals, scenarios, save):
    first, second = save("Plan A"), save("Plan B")
    approve(workspace, first.id)
    event = approve(workspace, second.id)
    approvals.take_back(event, author="Ben")
    assert statuses(scenarios) == {"Plan A": "approved", "Plan B": "proposed"}
    assert told(approvals)[-2:] == [("undone", "Plan B", "Ben", ""), ("reinstated", "Plan A", "Ben", "")]
    with pytest.raises(CannotAnswer, match=r"'Plan A' was changed in the meantime, by Ben, so this step cannot be"):
        approvals.take_back(event, author="Ben")


@pytest.mark.parametrize("step", ["proposed", "retracted", "withdrawn", "returned"])
def test_every_step_is_undone(workspace, approvals, scenarios, save, step):
    first, second = save("Plan A"), save("Plan B")
    if step in ("proposed", "retracted"):
        event = approvals.propose(first.id, author="Ana", reason="Why not.")
        before = {"Plan A": "draft", "Plan B": "draft"}
        if step == "retracted":
            event = approvals.retract(first.id, author="Ana")
            before["Plan A"] = "proposed"
    else:
        earlier = approve(workspace, first.id)
        approve(workspace, second.id)
        before = {"Plan A": "replaced", "Plan B": "approved"}
        event = withdraw(workspace) if step == "withdrawn" else approvals.return_to(
            earlier.id, author="Ana", reason="Better.", instead_of=second.id)
    assert event.kind == step
    assert statuses(scenarios) != before
    approvals.take_back(event, author="Ben")
    assert statuses(scenarios) == before


def test_what_was_approved_before_is_returned_to_and_the_history_says_so(workspace, approvals, scenarios, save):
    first, second = save("Plan A", '{"a": 1}'), save("Plan B")
    earlier = approve(workspace, first.id)
    approve(workspace, second.id)
    scenarios.delete(first.id)
    save("plan a")
    event = approvals.return_to(earlier.id, author="Cleo", reason="It worked better.", instead_of=second.id)
    assert (event.kind, event.name, event.about_id, event.replaced_name) == ("returned", "Plan A (2)", earlier.id,
                                                                             "Plan B")
    assert scenarios.in_force("tiers").content == '{"a": 1}', "deleted, and its name given away, it comes back"
    proposal = next(each for each in approvals.history("tiers") if each.kind == "proposed")
    with pytest.raises(CannotAnswer, match="This event approved nothing"):
        approvals.return_to(proposal.id, author="Cleo", reason="Why.", instead_of=first.id)
    with pytest.raises(CannotAnswer, match=r"'Plan A \(2\)' is approved already"):
        approvals.return_to(earlier.id, author="Cleo", reason="Why.", instead_of=first.id)


@pytest.mark.parametrize(("act", "said"), [
    (lambda approvals, plan: approvals.approve(plan, author="Ana", reason="x", instead_of=None),
     "'Plan A' is not proposed. Propose it first, with the reason."),
    (lambda approvals, plan: approvals.retract(plan, author="Ana"), "'Plan A' is not proposed."),
    (lambda approvals, plan: approvals.withdraw(plan, author="Ana", reason="x"), "'Plan A' is not approved, so"),
    (lambda approvals, plan: approvals.propose(plan, author="", reason="x"), "The author is empty."),
    (lambda approvals, plan: approvals.propose(plan, author="Ana", reason=" \n"), "The reason is empty. Write why"),
    (lambda approvals, plan: approvals.propose(99, author="Ana", reason="x"), "There is no scenario number 99."),
    (lambda approvals, plan: approvals.return_to(99, author="Ana", reason="x", instead_of=None),
     "There is no event number 99 in the history."),
])
def test_a_step_that_cannot_be_taken_is_refused_and_leaves_no_trace(approvals, save, act, said):
    plan = save("Plan A")
    with pytest.raises(CannotAnswer) as refused:
        act(approvals, plan.id)
    assert said in str(refused.value)
    assert approvals.history("tiers") == ()


def test_what_is_proposed_or_approved_is_not_proposed_again(workspace, approvals, save):
    plan = save("Plan A")
    approvals.propose(plan.id, author="Ana", reason="Why not.")
    with pytest.raises(CannotAnswer, match="'Plan A' is proposed already"):
        approvals.propose(plan.id, author="Ben", reason="Me too.")
    approvals.approve(plan.id, author="Ben", reason="Yes.", instead_of=None)
    with pytest.raises(CannotAnswer, match="'Plan A' is approved already"):
        approvals.propose(plan.id, author="Ben", reason="Me too.")


def test_a_name_changed_later_leaves_the_history_as_it_was(workspace, approvals, scenarios, save):
    plan = save("Plan A")
    approve(workspace, plan.id)
    scenarios.rename(plan.id, "Plan Z")
    assert {each.name for each in approvals.history("tiers")} == {"Plan A"}
