"""The permit that somebody begins with, by what the provider of the sign-in says of them.

It is configured as a table of settings, of which nothing is taken for granted:

    claim = "groups"                        what the provider calls it; `realm_access.roles` lies in another

    [of."Bank north"]                       a value of the claim
    role = "planner"
    regions = ["NORTE"]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.permit import SMALLEST_GROUP, Permit

TABLE = "permits"
"""Where the settings stand among the secrets."""
_LISTS = ("regions", "branches", "managers")


@dataclass(frozen=True)
class FirstPermit:
    """A permit, and the claim and its value that it is for."""

    permit: Permit
    claim: str
    value: str


def first_permit(settings: Mapping[str, Any], claims: Mapping[str, Any]) -> FirstPermit | None:
    """The permit that `settings` give for these `claims`; None where no value of the claim has one.

    Raises CannotAnswer for settings that say nothing clear, whoever comes, and where a person has values with different
    permits: which one is right only a steward knows.
    """
    claim, permits = _claim(settings), _permits(settings)
    known = [value for value in _values(claims, claim) if value in permits]
    if not known:
        return None
    if len({permits[value] for value in known}) > 1:
        raise CannotAnswer(_("The provider says {values} of you, which stand for different permits. A steward can give "
                             "the right one.", values=", ".join(known)))
    return FirstPermit(permits[known[0]], claim, known[0])


def _claim(settings: Mapping[str, Any]) -> str:
    claim = settings.get("claim")
    if not isinstance(claim, str) or not claim:
        raise CannotAnswer(_("[{table}] in the secrets names no claim. Write the name that the provider gives it, like "
                             'claim = "groups".', table=TABLE))
    return claim


def _permits(settings: Mapping[str, Any]) -> dict[str, Permit]:
    given = settings.get("of")
    if not isinstance(given, Mapping) or not all(isinstance(each, Mapping) for each in given.values()):
        raise CannotAnswer(_("[{table}] in the secrets has no values with permits. Write one for each value of the "
                             'claim, like [{table}.of."Bank north"] with role = "planner".', table=TABLE))
    return {value: _permit(value, terms) for value, terms in given.items()}


def _permit(value: str, terms: Mapping[str, Any]) -> Permit:
    where = f'[{TABLE}.of."{value}"]'
    for name, term in terms.items():
        if name not in {"role", "smallest_group", *_LISTS}:
            raise CannotAnswer(_("{where} in the secrets says {name}, which no permit has. Write role, regions, "
                                 "branches, managers or smallest_group.", where=where, name=repr(name)))
        if name in _LISTS and not (isinstance(term, list | tuple) and term and all(
                isinstance(each, str) and each for each in term)):
            raise CannotAnswer(_("{where} in the secrets: {name} is a list of ids, at least one. Leave it out for no "
                                 "limit.", where=where, name=name))
    smallest = terms.get("smallest_group", SMALLEST_GROUP)
    if type(smallest) is not int:
        raise CannotAnswer(_("{where} in the secrets: smallest_group is a whole number.", where=where))
    role: Any = terms.get("role", "")
    limits: dict[str, Any] = {name: tuple(terms.get(name, ())) for name in _LISTS}
    try:
        return Permit(role, **limits, smallest_group=smallest)
    except CannotAnswer as refused:
        raise CannotAnswer(f"{where}: {refused}") from refused


def _values(claims: Mapping[str, Any], claim: str) -> list[str]:
    """The texts of a claim, one or a list; none where it is not said, or something else."""
    found: Any = claims.get(claim)
    if found is None:
        found = claims
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    values = found if isinstance(found, list | tuple) else [found]
    return list(dict.fromkeys(each for each in values if isinstance(each, str)))
