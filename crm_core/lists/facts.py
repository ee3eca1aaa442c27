"""What a file of a list says about itself, on its sheet About."""

from __future__ import annotations

from crm_core.amounts import percent
from crm_core.export import Facts
from crm_core.language import _, day, month, one_of
from crm_core.lists.outcome import LABELS
from crm_core.lists.work_list import WorkList


def facts_of(work_list: WorkList) -> Facts:
    """What it is, from what it was made, what is planned, and how to send results back."""
    origin, plan = work_list.origin, work_list.plan
    assumed = _("Assumed: {share} of those who go down leave.", share=percent(plan.assumed_attrition)) if (
        plan.assumed_attrition is not None) else _("Nothing is assumed about leavers.")
    outcomes = one_of([_(label) for label in LABELS.values()])
    return {name: text for name, text in {
        _("List"): _("{name}, number {number}", name=work_list.name, number=str(work_list.id)),
        _("Made by"): _("{author} on {day}", author=work_list.author, day=day(work_list.created_at.astimezone())),
        _("Note"): work_list.note,
        _("Scheme"): origin.scheme,
        _("Tiers before"): origin.compared_with,
        _("Scope"): origin.scope,
        _("Data"): _("{title}, version {fingerprint}", title=origin.book_title, fingerprint=origin.book_fingerprint)
        if origin.book_title else "",
        _("Data to"): month(origin.data_to) if origin.data_to else "",
        _("Currency"): origin.currency,
        _("Plan"): _("{count} customers to reach by {day}. {assumed}", count=str(plan.to_reach), day=day(plan.due_on),
                     assumed=assumed),
        _("Next step"): _("A proposal by rule from what changes for the customer, or in the words of whoever made the "
                          "list."),
        _("Results"): _("Fill in the date and the outcome of each customer ({outcomes}) and bring this file on the "
                        "page of the list. Rows without a result may stay as they are.", outcomes=outcomes),
    }.items() if text}
