"""`mapping.toml`: how a bank says things its own way, read and checked before any file is opened."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from crm_core import contract
from crm_core.intake.draft import Terms
from crm_core.intake.duplicates import SameCustomers
from crm_core.intake.files.file_format import NAME, UNDECIDED, FileFormat, check, refuse
from crm_core.intake.files.filter_settings import FILTERS, read_filter
from crm_core.intake.files.nearest import nearest
from crm_core.intake.files.one_customer import read_identity, without_same
from crm_core.intake.files.protected import with_protected
from crm_core.intake.files.recipe_text import decoded, sections_of
from crm_core.intake.files.shape_settings import KEYS, read_shape
from crm_core.intake.rejections import MAX_REJECTED
from crm_core.language import _

_WEIGHTS = tuple(each.name.removesuffix("_weight") for each in fields(Terms) if each.name.endswith("_weight"))
_CURRENCY = re.compile("[A-Z]{3}")
_BOOK_KEYS = ("title", "currency", "hurdle_rate", "notes", "last_month", "fiscal_year_starts", "max_rejected",
              "weights", "ignore")
_MONTHS_A_YEAR = 12
_LAST_MONTH = ("judge", "complete", "open")
_Item = TypeVar("_Item", str, int)
_PARTS = ("columns", "fixed", "values")
_LISTS = ("names", "widths")
_NO_TEXTS = frozenset({*_PARTS, *_LISTS, *FILTERS, "identity"})
_FOUND = ("currency", "formats", "is_doubtful", "is_ascii", "is_tight", "shape")
_TABLE_KEYS = tuple(each.name for each in fields(FileFormat) if each.name not in _FOUND)


@dataclass(frozen=True)
class BankMapping:
    """The terms of the book and, by table, how its files are read; `content` is the file itself, for its hash.
    `ignored` are names or patterns of files that are read only where a section names them."""

    terms: Terms
    tables: Mapping[str, tuple[FileFormat, ...]] = field(default_factory=dict)
    content: bytes = b""
    max_rejected: float = MAX_REJECTED
    same: SameCustomers = field(default_factory=SameCustomers)
    """Customers that are one, and such that are not."""
    ignored: tuple[str, ...] = ()

    def of(self, table: str) -> FileFormat:
        """How the files of a table are read; the first way of several."""
        return self.ways(table)[0]

    def ways(self, table: str) -> tuple[FileFormat, ...]:
        """A table may come from files of several kinds, each with a section `[[table]]` of its own."""
        return tuple(replace(each, currency=self.terms.currency) for each in self.tables.get(table, (FileFormat(),)))

    @property
    def files(self) -> set[str]:
        """The files that are named, to be read or to look something up."""
        ways = [each for some in self.tables.values() for each in some]
        return {way.file for way in ways} | {each.file for way in ways for each in way.shape.lookup.values()}


def read_mapping(folder: Path, recipe: bytes | None = None) -> BankMapping:
    """The `mapping.toml` of the folder (of a single file: beside it), or the defaults when it has none; or `recipe`,
    the text that takes its place.

    Raises BuildRefused, with the nearest valid names, for whatever in it cannot be meant.
    """
    path = (folder.parent if folder.is_file() else folder) / NAME
    title = (folder.stem if folder.is_file() else folder.resolve().name) or "Our bank"
    if recipe is None and not path.is_file():
        return BankMapping(Terms(title))
    content = path.read_bytes() if recipe is None else recipe
    return understood(sections_of(decoded(content)), title, content, path.parent)


def understood(sections: Mapping[str, Any], title: str = "Our bank", content: bytes = b"",
               folder: Path | None = None) -> BankMapping:
    """What the `sections` of a `mapping.toml` in `folder` say. Raises BuildRefused for whatever cannot be meant."""
    for name in sections:
        if name not in ("book", *contract.TABLES):
            refuse(" ".join([_("{name} is no section.", name=repr(name)), nearest(name, ("book", *contract.TABLES))]))
    _refuse_undecided(sections)
    book = _section(sections.get("book", {}), "book")
    terms = _terms(book, title)
    max_rejected = _number(book.get("max_rejected", MAX_REJECTED), "[book] max_rejected", highest=1.0)
    same, sections = without_same(with_protected(sections), folder)
    tables = {name: _file_formats(contract.TABLES[name], part) for name, part in sections.items() if name != "book"}
    ignored = _list(book.get("ignore", []), str, "[book] ignore")
    return BankMapping(terms, tables, content, max_rejected, same, ignored)


def _refuse_undecided(sections: Mapping[str, Any], where: str = "") -> None:
    """What a proposal left open must be decided before anything is built of it."""
    for key, value in sections.items():
        parts = value if isinstance(value, list) else [value]
        for part in parts:
            if isinstance(part, Mapping):
                _refuse_undecided(part, f"{where}{key}.")
            elif isinstance(part, str) and UNDECIDED in part:
                refuse(_("{setting} is still to be decided ({value}): write the answer in place of {mark}.",
                         setting=f"{where}{key}", value=repr(part), mark=UNDECIDED))


def _terms(section: Mapping[str, Any], title: str) -> Terms:
    _known_keys("[book]", section, _BOOK_KEYS)
    weights = _section(section.get("weights", {}), "book.weights")
    _known_keys("[book.weights]", weights, _WEIGHTS)
    given: dict[str, Any] = {
        key: _text(section[key], f"[book] {key}") for key in ("title", "currency", "notes", "last_month")
        if key in section
    }
    for key in ("title", "currency"):
        if key in given and not given[key].strip():
            refuse(_("{setting} is empty; give one, or take the line out.", setting=f"[book] {key}"))
    if "currency" in given and not _CURRENCY.fullmatch(given["currency"]):
        refuse(_("[book] currency is {value}; write the three letters of its code, such as EUR.",
                 value=repr(given["currency"])))
    if "last_month" in given and given["last_month"] not in _LAST_MONTH:
        refuse(_("[book] last_month is {value}; write one of {choices}.", value=repr(given["last_month"]),
                 choices=", ".join(_LAST_MONTH)))
    if "hurdle_rate" in section:
        given["hurdle_rate"] = _number(section["hurdle_rate"], "[book] hurdle_rate", highest=1.0)
    if "fiscal_year_starts" in section:
        given["fiscal_year_starts"] = _month_number(section["fiscal_year_starts"], "[book] fiscal_year_starts")
    given |= {f"{name}_weight": _number(weight, f"[book.weights] {name}") for name, weight in weights.items()}
    terms = Terms(**{"title": title, **given})
    if not any(getattr(terms, f"{name}_weight") for name in _WEIGHTS):
        refuse(_("[book.weights] are all 0; give at least one more than that."))
    return terms


def _file_formats(table: contract.Table, sections: Any) -> tuple[FileFormat, ...]:
    several = sections if isinstance(sections, list) and sections else [sections]
    ways = tuple(_file_format(table, _section(each, table.name)) for each in several)
    if len(ways) > 1 and not all(way.file or way.source or way.shape.listed for way in ways):
        refuse(_("there are several sections [[{table}]]; each needs its own file = …", table=table.name))
    return ways


def _file_format(table: contract.Table, section: Mapping[str, Any]) -> FileFormat:
    where = f"[{table.name}]"
    _known_keys(where, section, [*_TABLE_KEYS, *KEYS])
    shape, section = read_shape(table, section)
    identity = read_identity(table, section.get("identity"))
    plain: dict[str, Any] = {key: _text(section[key], f"{where} {key}") for key in section
                             if key not in _NO_TEXTS}
    if not plain.get("decimal", "."):
        refuse(_("{setting} is {value}; use one character that is no letter, digit or quotation mark.",
                 setting=f"{where} decimal", value="''"))
    parts = {key: _section(section.get(key, {}), f"{table.name}.{key}") for key in _PARTS}
    for key, part in parts.items():
        section_name = f"[{table.name}.{key}]"
        for name in part:
            if name not in table.names:
                refuse(" ".join([_("{name} is no column in {section}.", name=repr(name), section=section_name),
                                 nearest(name, table.names)]))
    columns, fixed, values = parts.values()
    for name in columns:
        if name in fixed:
            refuse(_("{column} stands in both columns and fixed; keep one of the two.", column=f"{table.name}.{name}"))
    file_format = FileFormat(
        **plain,
        names=_list(section.get("names", []), str, f"{where} names"),
        widths=_list(section.get("widths", []), int, f"{where} widths"),
        columns={name: _text(theirs, f"[{table.name}.columns] {name}") for name, theirs in columns.items()},
        fixed={name: _text(value, f"[{table.name}.fixed] {name}") for name, value in fixed.items()},
        only=read_filter(f"[{table.name}.only]", section.get("only", {})),
        without=read_filter(f"[{table.name}.without]", section.get("without", {})),
        values={name: _translation(table.column(name), part) for name, part in values.items()},
        shape=shape,
        identity=identity,
    )
    check(where, file_format)
    return file_format


def _translation(column: contract.Column, section: Any) -> dict[str, str]:
    where = f"values.{column.name}"
    ours = {theirs: _text(value, f"[{where}] {theirs}") for theirs, value in _section(section, where).items()}
    for theirs, value in ours.items():
        if value and column.choices and value not in column.choices:
            refuse(_("[{section}] turns {theirs} into {ours}; use one of {choices}, or an empty text.", section=where,
                     theirs=repr(theirs), ours=repr(value), choices=", ".join(column.choices)))
    return ours


def _known_keys(section: str, names: Iterable[str], names_known: Sequence[str]) -> None:
    for name in names:
        if name not in names_known:
            refuse(" ".join([_("{name} is no key of {section}.", name=repr(name), section=section),
                             nearest(name, names_known)]))


def _section(section: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(section, Mapping):
        refuse(_("{setting} is {value}; write it as a section, [{setting}].", setting=where, value=repr(section)))
    return section


def _text(value: Any, where: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (str, int, float, dt.date)):
        return str(value)
    return refuse(_("{setting} is {value}; give one value.", setting=where, value=repr(value)))


def _list(values: Any, kind: type[_Item], where: str) -> tuple[_Item, ...]:
    if not isinstance(values, list) or any(type(value) is not kind for value in values):
        form = '["customer", "day"]' if kind is str else "[6, 9, 8]"
        refuse(_("{setting} is {value}; write it as a list, such as {form}.", setting=where, value=repr(values),
                 form=form))
    return tuple(values)


def _number(value: Any, where: str, *, highest: float = 1e6) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= highest:
        refuse(_("{setting} is {value}; give a number from 0 to {highest}, such as 0.1.", setting=where,
                 value=repr(value), highest=f"{highest:g}"))
    return float(value)


def _month_number(value: Any, where: str) -> int:
    if type(value) is not int or not 1 <= value <= _MONTHS_A_YEAR:
        refuse(_("{setting} is {value}; give the number of a month, 1 to 12, such as 7 for July.", setting=where,
                 value=repr(value)))
    return int(value)
