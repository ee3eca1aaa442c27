"""The aims in words: a tile for each, and one sentence that says them together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from crm_core.amounts import Money, against, apart, number, percent
from crm_core.availability import BRINGS
from crm_core.column_headings import heading
from crm_core.figures import FIGURES
from crm_core.language import N_, Message, _, all_of, month, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Metric
from crm_core.rooms.overview.aims import MONTHS_A_YEAR, Aim
from crm_core.rooms.overview.leavers import Leavers
from crm_core.rooms.overview.measure import Overview
from crm_core.rooms.overview.outlook import Outlook
from crm_core.spans import until
from crm_core.vocabulary import measure_label

_HEADINGS: dict[str, Message] = {
    "keep": N_("Keep"), "win": N_("Win"), "understand": N_("Understand"), "decide": N_("Decide"),
    "serve": N_("Serve at lower cost"),
}
"""The aims in their order, as headings."""
_FIGURES = {"keep": "customers_kept", "win": "new_customers", "serve": "cost_to_serve_per_revenue"}
"""The figures that have one definition on every page, and may have a target."""
_PAGES: dict[str, tuple[str, Mapping[str, str]]] = {
    "keep": ("retention", {}), "win": ("potential", {}), "understand": ("quality", {}),
    "decide": ("demand", {}), "serve": ("resources", {"resource": "cost_to_serve"}),
}
"""The page that has more of an aim, and its controls."""
_LEFT_ON: Message = N_("a date of leaving (left_on) in the customers file")


@dataclass(frozen=True)
class Tile:
    """One aim as it is shown."""

    heading: str
    metric: Metric
    detail: str = ""
    """A second figure, or what would bring the first."""
    trend: tuple[float, ...] = ()
    trend_in_words: str = ""
    figure: str = ""
    """What its target is set for; empty for none."""
    page: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    is_known: bool = True


def tiles(result: Overview, money: Money, outlook: Outlook | None = None,
          leavers: Leavers | None = None) -> tuple[Tile, ...]:
    """The five aims in their order; `outlook` is the forecast, `leavers` who may leave, None where they are not worked
    out."""
    by_name = {aim.name: _tile(aim, money) for aim in result.aims}
    if leavers and "keep" in by_name:
        keep, coming = by_name["keep"], _coming(leavers, money)
        by_name["keep"] = replace(keep, detail=f"{keep.detail} {coming}".lstrip(), page="retention",
                                  settings={"view": "leave", "outcome": leavers.outcome})
    by_name["decide"] = _decide(result, outlook, money)
    return tuple(by_name[name] for name in _HEADINGS if name in by_name)


def _tile(aim: Aim, money: Money) -> Tile:
    page, settings = _PAGES[aim.name]
    label, explain = _label(aim), _explain(aim)
    if aim.value is None:
        brings = _(_LEFT_ON) if aim.needs == "left_on" else _(BRINGS[aim.needs])
        return Tile(_(_HEADINGS[aim.name]), Metric(label, "", explain),
                    _("Known with {files}.", files=brings), page="", is_known=False)
    written, changed = ((number, against) if aim.name == "win" else (percent, apart))
    metric = Metric(label, written(aim.value), explain,
                    changed(aim.value, aim.before), "down" if aim.name == "serve" else "up")
    return Tile(_(_HEADINGS[aim.name]), metric, _detail(aim, money), tuple(aim.trend.tolist()), _in_words(aim),
                _FIGURES.get(aim.name, ""), page, settings)


def _label(aim: Aim) -> str:
    return FIGURES[_FIGURES[aim.name]].label if aim.name in _FIGURES else _("Customer file complete")


def _explain(aim: Aim) -> str:
    if aim.name in _FIGURES:
        return FIGURES[_FIGURES[aim.name]].definition
    return _("Share of business with customers of whom the customers file says everything that it records of their "
             "type: region, type, date of joining, branch, credit grade and size.")


def _detail(aim: Aim, money: Money) -> str:
    """The second figure of an aim; nothing where it is unknown."""
    match aim.name:
        case "keep" if not math.isnan(aim.besides["contribution"]):
            return _("They generated {share} of contribution then, and generate {now} of it now.",
                     share=percent(aim.besides["contribution"]), now=percent(aim.besides["now"]))
        case "win" if not math.isnan(aim.besides["contribution"]) and aim.value:
            return _("New customers contributed {amount}.", amount=money.short(aim.besides["contribution"]))
        case "understand" if aim.gap:
            return _("Largest gap: {column}, {share} of business.", column=heading(aim.gap),
                     share=percent(aim.besides["missing"]))
        case "serve":
            return _("Cost to serve was {amount}.", amount=money.short(aim.besides["cost"]))
    return ""


def _coming(leavers: Leavers, money: Money) -> str:
    """What is expected to be lost in the coming year."""
    count = round(leavers.expected)
    if leavers.expected < 1:  # that nobody is expected is another claim
        return (_("In the coming year fewer than one is expected to leave.") if leavers.outcome == "closed" else
                _("In the coming year fewer than one is expected to go quiet."))
    if leavers.at_risk is None:
        return (ngettext("In the coming year {count} is expected to leave.",
                         "In the coming year {count} are expected to leave.", count)
                if leavers.outcome == "closed" else
                ngettext("In the coming year {count} is expected to go quiet.",
                         "In the coming year {count} are expected to go quiet.", count))
    amount = money.short(leavers.at_risk)
    return (ngettext("In the coming year {count} is expected to leave, with {amount} of contribution.",
                     "In the coming year {count} are expected to leave, with {amount} of contribution.", count,
                     amount=amount) if leavers.outcome == "closed" else
            ngettext("In the coming year {count} is expected to go quiet, with {amount} of contribution.",
                     "In the coming year {count} are expected to go quiet, with {amount} of contribution.", count,
                     amount=amount))


def _in_words(aim: Aim) -> str:
    """What the small line shows, where it cannot be seen."""
    if aim.trend.empty:
        return ""
    write = number if aim.name == "win" else percent
    return _("{label}, from {first} in {since} to {last} in {month}.", label=_label(aim),
             first=write(aim.trend.iloc[0]), last=write(aim.trend.iloc[-1]), since=month(aim.trend.index[0]),
             month=month(aim.trend.index[-1]))


def _decide(result: Overview, outlook: Outlook | None, money: Money) -> Tile:
    """The forecast of the coming year with its range and its record."""
    page, settings = _PAGES["decide"]
    measure = measure_label(outlook.by if outlook else result.by)
    label, heading_ = _("{measure}, forecast", measure=measure), _(_HEADINGS["decide"])
    settings = {**settings, "by": outlook.by if outlook else result.by}
    if outlook is None:
        return Tile(heading_, Metric(label, ""), page=page, settings=settings, is_known=False)
    explain = _("Expected {when}.", when=until(outlook.months, outlook.last_month) if outlook.is_flow else
                month(outlook.last_month))
    spread = {"low": money.short(outlook.low), "high": money.short(outlook.high)}
    parts = [_("Range {low} to {high}, which the record does not bear out as 80%.", **spread) if outlook.is_refuted else
             _("80% range {low} to {high}.", **spread)]
    if outlook.tests:
        parts.append(_("Earlier ranges contained {held} of {of} actual values.", held=number(outlook.held),
                       of=number(outlook.tests)))
    if outlook.error is not None:
        parts.append(_("Earlier forecasts missed by {error} on average.", error=percent(outlook.error)))
    return Tile(heading_, Metric(label, money.short(outlook.point), explain, against(outlook.point, outlook.before),
                                 "up"), " ".join(parts), page=page, settings=settings)


@made_once
def say_aims(result: Overview, money: Money) -> str:
    """What was kept, won and spent on service, in one sentence; nothing where none of it is known.

    Of a shorter period than a year, what was kept and won has a sentence of its own: it is told against a year before.
    """
    known = {aim.name: aim for aim in result.aims if aim.value is not None}
    is_year = result.period is None or result.period.months == MONTHS_A_YEAR
    moved = _kept_and_won(known, money, is_year=is_year)
    spent = []
    if serve := known.get("serve"):
        spent.append(_("spent {share} of revenue on serving them", share=percent(serve.value)) if moved and is_year else
                     _("spent {share} of revenue on serving our customers", share=percent(serve.value)))
    if result.period is None or is_year:
        return _("In this time we {deeds}.", deeds=all_of([*moved, *spent])) if moved or spent else ""
    told = [_("In this time we {deeds}.", deeds=all_of(spent))] if spent else []
    if moved:
        told.append(_("In the 12 months to {month} we {deeds}.", month=month(result.period.last_month),
                      deeds=all_of(moved)))
    return " ".join(told)


def _kept_and_won(known: Mapping[str, Aim], money: Money, *, is_year: bool) -> list[str]:
    """What new customers contributed is of the period, so it stands only beside those of the same year."""
    deeds = []
    if keep := known.get("keep"):
        deeds.append(_("kept {share} of our customers", share=percent(keep.value)))
    if win := known.get("win"):
        gained = win.besides["contribution"]
        deeds.append(
            _("won no new customers") if not win.value else
            ngettext("won {count} new customer", "won {count} new customers", int(win.value))
            if math.isnan(gained) or not is_year else
            ngettext("won {count} new customer (contribution {amount})",
                     "won {count} new customers (contribution {amount})", int(win.value), amount=money.short(gained)))
    return deeds
