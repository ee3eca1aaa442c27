"""Since the data before, who changed tier: in a sentence that says what is compared, or why nothing is."""

from __future__ import annotations

from crm_core.amounts import number
from crm_core.language import _, month, ngettext
from crm_core.tier_register.register import Assigned, Register


def say_changes(register: Register) -> str:
    """How many went up and down, and who came and left; or what there is instead of a comparison."""
    before, counts = register.before, register.counts
    if before is None:
        return _("The approved scheme is applied to these data for the first time: who changes tier is listed from the "
                 "next data on.")
    if register.basis == "older":
        return _("These data, to {month}, are older than those to which the scheme was applied before, to {before}: "
                 "the tiers are worked out anew, and no changes are listed.", month=month(register.now.last_month),
                 before=month(before.last_month))
    if register.basis == "strangers":
        return _("These data have no customer in common with those before ({title}, to {before}): the tiers are worked "
                 "out anew, and no changes are listed.", title=before.title, before=month(before.last_month))
    since = _since(register.now, before)
    if not counts.changed:
        changed = _("{since} no customer changed tier.", since=since)
    else:
        changed = ngettext("{since} {count} customer changed tier: {up} up, {down} down.",
                           "{since} {count} customers changed tier: {up} up, {down} down.", counts.changed, since=since,
                           up=number(counts.up), down=number(counts.down))
    if not counts.new and not counts.left:
        return changed
    return " ".join((changed, _("New customers: {new}; customers who left: {left}.", new=number(counts.new),
                                left=number(counts.left))))


def _since(now: Assigned, before: Assigned) -> str:
    """What is compared: the months of both, or the schemes where these are what differs."""
    same_scheme, then = now.scheme == before.scheme, month(before.last_month)
    if now.fingerprint == before.fingerprint:
        return _("With '{name}' in the place of '{before}', on the same data,", name=now.scheme_name,
                 before=before.scheme_name)
    if not same_scheme:
        return _("Since the data of {month}, by '{before}' then and '{name}' now,", month=then, name=now.scheme_name,
                 before=before.scheme_name)
    if now.last_month == before.last_month:
        return _("Since version {version} of the data, also of {month},", version=before.fingerprint[:8], month=then)
    return _("Since the data of {month},", month=then)


def say_waiting(register: Register) -> str:
    """How many the stability rule keeps in another tier than they are due for; nothing for none."""
    if not register.counts.waiting:
        return ""
    return ngettext("{count} customer is due for another tier and kept by the stability rule.",
                    "{count} customers are due for another tier and kept by the stability rule.",
                    register.counts.waiting)
