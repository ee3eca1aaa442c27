"""The parts of `[customers]` in `mapping.toml` that say who somebody is: `identity`, who is the `same` as whom, and who
is `different` from whom though it does not look so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from crm_core import contract
from crm_core.intake.duplicates import IDENTITY, SameCustomers, listed, pair_of, read_decisions, require_agreement
from crm_core.intake.files.file_format import NAME, refuse
from crm_core.intake.files.nearest import nearest
from crm_core.language import _

_SECTION = "[customers.same]"
_KEYS = ("same", "different")
_PAIR = 2


def without_same(sections: Mapping[str, Any], folder: Path | None) -> tuple[SameCustomers, dict[str, Any]]:
    """Who is whom by a recipe in `folder`, and its other `sections`. Nobody where it says nothing, and where it names
    a file and the folder is not known.

    Raises BuildRefused for what cannot be meant: chains, circles, several such sections, a file that is not there.
    """
    given = sections.get("customers")
    several = given if isinstance(given, list) else [given]
    found = {key: [each[key] for each in several if isinstance(each, Mapping) and key in each] for key in _KEYS}
    if not any(found.values()):
        return SameCustomers(), dict(sections)
    for key, values in found.items():
        if len(values) > 1:
            refuse(_("{setting} stands in several sections [[customers]]; keep one, it is about all customers.",
                     setting=key))
    others = [{key: value for key, value in each.items() if key not in _KEYS} if isinstance(each, Mapping) else each
              for each in several]
    same = _who_is_whom(found["same"][0], folder) if found["same"] else SameCustomers()
    if found["different"]:
        same = replace(same, different=same.different | _different(found["different"][0]))
        require_agreement(same, f"{NAME} [customers]")
    return same, {**sections, "customers": others if isinstance(given, list) else others[0]}


def _different(given: Any) -> frozenset[tuple[str, str]]:
    pairs = given if isinstance(given, list) else [given]
    if not all(isinstance(pair, list) and len(pair) == _PAIR and all(isinstance(each, (str, int)) for each in pair)
               for pair in pairs):
        refuse(_("{setting} is {value}; write pairs such as {example}.", setting="[customers] different",
                 value=repr(given), example='different = [["C17", "C4"]]'))
    return frozenset(pair_of(str(one), str(other)) for one, other in pairs)


def _who_is_whom(same: Any, folder: Path | None) -> SameCustomers:
    if isinstance(same, str):
        if PurePath(same).is_absolute() or ".." in PurePath(same).parts:
            refuse(_("file {pattern} of [{table}] leads outside {folder}. Name a file inside it.", pattern=repr(same),
                     table="customers", folder=folder or ""))
        return read_decisions(folder / same, same) if folder else SameCustomers()
    if not isinstance(same, Mapping) or not all(isinstance(each, (str, int)) for each in same.values()):
        refuse(_('{section} is {value}; write a line for each such as {example}, or the name of a file.',
                 section=_SECTION, value=repr(same), example='"C17" = "C4"'))
    return listed({str(each): str(other) for each, other in same.items()}, f"{NAME} {_SECTION}")


def read_identity(table: contract.Table, section: Any) -> dict[str, str]:
    """By column of `IDENTITY`: theirs. Raises BuildRefused, with the nearest valid name, for whatever else."""
    if not section:
        return {}
    if table.name != "customers" or not isinstance(section, Mapping):
        refuse(_('[{table}.identity] cannot be meant; it belongs to customers, such as {example}.', table=table.name,
                 example='[customers.identity] tax_id = "NIF"'))
    for name, theirs in section.items():
        if name not in IDENTITY:
            refuse(" ".join([_("{name} is no column in {section}.", name=repr(name), section="[customers.identity]"),
                             nearest(name, IDENTITY)]))
        if not isinstance(theirs, str) or not theirs:
            refuse(_("{setting} is {value}; give one value.", setting=f"[customers.identity] {name}",
                     value=repr(theirs)))
    return dict(section)
