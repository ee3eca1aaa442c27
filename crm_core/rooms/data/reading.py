"""A Provenance in a manager's words: whether the book can be trusted, and what to mend."""

from __future__ import annotations

from crm_core.house_style import Money, count, number, percent
from crm_core.rooms.data.measure import Provenance
from crm_core.reading import Reading


def say(result: Provenance, money: Money) -> Reading:
    """What became of the files, and what does not agree."""
    return Reading(_accounted(result), _to_mend(result))


def _accounted(result: Provenance) -> str:
    if not len(result.files):
        made = "Demo data" if result.source == "demo" else "Made without source files"
        return f"{made}: {count(result.held['activity'], 'row')} of activity to {result.last_month:%B %Y}."
    read = result.accepted + result.rejected
    if not result.rejected:
        return f"All {count(read, 'row')} of {count(len(result.files), 'file')} were accepted."
    return (f"{number(result.accepted)} of {count(read, 'row')} were accepted; {number(result.rejected)} "
            f"({percent(result.rejected_share)}) {'was' if result.rejected == 1 else 'were'} rejected and kept aside.")


def _to_mend(result: Provenance) -> str:
    if result.is_clean:
        if len(result.controls):
            return f"{count(len(result.controls), 'control figure')} met, nothing looks wrong and no month is missing."
        return "Nothing looks wrong and no month is missing."
    findings = []
    if result.disagreeing:
        findings.append(f"{number(result.disagreeing)} of {count(len(result.controls), 'control figure')} not met")
    if len(result.suspicions):
        findings.append(f"{count(len(result.suspicions), 'thing')} that may be wrong")
    if result.missing_months:
        findings.append(f"{count(len(result.missing_months), 'month')} without activity")
    if not findings:
        return "The rejected rows can be downloaded with their reasons, mended and delivered again."
    return f"To look into: {', '.join(findings)}."
