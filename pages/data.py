"""Can I rely on this data?"""

import streamlit as st

from crm_core.house_style import count, number, percent
from crm_core.rooms import data
from pages import frame

TOLD = 5
"""Reasons and doubts told in full, as sentences; a cell of a table shows their beginning."""

frame.title(whole_book=True)
read, money = frame.reader(), frame.money()
result = frame.ask(data)
reading = data.say(result, money)
frame.headline(reading)

frame.metrics(
    frame.Metric("Data to", f"{result.last_month:%b %Y}", f"From {result.first_month:%B %Y}."),
    frame.Metric("Built on", f"{result.built_at:%d %b %y}", f"{result.built_at:%d %B %Y at %H:%M} UTC."),
    frame.Metric("Rows rejected", percent(result.rejected_share),
                 f"{number(result.rejected)} of {number(result.rejected + result.accepted)} rows."),
    frame.Metric("Fingerprint", result.fingerprint[:8], f"In full {result.fingerprint}. The same sources, assumptions "
                 "and program give the same fingerprint."),
)

left, right = frame.evidence()
gaps = len(result.missing_months)
with left, frame.card(f"{count(gaps, 'month')} without activity" if gaps else "No month is missing",
                      "Rows of activity by month."):
    frame.chart(data.draw(result, money), alt=f"Rows of activity by month. {reading}")
with right, frame.card("What the book assumes"):
    st.markdown("\n".join(f"- {frame.escape(each)}" for each in result.assumptions))
    rates, losses = data.cards(read)
    if len(rates) or len(losses):
        with st.popover("Open the rate card", icon=":material/price_change:"):
            st.caption("Yearly rates as fractions of the balance; fees and costs in money.")
            st.dataframe(rates, hide_index=True, alt="The rate card by product")
            st.dataframe(losses, hide_index=True, alt="Expected yearly losses by product and credit grade")

if len(result.files):
    with frame.card(f"{count(len(result.files), 'file')} read, every line accounted for"):
        frame.table(result.files, {"table_name": "Table", "file": "File", "lines": "Lines", "accepted": "Accepted",
                                   "rejected": "Rejected", "blank": "Blank"}, alt="What became of every file")
if result.rejected:
    with frame.card(f"{count(result.rejected, 'row')} rejected", "The most frequent reasons first."):
        st.markdown("\n".join(
            f"- **{count(row.rejected, 'row')} of {row.table_name}**, first line {number(row.first_line)}: "
            f"{frame.escape(row.reasons)}" for row in result.reasons.head(TOLD).itertuples()))
        if len(result.reasons) > TOLD:
            frame.table(result.reasons, {"rejected": "Rows", "table_name": "Table", "first_line": "First line",
                                         "reasons": "Why"}, alt="Why rows were rejected")
        with st.container(horizontal=True):
            for name in result.files.loc[result.files["rejected"] > 0, "table_name"].unique():
                frame.rejected_rows(name)
if len(result.controls):
    wrong = result.disagreeing
    with frame.card(f"{wrong} of {count(len(result.controls), 'control figure')} not met" if wrong
                    else f"{count(len(result.controls), 'control figure')} met"):
        met = result.controls.assign(agrees=result.controls["agrees"].map({True: "met", False: "not met"}))
        frame.table(met, {"agrees": "", "name": "Figure", "expected": "Expected", "found": "Found",
                                      "note": "Note"}, alt="Control figures, those not met first")
if len(result.suspicions):
    with frame.card(f"{count(len(result.suspicions), 'thing')} to look into", "Allowed by the rules, and unlikely."):
        st.markdown("\n".join(
            f"- **{frame.escape(', '.join(filter(None, dict.fromkeys((row.table_name, row.subject)))))}**: "
            f"{frame.escape(row.reason)}" for row in result.suspicions.head(TOLD).itertuples()))
        if len(result.suspicions) > TOLD:
            frame.table(result.suspicions, {"table_name": "Table", "subject": "Where", "reason": "What looks wrong"},
                        alt="What looks wrong")

if result.lacking:
    with frame.card(f"{count(len(result.lacking), 'optional file')} not delivered",
                    "The columns that each of them would have."):
        lacking = frame.pick("lacking", "Columns of", {name: name for name in result.lacking})
        frame.columns_of(lacking)

frame.method(data)
frame.export(result.files, data)
