"""The figures and cards of the page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, against, number, percent
from crm_core.language import _, all_of, ngettext, pgettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.changes.measure import MAX_PARTS, Changes
from crm_core.rooms.changes.reading import leading_part, subject
from crm_core.rooms.changes.words import (
    amount_in_words,
    by_label,
    parts_label,
    signed,
    step_label,
    step_meaning,
    verdict_label,
)


@made_once
def metrics(result: Changes, money: Money) -> tuple[Metric, ...]:
    """The measure now and a year before, and the customers who joined and left: not of a product, which they need not
    hold."""
    measured = (
        Metric(by_label(result.by), amount_in_words(result.by, result.now, money), result.period.label,
               against(result.now, result.before), "none" if result.by == "loans" else "up"),
        Metric(_("A year before"), amount_in_words(result.by, result.before, money), result.period.before().label),
    )
    if result.is_of_product or result.is_of_all:
        return measured
    return (
        *measured,
        Metric(_("Customers who joined"), number(result.joined), _joined(result)),
        Metric(_("Customers who left"), number(result.left),
               _("Customers of a year before the period's last month who are none in it.")),
    )


def _joined(result: Changes) -> str:
    meaning = _("Customers in the period's last month who were none a year before.")
    if result.joined_before is None:
        return meaning
    if result.joining == "beyond chance":
        told = _("A year earlier it was {count}; the difference is significant.",
                 count=number(result.joined_before))
    else:
        told = _("A year earlier it was {count}; the difference is not significant.",
                 count=number(result.joined_before))
    return f"{meaning} {told}"


@named
def steps(result: Changes, money: Money) -> Caption:
    """Which step is the largest, and from where to where the steps lead."""
    ends = {"before": amount_in_words(result.by, result.before, money),
            "now": amount_in_words(result.by, result.now, money)}
    note = (_("From {before} a year before to {now}, of all customers of the segment together. Who of them joined or "
              "left, volume and margin are told by single months of customers, which stayed in the lakehouse: clear "
              "the segment, or build the data with --with-activity.", **ends)
            if result.is_of_years and result.is_of_all else
            _("From {before} a year before to {now}; the steps add up to the cent, in whatever order.", **ends))
    if "new" in set(result.steps["step"]):
        meaning = _("A customer is new until a year after joining.")
        note = f"{note} {meaning}"
    if result.left_out:
        left_out = _("Left out of both periods, as more is known of it in one of them: {products}.",
                     products=all_of(list(result.left_out)))
        note = f"{note} {left_out}"
    amounts = result.steps.set_index("step")["amount"]
    if not amounts.any():
        return Caption(_("Nothing changed"), note)
    largest = str(amounts.abs().idxmax())
    return Caption(_("Largest effect: {step}, {amount}", step=step_label(largest),
                     amount=signed(result.by, float(amounts[largest]), money)), note)


@named
def parts(result: Changes, money: Money) -> Caption:
    """Which part explains most of the change."""
    note = (_("Change of each; in colour where more joined than left, or fewer, beyond chance.")
            if result.by == "customers" else
            _("Change of each, one year against the other; what of it is chance is not known.")
            if result.is_of_years else
            _("Change of each; in colour where it is more than its months vary by themselves."))
    if len(result.parts) == MAX_PARTS:
        shown = _("The {count} that changed most are shown.", count=number(MAX_PARTS))
        note = f"{note} {shown}"
    if len(result.parts) == 1 and result.parts["part"].iloc[0]:
        return Caption(_("All of it in {part}", part=result.parts["name"].iloc[0]), note)
    found = result.parts.iloc[0] if result.is_of_years and result.is_of_all else leading_part(result)
    if found is None:
        return Caption(_("{parts}: no significant change", parts=parts_label(result.parts_by)), note)
    values = {"part": found["name"], "amount": signed(result.by, found["change"], money)}
    if found["part"] != result.parts["part"].iloc[0]:
        return Caption(_("{part} changed significantly: {amount}", **values), note)
    if pd.notna(found["share"]) and found["share"] > 0:
        return Caption(_("{part} changed most: {amount}, {share} of the change", share=percent(found["share"]),
                         **values), note)
    return Caption(_("{part} changed most: {amount}", **values), note)


@named
def movers(result: Changes, money: Money) -> Caption:
    """What the customers that changed most account for."""
    note = _("Their twelve months against the twelve before.")
    title = ngettext("The customer who changed most: {amount}, of {change} in all",
                     "The {count} customers who changed most: {amount} together, of {change} in all",
                     len(result.movers), amount=signed(result.by, result.movers_change, money),
                     change=signed(result.by, result.change, money))
    return Caption(title, note)


def standings(codes: pd.Series) -> list[str]:
    """What became of customers between the two years."""
    words = {"new": pgettext("customer", "New"), "left": pgettext("customer", "Left"),
             "stayed": pgettext("customer", "Stayed")}
    return [words[code] for code in codes]


def leading_customer(name: str, result: Changes, money: Money) -> str:
    """The customer who changed most."""
    return _("{name} changed most of all customers: {amount}", name=name,
             amount=signed(result.by, float(result.movers["change"].iloc[0]), money))


def no_movers(result: Changes) -> str:
    """Why no customers are listed; empty where they are."""
    if len(result.movers):
        return ""
    if result.is_level or result.is_of_all:
        return ""
    if result.period.kind != "trailing":
        return _("Single customers are compared over twelve months only: choose 12 months as the period to see those "
                 "that explain most.")
    return _("Single customers are compared over all their products: none are listed for one product, or where some "
             "are left out.")


@named
def one_offs(result: Changes, money: Money) -> Caption:
    """What the one-off fees of both periods sum to."""
    amount = float(result.steps.set_index("step")["amount"]["one_offs"])
    return Caption(
        ngettext("{count} one-off fee: {amount} of the change", "{count} one-off fees: {amount} of the change",
                 result.one_offs_listed, amount=signed(result.by, amount, money)),
        _("Fees at least ten times those of the customer's every other month with the product; the largest are "
          "listed."))


def export_steps(result: Changes) -> pd.DataFrame:
    """The steps as a reader takes them away: from the year before to now, each with its meaning."""
    ends = [(_("A year before"), result.before, result.period.before().label),
            *((step_label(row.step), row.amount, step_meaning(row.step, is_of_all=result.is_of_all))
              for row in result.steps.itertuples()),
            (subject(result), result.now, result.period.label)]
    return pd.DataFrame(ends, columns=["step", "amount", "meaning"])


def export_tables(result: Changes) -> dict[str, pd.DataFrame]:
    """The further tables as a reader takes them away, by the names of their sheets; those without a row are left
    out."""
    parts = result.parts.assign(significance=[verdict_label(each) for each in result.parts["verdict"]])
    parts = parts.rename(columns={"part": "id", "before": "amount_before", "now": "amount"}).drop(columns="verdict")
    tables = {parts_label(result.parts_by): parts, _("Customers who changed most"): result.movers,
              _("One-off fees"): result.one_offs.drop(columns="is_now", errors="ignore")}
    if len(result.movers):
        tables[_("Customers who changed most")] = result.movers.assign(standing=standings(result.movers["standing"]))
    return {name: table for name, table in tables.items() if len(table)}
