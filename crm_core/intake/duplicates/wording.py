"""What agrees and what differs between two customers, in words."""

from __future__ import annotations

from crm_core.intake.duplicates.evidence import DIFFERENT, EVIDENCE, SAME, SIMILAR, SLIP
from crm_core.language import N_, _, all_of

_SELDOM = 0.3
"""A difference is told where one customer seldom has it: everybody's second entry has another date."""

_NAMES = {SAME: N_("name"), "alike": N_("name (spelled differently)"), "shorter": N_("name (one is shorter)"),
          "partly": N_("part of the name")}
_OTHER_NAMES = {"partly": N_("part of the name"), "other": N_("name")}
_LEVELS = {SLIP: N_("{what} (one slip apart)"), SIMILAR: N_("{what} (similar)")}


def agrees(findings: str) -> str:
    """What speaks for one customer, as a list in words: "name, tax number (one slip apart) and date of birth"."""
    outcomes = _outcomes(findings)
    words = [_(_NAMES[outcomes["name"]])] if outcomes.get("name") in _NAMES else []
    for evidence in EVIDENCE:
        outcome = outcomes.get(evidence.column)
        if outcome == SAME and evidence.column not in {"customer_type", "region_id"}:
            words.append(_(evidence.label))
        elif outcome in _LEVELS:
            words.append(_(_LEVELS[outcome], what=_(evidence.label)))
    return all_of(words) if words else ""


def differs(findings: str) -> str:
    """What speaks against it, as a list in words; empty where nothing does."""
    outcomes = _outcomes(findings)
    words = [_(_OTHER_NAMES[outcomes["name"]])] if outcomes.get("name") in _OTHER_NAMES else []
    words += [_(each.label) for each in EVIDENCE
              if outcomes.get(each.column) == DIFFERENT and each.levels[-1].one < _SELDOM]
    return all_of(words) if words else ""


def _outcomes(findings: str) -> dict[str, str]:
    return dict(each.split(":", 1) for each in findings.split())
