"""What kinds of customers do we have, and how do they use the bank?"""

from crm_core.rooms import segments
from crm_core.rooms.segments import captions
from pages import frame
from pages.parts import segments as parts
from pages.parts.tiers import scheme_of

frame.title()
read, money = frame.reader(), frame.money()
found = parts.chosen_segmentation(read)
named = frame.segment_names(found)
names = tuple(each.name for each in named)
result = frame.cache_answer(f"segments {found.way} {names}", lambda: segments.answer_of(read, found, names))
reading = segments.say(result, money)
frame.headline(reading)
frame.metrics(*captions.metrics(result, money))

left, right = frame.evidence()
with left, frame.card(*captions.shares(result, money)):
    frame.chart(segments.draw(result, money), alt=str(reading), leads_to=frame.narrow_segment(found),
                table=parts.figures(result))
with right, frame.card(*captions.changes(result)):
    parts.changes(result)
with frame.card(*captions.profiles(result)):
    parts.profiles(result, found, money)
with frame.folded(*captions.products(result)):
    parts.products(result)
force = frame.in_force("tiers")
if force and (scheme := scheme_of(force)):
    with frame.card(*captions.tiers(result, force.name)):
        parts.tiers(read, found, scheme, names)
with frame.folded(*captions.naming(result)):
    parts.naming(found, named)

frame.method(segments)
frame.export(lambda: segments.members(read, found, names), segments, rows=result.customers, shown=result)
