"""What each tier is called and promised, as a table that can be edited; edits are kept for the session and the link."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from crm_core.amounts import Money, percent
from crm_core.contract import CUSTOMER_TYPES
from crm_core.language import _, current, in_language
from crm_core.rooms import tiers
from crm_core.rooms.tiers import HOUR_COSTS, NAMES, Promise, Scheme, SchemeRefused, Tier, Weights
from crm_core.strict_json import parse
from crm_core.vocabulary import channel_label
from pages import frame
from pages.frame.controls.choices import percent_format

STORE = "tiers.service"
"""In session state: the edits as JSON text; empty before the first."""
_DRAWN, _COUNT = f"{STORE}.drawn", f"{STORE}.count"
CHANNELS = tuple(HOUR_COSTS)
PERCENT = 100


@dataclass(frozen=True)
class Service:
    """Names, promises and unit costs as they are on the screen, for so many tiers."""

    tiers: int
    edits: dict[str, Any]

    @classmethod
    def on_screen(cls, many: int) -> Service:
        """What the session holds, taken from a link if one says so."""
        return cls(many, parsed(frame.link_setting("service", _("Service"), fits)))

    @property
    def named(self) -> tuple[Tier, ...]:
        """The tiers by name and colour, best first."""
        edited = self.edits.get(f"tiers {self.tiers}")
        return tuple(Tier(*each) for each in edited) if edited else tuple(map(Tier, NAMES[self.tiers]))

    @property
    def costs(self) -> dict[str, float]:
        """What an hour of contact costs by channel."""
        return {**HOUR_COSTS, **self.edits.get("costs", {})}

    def promises(self, of: str) -> tuple[Promise, ...]:
        """What the tiers of a group are promised, best first."""
        starting, edited = tiers.starting_promises(of, self.tiers), self.edits.get(f"{of} {self.tiers}")
        if not edited:
            return starting
        return tuple(Promise(hours, mix, soon, usual.offer if offer is None else offer)
                     for (hours, mix, soon, offer), usual in zip(edited, starting, strict=True))


def edits_of(scheme: Scheme) -> dict[str, Any]:
    """What a scheme says otherwise than the starting values, so that a link need not carry the rest."""
    many = len(scheme.tiers)
    edits: dict[str, Any] = {f"{group.of} {many}": _told(group.of, group.promises) for group in scheme.groups
                             if group.promises != tiers.starting_promises(group.of, many)}
    if scheme.tiers != tuple(map(Tier, NAMES[many])):
        edits[f"tiers {many}"] = [[tier.name, tier.colour] for tier in scheme.tiers]
    if dict(scheme.costs) != dict(HOUR_COSTS):
        edits["costs"] = dict(scheme.costs)
    return edits


def edits_text(edits: dict[str, Any]) -> str:
    """Edits as a link and the session keep them; nothing for none."""
    return json.dumps(edits, ensure_ascii=False, separators=(",", ":")) if edits else ""


def _told(of: str, promises: Sequence[Promise]) -> list[list[Any]]:
    """Promises as edits keep them: a starting offer is not repeated."""
    return [[each.hours, dict(each.mix), each.response_hours, None if each.offer == usual.offer else each.offer]
            for each, usual in zip(promises, tiers.starting_promises(of, len(promises)), strict=True)]


def parsed(text: str) -> dict[str, Any]:
    """The edits in a text; none in an empty one."""
    return parse(text) if text else {}


def fits(text: str) -> bool:
    """True for a text that holds edits of ours: those that make a scheme of any number of tiers, read strictly."""
    try:
        edits = parsed(text)
        for many in NAMES:
            service = Service(many, edits)
            for groups in ((tiers.EVERYBODY,), CUSTOMER_TYPES):
                usual = tiers.starting_scheme(Weights(100, 0, 0, 0, 0, 0), tiers=many, by_type=len(groups) > 1)
                tiers.from_json(tiers.to_json(replace(usual, tiers=service.named, costs=service.costs, groups=tuple(
                    replace(group, promises=service.promises(group.of)) for group in usual.groups))))
        return set(service.costs) == set(CHANNELS)
    except (SchemeRefused, TypeError, ValueError, AttributeError, KeyError, OverflowError, RecursionError):
        return False


def draw_promises(scheme: Scheme, money: Money) -> None:
    """The tables of one group's names and promises and of the unit costs, both to be edited."""
    groups = {group.of: group for group in scheme.groups}
    of = next(iter(groups))
    if len(groups) > 1:
        of = frame.choice("promised", _("Commitments to"), {each: tiers.group_heading(each) for each in groups})
    many, key = len(scheme.tiers), f"{STORE}.{_generation()}"
    _draw(f"{key}.{len(scheme.tiers)}.{of}", _promised_rows(scheme, of), lambda rows: _promises_of(rows, of, many),
          _("Service commitments by tier"), _promise_columns())
    costs_and_offers = [frame.escape(_cost_and_offer(tier, promise, money.full(promise.yearly_cost(scheme.costs))))
                        for tier, promise in zip(scheme.tiers, groups[of].promises, strict=True)]
    # The offers are sentences: the table shows their beginnings.
    st.caption("\n".join(f"- {each}" for each in costs_and_offers))
    with st.expander(_("Hourly cost of contact"), type="compact"):
        costs = pd.DataFrame([scheme.costs])
        _draw(f"{key}.costs", costs, _costs_of, _("Hourly cost of contact by channel"),
              {name: st.column_config.NumberColumn(channel_label(name), min_value=0, format="localized", required=True)
               for name in costs})


