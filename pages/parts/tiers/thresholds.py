"""The threshold of each tier but the last, typed or slid: by share, number, score, money, hours or budget.

Each gives way to those above it, so that no place of the controls is one that no scheme can have (decision 30).
"""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.contract import CUSTOMER_TYPES
from crm_core.language import _
from crm_core.rooms import tiers
from crm_core.rooms.tiers import BudgetIn, By, Cut, How
from pages import frame

PERCENT, TENTH, CENT = 100, 0.1, 0.01
LEAST_SHARE = 0.01
"""Of a tier, in percent of customers: two decimals are typed."""
MAX_MONEY = 1e12
"""Of a threshold or a budget: more than any customer of a bank contributes."""
REACH = 20
"""A slider of money goes from a twentieth of where it begins to twenty times that; more is typed."""
PLACES = ("top", "second", "third", "fourth", "fifth")
"""The names of the controls of each tier but the last; `top` is also that of the Pareto page."""
SHARE_STOPS = (*(each / 10 for each in range(1, 10)), *range(1, PERCENT))


@dataclass(frozen=True)
class CutMethod:
    """How tiers are cut, for all groups alike."""

    how: How
    by: By
    tiers: int
    cut: Cut

    @property
    def groups(self) -> tuple[str, ...]:
        """Whom there are cuts for."""
        return CUSTOMER_TYPES if self.cut == "by_type" else (tiers.EVERYBODY,)


@dataclass(frozen=True)
class Starts:
    """Where the controls of one group begin, and how many customers it has where they are numbered."""

    values: tuple[float, ...]
    customers: int = 0


def control_name(of: str, place: str, how: How, by: By) -> str:
    """The name of a tier's control in the link: `top`, `business_second_score`."""
    ending = {"share": "", "count": "_count", "staff": "_down_to", "cover": "_part"}.get(
        how, "_score" if by == "score" else "_money")
    return f"{'' if of == tiers.EVERYBODY else f'{of}_'}{place}{ending}"


def draw_values(way: CutMethod, of: str, names: list[str], starts: Starts, budget_in: BudgetIn) -> tuple[float, ...]:
    """The controls of one group: one for each tier but the last, or its budget."""
    if way.how == "budget":
        return (_budget(of, starts.values, budget_in),)
    draw = {"share": _share, "count": _count, "staff": _down_to, "cover": _part}.get(
        way.how, _score if way.by == "score" else _money)
    first = 1 if way.how == "staff" else 0  # as many as can be served are in the best tier
    above: list[float] = []
    for place, name in zip(PLACES[first:], names[first:-1], strict=False):
        above.append(draw(control_name(of, place, way.how, way.by), tiers.for_group(name, of), starts, above))
    return tuple(above)


# Each draws the control of one tier. `starts` is where all tiers' controls begin, `above` what those above this one
# say.


def _share(key: str, label: str, starts: Starts, above: list[float]) -> float:
    below = len(starts.values) - len(above)  # tiers further down, the last included
    return _as_share(frame.typed_slider(
        key, _("{tier}, % of customers", tier=label), _in_percent(starts.values[len(above)]), SHARE_STOPS,
        low=LEAST_SHARE, high=PERCENT - LEAST_SHARE, step=TENTH, decimals=1, unit="%",
        at_most=round(PERCENT - sum(above) * PERCENT - below * LEAST_SHARE, 2)))


def _count(key: str, label: str, starts: Starts, above: list[float]) -> float:
    left = starts.customers - sum(above) - (len(starts.values) - len(above))
    return frame.typed_slider(
        key, _("{tier}, customers", tier=label), starts.values[len(above)], frame.ladder(1, max(starts.customers, 1)),
        low=1, high=max(starts.customers, 1), step=lambda many: frame.round_step(many, figures=3), is_whole=True,
        at_most=max(left, 1))


def _down_to(key: str, label: str, starts: Starts, above: list[float]) -> float:
    below = len(starts.values) - len(above) - 1
    return _as_share(frame.typed_slider(
        key, _("{tier} and above, % of customers", tier=label), _in_percent(starts.values[len(above)]), SHARE_STOPS,
        low=LEAST_SHARE, high=PERCENT - LEAST_SHARE, step=TENTH, decimals=1, unit="%",
        at_least=round(above[-1] * PERCENT + LEAST_SHARE, 2) if above else None,
        at_most=round(PERCENT - (below + 1) * LEAST_SHARE, 2)))


def _part(key: str, label: str, starts: Starts, above: list[float]) -> float:
    below = len(starts.values) - len(above) - 1
    return _as_share(frame.typed_slider(
        key, _("{tier} reaches, % of contribution", tier=label), _in_percent(starts.values[len(above)]),
        (*SHARE_STOPS, PERCENT), low=LEAST_SHARE, high=PERCENT, step=TENTH, decimals=1, unit="%",
        at_least=round(above[-1] * PERCENT + LEAST_SHARE, 2) if above else None,
        at_most=round(PERCENT - below * LEAST_SHARE, 2),
        explain="" if above else _("Share of contribution from this tier and those above.")))


def _score(key: str, label: str, starts: Starts, above: list[float]) -> float:
    below = len(starts.values) - len(above) - 1
    return round(frame.typed_slider(
        key, _("{tier} from", tier=label), round(_start_below(starts.values, above), 1), range(PERCENT + 1), low=0.0,
        high=float(PERCENT), step=TENTH, decimals=1, at_least=round(below * TENTH, 1),
        at_most=round(above[-1] - TENTH, 1) if above else None), 1)


def _money(key: str, label: str, starts: Starts, above: list[float]) -> float:
    start = round(_start_below(starts.values, above), 2)
    around = frame.ladder(abs(start) / REACH, abs(start) * REACH) if start else frame.ladder(1, REACH)
    return frame.typed_slider(
        key, _("{tier} from", tier=label), start, around if start >= 0 else [-each for each in around],
        low=-MAX_MONEY, high=MAX_MONEY, step=frame.round_step,
        at_most=round(above[-1] - CENT, 2) if above else None)


def _budget(of: str, starts: tuple[float, ...], budget_in: BudgetIn) -> float:
    start = starts[1 if budget_in == "hours" else 0] if starts else 1.0
    return frame.typed_slider(
        f"{'' if of == tiers.EVERYBODY else f'{of}_'}{budget_in}", tiers.for_group(_("Annual budget"), of), start,
        frame.ladder(max(start / REACH, 1.0), max(start * REACH, 2.0)), low=1.0, high=MAX_MONEY,
        step=frame.round_step)


def _in_percent(share: float) -> float:
    """Without the last digits of a fraction times 100, which are nobody's choice."""
    return round(share * PERCENT, 10)


def _as_share(in_percent: float) -> float:
    return round(in_percent / PERCENT, 12)


def _start_below(starts: tuple[float, ...], above: list[float]) -> float:
    """Where a cut begins: at its usual place, or as far below the cut above as is usual when that was set lower."""
    place = len(above)
    if not place or starts[place] < above[-1]:
        return starts[place]
    if starts[place - 1] > 0 and starts[place] > 0 and above[-1] > 0:
        return above[-1] * starts[place] / starts[place - 1]
    return above[-1] - (starts[place - 1] - starts[place])
