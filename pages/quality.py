"""Is the data complete, valid, unique, on time and consistent?"""

from crm_core.language import _
from crm_core.rooms import quality
from crm_core.rooms.quality import captions
from pages import frame
from pages.parts.quality import cards

frame.title(whole_book=True)
money = frame.money()
result = frame.ask(quality)
reading = quality.say(result, money)
frame.headline(reading)
frame.metrics(*captions.metrics(result))

with frame.card(*captions.tables(result)):
    frame.chart(quality.draw(result, money), alt=str(reading))
if len(result.fixes):
    cards.to_fix(result)
if result.has_before:
    cards.against(result)
cards.columns(result)
if result.months["share"].min() < 1:
    cards.months(result)
if len(result.regions) > 1:
    cards.regions(result)
cards.reach(result)
cards.checks(result)

frame.method(quality)
frame.export(captions.export_table(result), quality, title=_("Tables"), also=cards.also(result), shown=result)
