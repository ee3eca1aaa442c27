"""Are we on target, and what should we look at?"""

from crm_core import signals
from crm_core.language import _
from pages import frame
from pages.parts.signals import board, rule_card, signal_card, target_card

frame.title(note=_("Of the whole bank and its regions, whatever the filters. Targets and rules are shared by everybody "
                   "who uses this app."))
found = board()
if found is not None:
    frame.headline(found.say())
    signal_card.draw(found)
    target_card.draw(found)
    rule_card.draw(found)
    frame.method(signals)
    frame.export(target_card.rows(found), signals, also={"signals": signal_card.rows(found)})
