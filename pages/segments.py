"""What kinds of customers do we have, and how do they use the bank?"""

from crm_core.rooms import segments
from crm_core.rooms.segments import captions
from pages import frame

frame.title()
money = frame.money()
result = frame.ask(segments)
reading = segments.say(result, money)
frame.headline(reading)
frame.metrics(*captions.metrics(result, money))
with frame.card(*captions.types(result, money)):
    frame.chart(segments.draw(result, money), alt=str(reading))

frame.method(segments)
frame.export(result.types, segments, shown=result)
