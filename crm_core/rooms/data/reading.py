"""A Provenance in a manager's words: whether the data can be relied on, and what to check."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of, month, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.data.measure import Provenance


@made_once
def say(result: Provenance, money: Money) -> Reading:
    """What became of the files, and what does not agree."""
    return Reading(_accounted(result), _to_check(result))


def _accounted(result: Provenance) -> str:
    if not len(result.files):
        activity, last_month = result.held["activity"], month(result.last_month)
        if result.source == "demo":
            return ngettext("Demo data: {count} row of activity to {month}.",
                            "Demo data: {count} rows of activity to {month}.", activity, month=last_month)
        return ngettext("Made without source files: {count} row of activity to {month}.",
                        "Made without source files: {count} rows of activity to {month}.", activity, month=last_month)
    read = result.accepted + result.rejected
    if not result.rejected:
        files = ngettext("{count} file", "{count} files", len(result.sources))
        return ngettext("{count} row of {files} was accepted.", "All {count} rows of {files} were accepted.", read,
                        files=files)
    return ngettext(
        "{accepted} of {rows} were accepted; {count} ({share}) was rejected and kept aside.",
        "{accepted} of {rows} were accepted; {count} ({share}) were rejected and kept aside.",
        result.rejected, accepted=number(result.accepted), rows=ngettext("{count} row", "{count} rows", read),
        share=percent(result.rejected_share),
    )


def _to_check(result: Provenance) -> str:
    if result.is_clean:
        if len(result.controls):
            return ngettext("{count} control passed, nothing looks wrong and no month is missing.",
                            "{count} controls passed, nothing looks wrong and no month is missing.",
                            len(result.controls))
        return _("Nothing looks wrong and no month is missing.")
    findings = []
    if result.disagreeing:
        findings.append(ngettext("{failed} of {count} control failed", "{failed} of {count} controls failed",
                                 len(result.controls), failed=number(result.disagreeing)))
    if len(result.suspicions):
        findings.append(ngettext("{count} possible error", "{count} possible errors", len(result.suspicions)))
    if result.missing_months:
        findings.append(ngettext("{count} month without activity", "{count} months without activity",
                                 len(result.missing_months)))
    if not findings:
        return _("The rejected rows can be downloaded with their reasons, corrected and delivered again.")
    return _("To check: {findings}.", findings=all_of(findings))
