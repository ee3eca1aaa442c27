"""Where is our untapped potential?"""

import streamlit as st

from crm_core.language import _
from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import potential
from crm_core.rooms.potential import captions
from crm_core.vocabulary import family_label
from pages import frame

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
controls = st.container(horizontal=True, gap="small", vertical_alignment="bottom")
with controls:
    family = frame.pick("family", _("Product family"), frame.families())
    here = frame.region_picker()
result = frame.ask(potential, under=here, family=family)
if result.period:
    with controls:
        fair = frame.choice("fair", _("Target share"), {code: _(label) for code, label in captions.FAIR.items()},
                            explain=_("Our share of the family over all regions, or the share that the best quarter of "
                                      "our regions reach."))
    result = frame.ask(potential, under=here, fair=fair, family=family)
reading = potential.say(result, money)
with headline_slot:
    frame.headline(reading)

sheets = {}
if result.period:
    left, right = frame.evidence()
    with left, frame.card(*captions.region_map(result, fair)):
        values = dict(zip(result.regions["region_id"], result.regions["white_space"], strict=True))
        frame.chart(draw_map(read(PLACES), values, money.short, in_scope=here.regions, floor=0.0),
                        alt=str(reading), leads_to=frame.to_region())
    with right, frame.card(*captions.region_bars()):
        frame.chart(potential.draw(result, money), alt=str(reading), leads_to=frame.to_region())
    left, right = frame.evidence()
    with right, frame.card(*captions.gaps()):
        cells = result.cells[result.cells["is_asked"] & (result.cells["white_space"] > 0)]
        frame.table(cells.head(100).assign(family=lambda rows: rows["family"].map(family_label)),
                    {"region": _("Region"), "family": _("Family"), "white_space": _("Gap"), "share": _("Our share"),
                     "fair_share": _("Target share")}, alt=_("Largest gaps"), leads_to=frame.to_region(),
                    by="region_id")
    sheets = {_("Potential"): result.cells, _("Regions"): result.regions, _("Families"): result.families}
else:
    frame.files_named(str(reading))
    left = st.container()
with left, frame.card(*captions.penetration(result)):
    frame.chart(potential.draw_penetration(result), alt=_("Share of customers who hold each product"))

frame.method(potential)
sheets |= {_("Penetration"): result.penetration}
first, *rest = sheets
frame.export(sheets[first], potential, title=first, also={name: sheets[name] for name in rest}, shown=result)
