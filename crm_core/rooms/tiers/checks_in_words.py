"""The fairness checks beside the picture in words: who is downgraded, and what protected attributes say."""

from __future__ import annotations

from crm_core.amounts import number
from crm_core.language import N_, _, all_of, ngettext
from crm_core.reading import Caption, named
from crm_core.rooms.tiers.consequences.fairness import MIN_CUSTOMERS
from crm_core.rooms.tiers.fairness_in_words import alone_note, left_out_note, region_names, significant_groups
from crm_core.rooms.tiers.measure import Tiering

HOW_TO_MARK = N_("No attribute is marked as protected. A bank that may hold them for this purpose adds a table "
                 "customer_protected (customer_id, attribute, value), or names columns under [customers.protected] in "
                 "mapping.toml: they are read for this check and for nothing else.")


@named
def further_checks(result: Tiering) -> Caption:
    """Whether regions differ among customers who are alike, who is downgraded, and whether marked attributes tell."""
    beyond = [each for compared in result.protected.values() for each in compared.outside]
    down = result.downgraded.get("region_id")
    if beyond:
        return Caption(ngettext("{count} group of a protected attribute differs significantly",
                                "{count} groups of protected attributes differ significantly", len(beyond)))
    if down and any(each.verdict == "more" for each in down.outside):
        return Caption(_("Some regions are downgraded more often than their mix of customers suggests"))
    if down and down.judged:
        return Caption(ngettext(
            "The one region that can be judged is not downgraded more often than its mix of customers suggests",
            "None of the {count} regions that can be judged is downgraded more often than its mix of customers "
            "suggests",
            len(down.judged)))
    return Caption(_("Downgrades and protected attributes"))


def downgrade_note(result: Tiering) -> str:
    """Which regions go down more often than expected; empty without a comparison."""
    down = result.downgraded.get("region_id")
    if result.downgraded and (note := alone_note(result)):
        return note
    if not down or not down.judged:
        return _("Too few customers are downgraded to compare regions.") if result.downgraded else ""
    return " ".join(filter(None, (
        significant_groups(down, region_names(result)) or
        ngettext("The one region that can be judged is not downgraded significantly more or less often than its mix of "
                 "customer types suggests.",
                 "None of the {count} regions that can be judged is downgraded significantly more or less often than "
                 "its mix of customer types suggests.", len(down.judged)),
        left_out_note({"region_id": down}))))


def protected_notes(result: Tiering) -> tuple[str, ...]:
    """Each marked attribute in a sentence; how to mark one where none is."""
    if not result.protected:
        return (_(HOW_TO_MARK),)
    tier, notes = result.scheme.labels[0], []
    for attribute, compared in result.protected.items():
        if compared.judged:
            named_so = {each.group: each.group for each in compared.groups}
            as_expected = (
                _("{attribute}: {tier} is reached as often as the mix of regions and customer types suggests, or not "
                  "significantly otherwise.", attribute=attribute, tier=tier) if result.given_value is None else
                _("{attribute}: {tier} is reached as often as the mix of regions, customer types and contribution "
                  "suggests, or not significantly otherwise.", attribute=attribute, tier=tier))
            found = significant_groups(compared, named_so, of=attribute) or as_expected
            notes.append(f"{found} {left_out_note({attribute: compared})}".strip())
    hidden = [attribute for attribute, compared in result.protected.items() if not compared.groups]
    if hidden:
        notes.append(_("Not shown, as fewer than two groups have {least} customers: {attributes}.",
                       attributes=all_of(hidden), least=number(MIN_CUSTOMERS)))
    unjudged = [attribute for attribute, compared in result.protected.items()
                if compared.groups and not compared.judged]
    if unjudged:
        notes.append(_("Too few customers to judge: {attributes}.", attributes=all_of(unjudged)))
    return (*notes, _("A difference says where to look, not that anyone is favoured. Protected attributes are in no "
                      "score, list or export; groups of fewer than {least} customers are not shown.",
                      least=number(MIN_CUSTOMERS)))