def _cost_and_offer(tier: Tier, promise: Promise, cost: str) -> str:
    if not promise.offer:
        return _("{tier}, {cost} per customer and year", tier=tier.label, cost=cost)
    return _("{tier}, {cost} per customer and year: {offer}", tier=tier.label, cost=cost,
             offer=tiers.offer_label(promise.offer))


def _promise_columns() -> dict[str, Any]:
    return {
        "tier": st.column_config.TextColumn(_("Tier"), required=True, max_chars=40),
        "colour": st.column_config.TextColumn(
            _("Colour"), validate=r"^(#[0-9a-fA-F]{6})?$", max_chars=7,
            help=_("Used in all charts. Write it as #1D4F91, or leave it empty for the standard blue.")),
        "hours": st.column_config.NumberColumn(_("Hours a year"), min_value=0, max_value=2000, format="localized",
                                               required=True),
        **{channel: st.column_config.NumberColumn(channel_label(channel), min_value=0, max_value=PERCENT,
                                                  format=percent_format()) for channel in CHANNELS},
        "response_hours": st.column_config.NumberColumn(_("Answer within hours"), min_value=0, format="%.0f",
                                                        required=True),
        "offer": st.column_config.TextColumn(_("Offer"), width="large", max_chars=300),
    }


def _draw(key: str, rows: pd.DataFrame, edits_of: Callable[[pd.DataFrame], dict[str, Any]], alt: str,
          columns: dict[str, Any]) -> None:
    """A table to edit. It is given the same rows as long as it stands: an editor keeps its edits beside them."""
    if key not in st.session_state:
        st.session_state[f"{key}.first"] = rows
        st.session_state.pop(f"{key}.refused", None)  # of cells that are not on the screen any more

    language = current()  # a callback runs before the page has chosen it

    def take() -> None:
        with in_language(language):
            apply_edits()

    def apply_edits() -> None:
        edited = st.session_state[f"{key}.first"].copy()
        for row, cells in st.session_state[key]["edited_rows"].items():
            for column, value in cells.items():
                edited.loc[edited.index[row], column] = value
        st.session_state.pop(f"{key}.refused", None)
        try:
            edits = edits_of(edited)
        except SchemeRefused as refused:
            st.session_state[f"{key}.refused"] = str(refused)
            return
        st.session_state[STORE] = edits_text(parsed(st.session_state.get(STORE, "")) | edits)
        st.session_state[_DRAWN] = (language, st.session_state[STORE])

    st.data_editor(st.session_state[f"{key}.first"], key=key, hide_index=True, column_config=columns, on_change=take,
                   alt=alt)
    in_percent = {name: lambda part: percent(part / PERCENT) for name in CHANNELS} if "tier" in rows else {}
    on_paper = rows.drop(columns=["colour", "offer"], errors="ignore")  # the offers stand below in full
    frame.rows_on_paper(on_paper, {name: str(columns[name]["label"]) for name in on_paper}, in_percent)
    if refusal := st.session_state.get(f"{key}.refused"):
        until = _("Until then the figures use the previous values.")
        st.caption(f":material/warning: {frame.escape(refusal)} {frame.escape(until)}")


def _generation() -> int:
    """A new number whenever a link or a scenario has set the edits, or the language has: the tables then begin anew."""
    shown = (current(), st.session_state.get(STORE, ""))
    if st.session_state.setdefault(_DRAWN, (current(), "")) != shown:
        st.session_state[_DRAWN] = shown
        st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    return st.session_state.get(_COUNT, 0)


def _promised_rows(scheme: Scheme, of: str) -> pd.DataFrame:
    group = next(each for each in scheme.groups if each.of == of)
    return pd.DataFrame([
        {"tier": tier.label, "colour": tier.colour, "hours": promise.hours,
         **{channel: PERCENT * promise.mix.get(channel, 0.0) for channel in CHANNELS},
         "response_hours": promise.response_hours, "offer": tiers.offer_label(promise.offer)}
        for tier, promise in zip(scheme.tiers, group.promises, strict=True)
    ])


def _promises_of(rows: pd.DataFrame, of: str, many: int) -> dict[str, Any]:
    """The edits that a table of promises holds. Raises SchemeRefused for what no tier can be.

    A starting name or offer that was left as it is shown stays what it is in every language.
    """
    names = {tiers.tier_label(name): name for name in NAMES[max(NAMES)]}
    offers = {tiers.offer_label(each.offer): each.offer for each in tiers.starting_promises(of, many)}
    named = [Tier(names.get(name, name), str(colour or ""))
             for name, colour in zip(rows["tier"].fillna("").astype(str), rows["colour"], strict=True)]
    tiers.refuse_repeated([tier.name for tier in named])
    promises = []
    for row in rows.to_dict("records"):
        mix = {channel: (row[channel] or 0) / PERCENT for channel in CHANNELS if row[channel]}
        offer = str(row["offer"] or "")
        promises.append(Promise(float(row["hours"] or 0), mix, float(row["response_hours"] or 0),
                                offers.get(offer, offer)))
    return {f"tiers {many}": [[tier.name, tier.colour] for tier in named], f"{of} {many}": _told(of, promises)}


def _costs_of(rows: pd.DataFrame) -> dict[str, Any]:
    return {"costs": {channel: float(rows[channel].iloc[0] or 0) for channel in CHANNELS}}
