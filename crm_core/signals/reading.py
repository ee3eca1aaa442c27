"""Where the bank stands against its targets, and what has tripped, in a sentence or two."""

from __future__ import annotations

from collections.abc import Sequence

from crm_core.language import _, ngettext
from crm_core.reading import Reading
from crm_core.targets import Attainment


def say(attained: Sequence[Attainment], *, rules: int, new: int, seen: int) -> Reading:
    """The targets that are met so far, and the signals that nobody has acknowledged: `new` of `rules` rules, beside
    those `seen`."""
    if not attained and not rules:
        return Reading(_("No targets and no rules yet."),
                       _("Set a target or bring a file of them to see here what came of it; add a rule to be told when "
                         "a figure moves. Whatever is set here is shown to everybody who uses this app."))
    if not rules:
        return Reading(say_targets(attained), _("No rules yet: add one to be told when a figure moves."))
    signals = _signals(rules, new, seen)
    return Reading(say_targets(attained), signals) if attained else Reading(signals)


def say_targets(attained: Sequence[Attainment]) -> str:
    """How many of the targets are met so far."""
    known = [each.reached for each in attained if each.reached is not None]
    if not known:
        return ngettext("Of {count} target, the data cannot say whether it is met.",
                        "Of {count} targets, the data cannot say whether they are met.", len(attained))
    sentence = ngettext("{met} of {count} target is met so far.", "{met} of {count} targets are met so far.",
                        len(known), met=str(sum(known)))
    unknown = len(attained) - len(known)
    if not unknown:
        return sentence
    return " ".join([sentence, ngettext("Of {count} more the data cannot say.", "Of {count} more the data cannot say.",
                                        unknown)])


def _signals(rules: int, new: int, seen: int) -> str:
    if not new and not seen:
        return ngettext("Nothing trips the rule on this data.", "Nothing trips the {count} rules on this data.", rules)
    if not new:
        return ngettext("{count} signal on this data has been seen.",
                        "{count} signals on this data have all been seen.", seen)
    return ngettext("{count} signal on this data is new.", "{count} signals on this data are new.", new)
