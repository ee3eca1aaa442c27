"""The figures and cards of the Data page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from crm_core.availability import Availability
from crm_core.chapters import PAGES
from crm_core.language import all_of
from crm_core.house_style import count, number, percent
from crm_core.reading import Caption, Metric
from crm_core.rooms.data.measure import Provenance


def metrics(result: Provenance) -> tuple[Metric, ...]:
    """How far the data reaches, when the book was built, what was rejected, and its fingerprint."""
    return (
        Metric("Data to", f"{result.last_month:%b %Y}", f"From {result.first_month:%B %Y}."),
        Metric("Built on", f"{result.built_at:%d %b %y}", f"{result.built_at:%d %B %Y at %H:%M} UTC."),
        Metric("Rows rejected", percent(result.rejected_share),
               f"{number(result.rejected)} of {number(result.rejected + result.accepted)} rows."),
        Metric("Version", result.fingerprint[:8], f"In full {result.fingerprint}. The same sources, assumptions "
               "and program give the same version."),
    )


def months(result: Provenance) -> Caption:
    """Whether a month is missing."""
    gaps = len(result.missing_months)
    ruptures = result.suspicions.loc[result.suspicions["subject"] == "coverage", "reason"]
    if len(ruptures) and not gaps:
        return Caption("No month is missing, but some hold far fewer rows", ruptures.iloc[0])
    return Caption(f"{count(gaps, 'month')} without activity" if gaps else "No month is missing",
                   "Rows of activity by month.")


def files(result: Provenance) -> Caption:
    """How many files were read."""
    return Caption(f"{count(len(result.files), 'file')} read, every line accounted for")


def rejected(result: Provenance) -> Caption:
    """How many rows were rejected."""
    return Caption(f"{count(result.rejected, 'row')} rejected", "The most frequent reasons first.")


def reasons(result: Provenance, most: int) -> Iterable[tuple[str, str]]:
    """Of the most frequent reasons: how many rows of which table, and why."""
    for row in result.reasons.head(most).itertuples():
        yield (f"{count(row.rejected, 'row')} of {row.table_name}",
               f"first line {number(row.first_line)}: {row.reasons}")


def controls(result: Provenance) -> Caption:
    """Whether the control figures are met."""
    of = count(len(result.controls), "control figure")
    return Caption(f"{result.disagreeing} of {of} not met" if result.disagreeing else f"{of} met")


def answerable(found: Mapping[str, Availability]) -> Caption:
    """How many pages the data answers."""
    whole, part, none = (sum(each.level == level for each in found.values()) for level in ("whole", "part", "none"))
    rest = [f"{part} in part" if part else "", f"{none} not" if none else ""]
    return Caption(f"{number(whole)} of {count(len(found), 'page')} can be answered in full"
                   + "".join(f", {each}" for each in rest if each), "From what the files hold, before anything is asked.")


def pages_answered(found: Mapping[str, Availability]) -> pd.DataFrame:
    """page, answer, more: one row a page, in the order of the navigation."""
    words = {"whole": "in full", "part": "in part", "none": "not"}
    rows = [(page.title, words[found[name].level], all_of(found[name].missing)) for name, page in PAGES.items()]
    return pd.DataFrame(rows, columns=["page", "answer", "more"])


def suspicions(result: Provenance) -> Caption:
    """How many things look wrong."""
    return Caption(f"{count(len(result.suspicions), 'thing')} to look into", "Allowed by the rules, and unlikely.")


def doubts(result: Provenance, most: int) -> Iterable[tuple[str, str]]:
    """The first suspicions: where, and what looks wrong."""
    for row in result.suspicions.head(most).itertuples():
        yield ", ".join(filter(None, dict.fromkeys((row.table_name, row.subject)))), row.reason


def lacking(result: Provenance) -> Caption:
    """How many optional files the bank did not deliver."""
    return Caption(f"{count(len(result.lacking), 'optional file')} not delivered",
                   "The columns that each of them would have.")
