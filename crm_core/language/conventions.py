"""How the readers of a language write numbers, money, dates and lists: Babel's data (CLDR), read once a language.

Babel's own formatting takes 33 to 97 microseconds a number and a page writes thousands, so the house formats by itself
with the signs that Babel knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from crm_core.language.chosen import DEFAULT, PSEUDO, current

_LOCALES = {"en": "en_US", "es": "es_ES"}
_DAYS = {"en": "{day} {month} {year}"}
"""English dates begin with the day, as European banks write them."""
_SCALES = {"en": (1e12, 1e9, 1e6, 1e3), "es": (1e6, 1e3)}
"""Spanish says "billón" for a million millions, which many take for a thousand: so larger sums stay in millions."""


@dataclass(frozen=True)
class Conventions:
    """The signs and orders of one language. Patterns have `{}` where the figure stands."""

    language: str
    decimal: str
    group: str
    percent: str
    money: str
    """With `{amount}` and `{unit}`, a symbol: `€1.2M`."""
    money_by_code: str
    """The same for a unit of letters: `CZK 1.2M`."""
    scales: tuple[tuple[float, str], ...]
    """From which size on which abbreviation stands behind the figure, largest first: `(1e6, "M")`."""
    symbols: dict[str, str]
    """The symbols of currencies by their ISO code; others are written by their code."""
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    month_of_year: str
    """With `{month}` and `{year}`: `September 2026`, `septiembre de 2026`."""
    day_of_month: str
    """With `{day}`, `{month}` and `{year}`."""
    and_word: str
    """What stands between the last two of a list, with its spaces."""
    or_word: str

    def whole(self, amount: float) -> str:
        """A whole number: `1,234,567`, `1.234.567`."""
        return self.written(amount, 0)

    def written(self, amount: float, decimals: int) -> str:
        """A number with so many decimals: `1,234.50`, `1.234,50`."""
        text = f"{amount:,.{decimals}f}"
        return text if self.decimal == "." else text.translate(_SWAPPED)

    @property
    def separators(self) -> str:
        """Decimal and thousands as Plotly's layout takes them."""
        return self.decimal + self.group


_SWAPPED = str.maketrans(",.", ".,")


def conventions(language: str = "") -> Conventions:
    """The conventions of `language`, by default of the one spoken now."""
    return _conventions(language or current())


@cache
def _conventions(language: str) -> Conventions:
    from babel import Locale
    from babel.numbers import get_currency_symbol

    language = DEFAULT if language == PSEUDO else language
    locale = Locale.parse(_LOCALES[language])
    signs = locale.number_symbols["latn"]
    short = locale.compact_decimal_formats["short"]["other"]
    money = str(locale.currency_formats["standard"].pattern).replace("#,##0.00", "{amount}").replace("¤", "{unit}")
    symbols = {code: get_currency_symbol(code, locale) for code in ("EUR", "USD", "GBP", "JPY")}
    month_of_year = _pattern(str(locale.datetime_skeletons["yMMMM"]))
    return Conventions(
        language=language,
        decimal=str(signs["decimal"]), group=str(signs["group"]),
        percent=str(locale.percent_formats[None].pattern).replace("#,##0", "{}"),
        money=money, money_by_code=money.replace("{unit}{amount}", "{unit} {amount}"),
        scales=tuple((scale, str(short[str(int(scale))].pattern).replace("0", "")) for scale in _SCALES[language]),
        symbols=symbols,
        months=tuple(locale.months["format"]["wide"].values()),
        months_short=tuple(locale.months["format"]["abbreviated"].values()),
        month_of_year=month_of_year,
        day_of_month=_DAYS.get(language) or _pattern(str(locale.date_formats["long"].pattern)),
        and_word=str(locale.list_patterns["standard"]["2"]).replace("{0}", "").replace("{1}", ""),
        or_word=str(locale.list_patterns["or"]["2"]).replace("{0}", "").replace("{1}", ""),
    )


def _pattern(skeleton: str) -> str:
    """A date pattern of CLDR with our names: `MMMM 'de' y` becomes `{month} de {year}`."""
    return skeleton.replace("'", "").replace("MMMM", "{month}").replace("y", "{year}").replace("d ", "{day} ", 1)
