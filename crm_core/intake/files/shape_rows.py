"""The rows of a file in the shape of the contract: looked up, put together, multiplied, and wide ones made long.

All of it happens to texts, a row at a time, so that every row keeps its line and is judged as any other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from crm_core import contract
from crm_core.intake.files.file_format import FileFormat, refuse
from crm_core.intake.files.folder import Source
from crm_core.intake.files.row_filter import with_filter_columns
from crm_core.intake.files.rules import said
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.shape import ABSOLUTE, SNAPSHOTS, TIMES, OtherColumn, Unpivot
from crm_core.intake.files.staged import Staged
from crm_core.intake.files.values import factor, key_of
from crm_core.language import N_, _

KEPT = ("account", "item")
"""Columns that no table of the contract has, and that adding up wants."""

_NUMBERS = frozenset({"money", "count", "number", "rate"})
_FACTOR, _PRODUCT = "decimal(18, 6)", "decimal(38, 6)"
"""A product of two factors is no wider than they are, in DuckDB: it would end at a million."""
_SHOWN = 60
_NOT_FOUND = N_("{column} '{value}' is not in {other}, where it is looked up in the column {key}: add it there, or "
                "correct it")
_NO_PRODUCT = N_("{column} cannot be worked out from '{value}': write {first} and {second} as numbers, or set decimal "
                 "and thousands in mapping.toml")


class Exact(contract.Column):
    """An amount that is not rounded to cents before it was added up."""

    @property
    def sql_type(self) -> str:
        return "decimal(22,6)"


@dataclass(frozen=True)
class Shaped:
    """Rows ready to be judged: `line` and texts `v0`, …; `positions` as in a header; by column, `complaints` is SQL for
    a reason that goes before those of the contract; `kept` is SQL for each of `KEPT`; `table` is what they are judged
    by, and `outputs` is SQL for columns whose value is not simply the typed one."""

    table: contract.Table
    rows: Select
    positions: dict[str, int]
    complaints: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)


def as_brought(source: Source) -> Source:
    """`source` as its file has it: with the columns of theirs that the shape wants, and without those it brings."""
    shape = source.file_format.shape
    if shape.is_plain(source.table.name):
        return with_filter_columns(source)
    made = shape.worked_out() | ({"balance"} if shape.row == "movement" else set())
    if _names_itself(source):
        made |= {"name"}
    wanted = _inputs(source)
    columns = (*(column for column in source.table.columns if column.name not in made),
               *(contract.Column(name, "text", "", "", required=True) for name in wanted))
    any_of = () if shape.unpivot or shape.times else source.table.at_least_one_of
    return with_filter_columns(replace(
        source, table=replace(source.table, columns=columns, at_least_one_of=any_of),
        file_format=replace(source.file_format, columns={**source.file_format.columns, **wanted})))


def amounts_of(part: Staged) -> list[contract.Column]:
    """The columns of a file in which numbers stand, as its header names them: ours, and what ours are worked out of."""
    shape, positions = part.source.file_format.shape, part.account.header.positions
    numbers = [column for column in contract.TABLES[part.source.table.name].columns if column.kind in _NUMBERS]
    inputs = [name for name in positions if name.partition(" ")[0] in shape.times]
    if shape.unpivot and shape.unpivot.values in {column.name for column in numbers}:
        inputs += [name for name in positions if name.startswith("cell ")]
    return [*(column for column in numbers if column.name in positions),
            *(contract.Column(name, "number", "", "") for name in inputs)]


def shaped(part: Staged, file_format: FileFormat, lookups: Mapping[str, str]) -> Shaped:
    """The rows of `part` in the shape of its table. `file_format` says how its numbers are written, `lookups` for each
    of our columns the table, with the columns `key` and `value`, in which it is looked up."""
    source, table = replace(part.source, file_format=file_format), contract.TABLES[part.source.table.name]
    positions = part.account.header.positions
    if source.file_format.shape.is_plain(table.name):
        return Shaped(table, part.rows, positions)
    return _Shaping(source, table, dict(positions), part.account.header.width, part.rows).done(lookups)


def judged_by(table: contract.Table) -> contract.Table:
    """`table` with amounts that are rounded only when they were added up."""
    return replace(table, columns=tuple(
        Exact(**vars(column)) if column.kind == "money" else column for column in table.columns))


def _inputs(source: Source) -> dict[str, str]:
    """Columns of theirs beside those that are ours, by the name under which the header finds them."""
    shape = source.file_format.shape
    inputs = {f"{ours} {place}": name for ours, several in {**shape.joined, **shape.times}.items()
              for place, name in enumerate(several, 1)}
    if shape.unpivot:
        for place, (theirs, ours) in enumerate(shape.unpivot.columns.items()):
            inputs[f"cell {place}"] = theirs
            if isinstance(ours, OtherColumn):
                inputs[f"name {place}"] = ours.column
    return inputs | {name: theirs for name, theirs in (("account", shape.account), ("item", shape.count)) if theirs}


def _names_itself(source: Source) -> bool:
    """True when products are found in a column, and none says what they are called."""
    given = source.file_format.columns.keys() | source.file_format.fixed.keys() | source.file_format.shape.joined.keys()
    return source.table.name == "products" and source.file_format.shape.adds_up("products") and "name" not in given


class _Shaping:
    """One file on its way: every step adds columns to the select."""

    def __init__(self, source: Source, table: contract.Table, positions: dict[str, int], width: int,
                 rows: Select) -> None:
        self.source, self.table, self.positions, self.width = source, table, positions, width
        self.file_format, self.shape = source.file_format, source.file_format.shape
        self.into = Select(values=dict(rows.values))
        self.steps = [f"source_rows as ({rows.sql})"]
        self.complaints: dict[str, str] = {}

    def done(self, lookups: Mapping[str, str]) -> Shaped:
        if self.shape.unpivot:
            self._unpivot(self.shape.unpivot)
        self._combine()
        for column, looked_up in lookups.items():
            self._look_up(column, looked_up)
        if _names_itself(self.source):
            self.positions["name"] = self.positions["product_id"]
        self.into.sql = f"with {', '.join(self.steps)} select * from {self._last}"
        ours = {name: place for name, place in self.positions.items() if name in self.table.names}
        brought = ours.keys() - self.shape.worked_out()
        any_day = brought & ({"month"} if self.shape.row in SNAPSHOTS else set())
        if self.shape.adds_up(self.table.name):
            any_day |= brought - {"month"}
        return Shaped(
            judged_by(_any_day(self.table, any_day)), self.into, ours, self.complaints,
            kept={name: f"nullif(trim(v{self.positions[name]}), '')" if name in self.positions else "null"
                  for name in KEPT},
            outputs=self._outputs(),
        )

    def _outputs(self) -> dict[str, str]:
        """What of the typed values is another than they are: months, and what moved whichever way."""
        if self.table.name != "activity":
            return {}
        amounts = [column.name for column in self.table.columns if column.kind == "money" and column.name != "balance"]
        unsigned = {name: f"abs({name})" for name in amounts} if self.shape.amounts == ABSOLUTE else {}
        return {"month": "date_trunc('month', month)", **unsigned}

    @property
    def _last(self) -> str:
        return self.steps[-1].split(" ", 1)[0]

    def _step(self, name: str, more: Sequence[str], joins: str = "", where: str = "") -> None:
        values = ", ".join(["*", *more]) if not joins else ", ".join(["here.*", *more])
        self.steps.append(f"{name} as (select {values} from {self._last} as here {joins} {where})")

    def _add(self, column: str) -> str:
        """The name of the new text that is `column`."""
        self.positions[column] = self.width
        self.width += 1
        return f"v{self.width - 1}"

    def _unpivot(self, unpivot: Unpivot) -> None:
        """A row for each cell that is not empty; where all are empty one row, to say so."""
        cells = [f"nullif(trim(v{self.positions[f'cell {place}']}), '')" for place in range(len(unpivot.columns))]
        names = [f"v{self.positions[f'name {place}']}" if isinstance(ours, OtherColumn) else self.into.put(ours)
                 for place, ours in enumerate(unpivot.columns.values())]
        value, name = self._add(unpivot.values), self._add(unpivot.names)
        self._step("cells", [f"unnest([{', '.join(cells)}]) as {value}", f"unnest([{', '.join(names)}]) as {name}",
                             f"unnest(range({len(cells)})) as cell",
                             f"coalesce({', '.join(cells)}) is null as is_bare"])
        self._step("long_rows", [], where=f"where {value} is not null or (is_bare and cell = 0)")

    def _combine(self) -> None:
        more = []
        for ours, several in self.shape.joined.items():
            texts = [f"nullif(trim(v{self.positions[f'{ours} {place}']}), '')" for place in range(1, len(several) + 1)]
            is_month = self.table.column(ours).kind == "month"
            if is_month:  # 2026 and 3 are 2026-03
                texts[1] = f"if(length({texts[1]}) = 1, '0' || {texts[1]}, {texts[1]})"
            more.append(f"concat_ws('{'-' if is_month else ' '}', {', '.join(texts)}) as {self._add(ours)}")
        for ours, theirs in self.shape.times.items():
            more += self._times(ours, theirs)
        if more:
            self._step("combined", more)

    def _times(self, ours: str, theirs: tuple[str, str]) -> list[str]:
        texts = [f"nullif(trim(v{self.positions[f'{ours} {place}']}), '')" for place in (1, 2)]
        factors = [factor(_FACTOR, text, self.file_format, self.into) for text in texts]
        wide = [f"cast({factor} as {_PRODUCT})" for factor in factors]
        product = f"cast({' * '.join(wide)} as varchar)"
        if self.file_format.point != ".":
            product = f"replace({product}, '.', {self.into.put(self.file_format.point)})"
        shown = f"left(concat_ws('{TIMES}', {', '.join(texts)}), {_SHOWN})"
        reason = said(_NO_PRODUCT, self.into, {"value": shown}, column=ours, first=theirs[0], second=theirs[1])
        wrong = " or ".join(f"({text} is not null and {factor} is null)"
                            for text, factor in zip(texts, factors, strict=True))
        self.complaints[ours] = quoted(f"complaint_{ours}")
        return [f"coalesce({product}, case when {wrong} then {shown} end) as {self._add(ours)}",
                f"case when {wrong} then {reason} end as {self.complaints[ours]}"]

    def _look_up(self, column: str, looked_up: str) -> None:
        """What is not found keeps its own text, and is complained of. Raises BuildRefused when there is no column."""
        if column not in self.positions:
            refuse(_("[{table}.lookup] looks up {column}, which is no column of {file}. Write which of its columns is "
                     "looked up under [{table}.columns].", table=self.table.name, column=column,
                     file=self.source.name))
        text = f"nullif({key_of(f'here.v{self.positions[column]}')}, '')"
        other, lookup = self.source.lookups[column].name, self.shape.lookup[column]
        reason = said(_NOT_FOUND, self.into, {"value": f"left({text}, {_SHOWN})"}, column=column, other=other,
                      key=lookup.key)
        found = f"there_{column}"
        self.complaints[column] = quoted(f"complaint_{column}")
        self._step(f"looked_up_{column}", [
            f"coalesce({found}.value, {text}) as {self._add(column)}",
            f"case when {text} is not null and {found}.key is null then {reason} end as {self.complaints[column]}",
        ], joins=f"left join {looked_up} as {found} on {text} = {found}.key")


def _any_day(table: contract.Table, names: Collection[str]) -> contract.Table:
    """`table` whose dates may be of any day, with or without a time, where a column of theirs brings them."""
    return replace(table, columns=tuple(
        replace(column, kind="moment") if column.kind in {"month", "date"} and column.name in names else column
        for column in table.columns))
