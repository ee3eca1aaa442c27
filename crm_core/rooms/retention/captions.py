"""The cards and figures of Retention in words: titles are findings, notes say what is shown."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of, day, month, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.retention.leaving_in_words import leaving_metrics
from crm_core.rooms.retention.measure import Retention, stated
from crm_core.rooms.retention.staying import MIN_AT_RISK, Staying, drawn_parts
from crm_core.rooms.retention.staying.parts import OF_A_YEAR_BEFORE
from crm_core.rooms.retention.vocabulary import kind_label
from crm_core.rooms.retention.worth import Worth

_FIVE_YEARS = 60


@made_once
def metrics(result: Retention, money: Money) -> tuple[Metric, ...]:
    """What a year takes away and how long customers stay; or what is at risk and how chances held."""
    if result.leaving is not None:
        return leaving_metrics(result.leaving, money)
    shown = []
    latest = result.latest
    if latest is not None:
        if result.left:
            shown.append(Metric(_("Left in a year"), percent(latest["closed_rate"]), _(
                "Customers of at least six months at the end of the year before who left within twelve months: {left} "
                "of {customers}.", left=number(int(latest["closed"])), customers=number(int(latest["customers"])))))
        if result.knows_quiet:
            shown.append(Metric(_("Went quiet"), percent(latest["quiet_rate"]), _(
                "Stayed, with balance and turnover both below 80% of the year before (means of twelve months; a "
                "measure that the data lacks is not asked): {quiet} of {customers}.",
                quiet=number(int(latest["quiet"])), customers=number(int(latest["customers"])))))
        if result.knows_money and latest["closed"]:
            is_loss = latest["closed_contribution"] >= 0
            label = _("Contribution lost") if is_loss else _("Contribution of those who left")
            shown.append(Metric(label, money.short(latest["closed_contribution"]), _(
                "What those who left had contributed in the year before, net.")))
    if result.staying is not None and (row := result.staying.stays(_FIVE_YEARS)) is not None:
        how = (_("Of new customers, by the rates of leaving of each month of life; 95%: {low} to {high}.",
                 low=percent(row["low"]), high=percent(row["high"])) if 0 < row["staying"] < 1 else
               _("Of new customers, by the rates of leaving of each month of life. Of those who are seen so young none "
                 "or all left, which gives no interval: it need not be so of others."))
        shown.append(Metric(_("Stay beyond five years"), percent(row["staying"]), how))
    return tuple(shown)


@named
def curves(found: Staying) -> Caption:
    """Whether kinds of customers stay for different times."""
    if found.difference is None or not found.difference.is_significant:
        title = _("{kind}: no significant difference", kind=kind_label(found.by)) if found.difference else \
            _("How long customers stay")
    else:
        row = found.parts.loc[found.parts["part"].isin(found.difference.parts["part"])]
        most = row.loc[row["yearly_rate"].idxmax()]
        title = _("{name}: {rate} leave a year", name=most["name"], rate=percent(most["yearly_rate"]))
    how = _("Part of customers who stay, by years as a customer; each counts from the month in which the data first "
            "sees them. Dotted: all customers, with the 95% interval.")
    notes = [how, _begins(found), _tested(found), _drawn(found), _few(found), _since(found)]
    return Caption(title, " ".join(each for each in notes if each))


def _begins(found: Staying) -> str:
    """Every curve begins at 100%: one that begins later is of those who have come so far."""
    firsts = [found.begins, *found.curves.groupby("part")["month"].min()] if len(found.curves) else [found.begins]
    if not max(firsts):
        return ""
    return _("A curve that begins after the first month is of those who are still customers when it begins.")


def _drawn(found: Staying) -> str:
    drawn, followed = len(drawn_parts(found)), len(found.parts) - len(found.few)
    if drawn == followed:
        return ""
    return _("Drawn are {drawn} of {count} kinds: those that lose the most and the fewest customers; the table has "
             "all.", drawn=number(drawn), count=number(followed))


def _tested(found: Staying) -> str:
    if found.difference is None:
        return ""
    return _("Probability of such differences by chance: {chance} (log-rank test).",
             chance=percent(found.difference.chance))


def _few(found: Staying) -> str:
    if not found.few:
        return ""
    return _("Fewer than {count} customers in every month of life, so no curve: {names}.", count=number(MIN_AT_RISK),
             names=all_of(list(found.few)))


def _since(found: Staying) -> str:
    if found.by not in OF_A_YEAR_BEFORE:
        return ""
    if found.by == "tier":
        return _("Tiers are those that the approved scheme gives in an earlier year, and only what came after it is "
                 "followed: who stays longer has time to rise.")
    return _("Kinds are those of an earlier year, and only what came after it is followed: who stays longer has time "
             "to hold and contribute more.")


@named
def kinds(found: Staying) -> Caption:
    """How many of each kind leave a year, and how long they stay within a span."""
    if not found.within:
        return Caption(_("Leaving by kind of customer"), _(
            "Leavers a customer-year with the exact 95% interval. The curves share no span of a year, so no mean stay "
            "is compared."))
    return Caption(_("Leaving by kind of customer"), ngettext(
        "Leavers a customer-year with the exact 95% interval, and how many of {count} month, from month of life "
        "{first} on, a customer stays on average.",
        "Leavers a customer-year with the exact 95% interval, and how many of {count} months, from month of life "
        "{first} on, a customer stays on average.", found.within, first=number(found.first)))


@named
def outcomes(result: Retention) -> Caption:
    """How many left and went quiet in each year."""
    title = _("Left and went quiet, year by year") if result.left else _("Went quiet, year by year")
    notes = [_("Of customers of at least six months at the end of the year before.")]
    if result.without_joined:
        notes.append(ngettext("{count} customer of the year without a day of joining is in no curve.",
                              "{count} customers of the year without a day of joining are in no curve.",
                              result.without_joined))
    notes.append(_("The data begins in {first} and ends on {last}.", first=month(result.first_month),
                   last=day(result.last_day)))
    return Caption(title, " ".join(notes))


@named
def why_left(result: Retention) -> Caption:
    """Why customers left, or where to, as the bank states it."""
    left = int(result.why_left["customers"].sum())
    reasons, banks = stated(result.why_left, "reason"), stated(result.why_left, "went_to")
    first = reasons.iloc[0] if len(reasons) else banks.iloc[0]
    title = (_("Most left for: {reason} ({share})", reason=first["reason"], share=percent(first["share"]))
             if len(reasons) else
             _("Most went to: {bank} ({share})", bank=first["went_to"], share=percent(first["share"])))
    return Caption(title, _(
        "Of {left} customers who left, {reasons} have a stated reason and {banks} a stated bank that they went to. "
        "Shares are of those.", left=number(left), reasons=number(int(reasons["customers"].sum())),
        banks=number(int(banks["customers"].sum()))))


@named
def coming(found: Worth, money: Money) -> Caption:
    """What today's customers are expected to contribute."""
    title = ngettext("Value to come in {count} year: {value}", "Value to come in {count} years: {value}", found.years,
                     value=money.short(found.value))
    low, high = money.short(found.low), money.short(found.high)
    if low == high:  # an interval that has no width when it is rounded
        low, high = money.full(found.low), money.full(found.high)
    note = _("80% interval {low} to {high}, of how long customers stay and of nothing else: contribution is taken to "
             "go on as in the last twelve months. Discounted at {discount} a year. If nobody left it would be {stay}.",
             low=low, high=high, discount=percent(found.discount),
             stay=money.short(found.if_nobody_left))
    model = (_("Leaving rates fall significantly with time: beta-geometric model.") if found.varies else
             _("Leaving rates do not differ significantly between customers: one constant rate is used."))
    formula = _("For ever: the formula with one constant rate, of an average customer.")
    return Caption(title, f"{note} {model} {formula}")
