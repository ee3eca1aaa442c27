"""Can I rely on this data?"""

from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.rooms import data, quality
from crm_core.rooms.data import captions, duplicated
from pages import frame
from pages.parts.data import cards
from pages.parts.data.earlier import earlier
from pages.parts.duplicates import duplicates_in_use
from pages.parts.people import people

frame.title(whole_book=True)
read, money = frame.reader(), frame.money()
result = frame.ask(data)
reading = data.say(result, money)
frame.headline(reading)
frame.metrics(*captions.metrics(result))

left, right = frame.evidence()
with left, frame.card(*captions.months(result)):
    frame.chart(data.draw(result, money), alt=" ".join([_("Rows of activity by month."), str(reading)]))
with right:
    cards.assumptions(read, result)
    frame.next_questions([frame.NextQuestion("quality", PAGES["quality"].question,
                                             lambda: quality.say(frame.ask(quality), money).headline)])
if result.derivations:
    cards.derivations(result)
cards.answerable()
if len(result.files):
    cards.files(result)
    cards.totals(result)
if result.rejected:
    cards.rejected(result)
if len(result.controls):
    cards.controls(result)
if len(result.suspicions):
    cards.suspicions(result)
duplicate_pairs = data.duplicates(read)
duplicates_in_use(duplicate_pairs, duplicated.caption(duplicate_pairs, money))
if result.lacking:
    cards.lacking(result)
earlier()
people()

frame.method(data)
frame.export(result.files, data, shown=result)
