"""What changed, and why?"""

from crm_core.rooms import changes
from crm_core.rooms.changes import captions
from pages import frame

frame.title()
money = frame.money()
result = frame.ask(changes)
reading = changes.say(result, money)
frame.headline(reading)
frame.metrics(*captions.metrics(result, money))
with frame.card(*captions.types(result, money)):
    frame.chart(changes.draw(result, money), alt=str(reading))

frame.method(changes)
frame.export(result.types, changes)
