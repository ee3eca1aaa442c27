"""Texts become values: what a bank writes in a column, as SQL that types it or gives NULL."""

from __future__ import annotations

from crm_core import contract
from crm_core.intake.files.currencies import marks_of
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.select import Select, quoted

_ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S.%f",
        "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M")
DATED = frozenset({"date", "month", "moment"})
_NUMBER_TYPES = {"count": "decimal(38, 18)", "year": "decimal(38, 18)"}
_TIMES = (" %H:%M:%S", " %H:%M")
_OFFSET = r"(:\d\d(?:\.\d+)?) ?(Z|[+-]\d\d(:?\d\d)?)$"
"""What follows a time that says how far its clock is from that of Greenwich."""
_INVISIBLE = "[\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad]"
_BLANKS = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]"
_COMMANDS = " || ".join(f"chr({code})" for code in (*range(1, 32), 127, 133, 0x2028, 0x2029))
_TURNS = " || ".join(f"chr({code})" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""What turns the direction of writing until something ends it: of a name, all of the sentence behind it."""
_DOUBTFUL = r"[+-]?[1-9]\d{0,2}\.\d{3}"
"""An amount that may be one and a bit or more than a thousand."""


def is_key(column: contract.Column) -> bool:
    """Whether a column holds a name that others refer to, which must be the same character for character."""
    return column.kind == "text" and (column.name.endswith("_id") or bool(column.choices))


def is_changed(column: contract.Column, position: int) -> str:
    """SQL: whether the text of a key holds characters that nobody sees, or letters apart from their accents."""
    text = f"v{position}"
    return f"(strlen({text}) <> length({text}) and {_visible(text)} <> trim({text}))"


def key_of(text: str) -> str:
    """SQL: a text that others refer to, without what nobody sees in it."""
    return f"case when strlen({text}) <> length({text}) then {_visible(text)} else trim({text}) end"


def on_one_line(text: str) -> str:
    """SQL: a text without line ends and other commands to printers, which a name of Parquet or a database may have, and
    without what turns the direction of writing."""
    return f"translate({text}, {_COMMANDS} || {_TURNS}, '{' ' * _COMMANDS.count('chr')}')"


def _visible(text: str) -> str:
    plain = f"regexp_replace({text}, '{_INVISIBLE}', '', 'g')"
    return f"trim(nfc_normalize(regexp_replace({plain}, '{_BLANKS}', ' ', 'g')))"


def text_of(column: contract.Column, file_format: FileFormat, position: int | None, into: Select) -> str:
    """The text of a value, trimmed, the bank's own words translated; NULL when there is none."""
    if column.name in file_format.fixed:
        text = f"cast({into.put(file_format.fixed[column.name].strip())} as varchar)"
    else:
        value = on_one_line(f"v{position}") if column.kind == "text" else f"v{position}"
        text = key_of(value) if is_key(column) and not file_format.is_ascii else f"trim({value})"
    words = file_format.values.get(column.name, {})
    if file_format.is_tight and not words and column.name not in file_format.fixed:
        return f"v{position}"
    if words:
        cases = " ".join(f"when {into.put(theirs.strip())} then {into.put(ours)}" for theirs, ours in words.items())
        text = f"case {text} {cases} else {text} end"
    return f"nullif({text}, '')"


def plainly(column: contract.Column, file_format: FileFormat, into: Select) -> str:
    """The number or moment that `text_<name>` tells as it stands, as nearly all do; NULL where it tells none."""
    text = quoted(f"text_{column.name}")
    if column.kind in DATED:
        return _moment(column, text, file_format, into)
    if column.kind in _NUMBER_TYPES:
        number = _number(text, _type_of(column), file_format, into)
        return f"case when {_is_whole(column, text)} then null else {number} end"
    return _number(text, _type_of(column), file_format, into)


def typed(column: contract.Column, file_format: FileFormat, into: Select) -> str:
    """The value of a column whose text stands in `text_<name>`, and `plainly` read in `plain_<name>`; NULL when the
    text is not of the column's kind.

    Money with more than two decimals is rounded, halves away from zero. Numbers that are not finite are none. The last
    day of a month stands for the month: balances are drawn up on it.
    """
    text, plain = quoted(f"text_{column.name}"), quoted(f"plain_{column.name}")
    match column.kind:
        case "text":
            return text
        case "flag":
            return (f"case when lower({text}) in ('true', 'yes', 't', 'y', '1') then true "
                    f"when lower({text}) in ('false', 'no', 'f', 'n', '0') then false end")
        case "date" | "moment":
            return f"cast({_else(plain, _of_a_zone(text, file_format, into))} as {column.sql_type})"
        case "month":
            return _month(_else(plain, _of_a_zone(text, file_format, into)))
    sql_type = _type_of(column)
    number = _else(plain, _number(_tidy(text, file_format, into), sql_type, file_format, into, is_strict=True))
    match column.kind:
        case "money":
            return _undoubted(text, number, into) if file_format.is_doubtful else number
        case "count" | "year":
            whole = f"try_cast({number} as {column.sql_type})"
            return (f"case when {_is_whole(column, text)} then cast({text} as {column.sql_type}) "
                    f"when {number} = {whole} then {whole} end")
        case _:
            return f"case when isfinite({number}) then {number} end"


def _is_whole(column: contract.Column, text: str) -> str:
    """SQL: whether a text is a whole number as SQL writes it, as nearly all are; decimals are slow to compare."""
    return f"coalesce(cast(try_cast({text} as {column.sql_type}) as varchar) = {text}, false)"


def factor(sql_type: str, text: str, file_format: FileFormat, into: Select) -> str:
    """A number that an amount is worked out with: none where it is in doubt, as an amount is."""
    number = _else(_number(text, sql_type, file_format, into),
                   _number(_tidy(text, file_format, into), sql_type, file_format, into, is_strict=True))
    return _undoubted(text, number, into) if file_format.is_doubtful else number


def _type_of(column: contract.Column) -> str:
    return column.sql_type if column.kind == "money" else _NUMBER_TYPES.get(column.kind, "double")


def _number(text: str, sql_type: str, file_format: FileFormat, into: Select, *, is_strict: bool = False) -> str:
    """A number; NULL when its marks stand where this bank's numbers have none.

    Marks are checked and not merely removed: 1.23 with a point for thousands would become 123 unnoticed. `is_strict`
    checks also what SQL itself would take: `tidy` texts held more than a number.
    """
    decimal, thousands = file_format.point, file_format.thousands
    if decimal == "." and not thousands and not is_strict:
        return f"try_cast({text} as {sql_type})"
    whole = r"\d+"
    if thousands:
        mark = rf"\x{{{ord(thousands):x}}}"
        indian = rf"|\d{{1,2}}({mark}\d{{2}})+{mark}\d{{3}}" if thousands == "," else ""
        whole = rf"(\d+|\d{{1,3}}({mark}\d{{3}})+{indian})"
    pattern = into.put(rf"[+-]?{whole}(\x{{{ord(decimal):x}}}\d*)?([eE][+-]?\d+)?")
    plain = f"replace({text}, {into.put(thousands)}, '')" if thousands else text
    number = plain if decimal == "." else f"replace({plain}, {into.put(decimal)}, '.')"
    return f"case when regexp_full_match({text}, {pattern}) then try_cast({number} as {sql_type}) end"


def _tidy(text: str, file_format: FileFormat, into: Select) -> str:
    """A number without what is said with it: one kind of minus, no blanks between thousands (they can be nothing else),
    and no mark of the book's currency."""
    marks = marks_of(file_format.currency)
    plain = f"translate({text}, '\u2212\u00a0\u2009\u2007\u202f', '-    ')"
    bare = (f"regexp_replace(regexp_replace({plain}, {into.put(f'^([+-]?) *(?:{marks}) *')}, '\\1'), "
            f"{into.put(f' *(?:{marks})$')}, '')")
    grouped = into.put(r"[+-]?\d{1,3}( \d{3})+([.,]\d*)?")
    return f"case when regexp_full_match({bare}, {grouped}) then replace({bare}, ' ', '') else {bare} end"


def _undoubted(text: str, amount: str, into: Select) -> str:
    return f"case when not regexp_full_match({text}, {into.put(_DOUBTFUL)}) then {amount} end"


def _month(moment: str) -> str:
    """The first day of the month that `moment` stands for. On a last day only midnight and the last minute do: in the
    evening it is the first day of the next month in another time zone."""
    day = f"cast({moment} as date)"
    is_end = f"{day} = last_day({day})"
    clock = f"cast({moment} as time)"
    return (f"case when day({moment}) = 1 then {day} "
            f"when {is_end} and ({clock} = time '00:00:00' or {clock} >= time '23:59:00') "
            f"then cast(date_trunc('month', {day}) as date) when {is_end} then null else {day} end")


def _moment(column: contract.Column, text: str, file_format: FileFormat, into: Select) -> str:
    """The bank's own format first; ISO is always understood, as typed files bring it."""
    own = [file_format.date_format] if file_format.date_format else list(file_format.formats.get(column.name, ()))
    formats = [*own, *(f"{each}{time}" for each in own for time in _TIMES), *_ISO]
    formats += ["%Y-%m"] if "month" in {column.kind, column.name} else []
    moment = f"try_strptime({text}, [{', '.join(into.put(each) for each in formats)}])"
    # DuckDB reads 'epoch' and 'infinity' as the first day of 1900, whatever the format.
    return (f"case when {moment} = timestamp '1900-01-01' and not regexp_matches({text}, '[0-9]') then null "
            f"else {moment} end")


def _else(first: str, second: str) -> str:
    """SQL: `second` where `first` is NULL, worked out there only, which DuckDB's coalesce does not keep to."""
    return f"case when {first} is not null then {first} else {second} end"


def _of_a_zone(text: str, file_format: FileFormat, into: Select) -> str:
    """A moment that tells its distance from Greenwich: by the clocks of the bank's zone, else by its own."""
    offset = into.put(_OFFSET)
    if file_format.timezone:
        moment = f"timezone({into.put(file_format.timezone)}, try_cast({text} as timestamptz))"
    else:
        moment = f"try_cast(regexp_replace({text}, {offset}, '\\1') as timestamp)"
    return f"case when regexp_matches({text}, {offset}) then {moment} end"
