"""Clientela: a bank's customer book, turned into decisions. `streamlit run app.py`"""

import streamlit as st

from pages import frame

PAGES = [
    st.Page("pages/overview.py", title="Overview", icon=":material/home:", default=True),
    st.Page("pages/pareto.py", title="Pareto", icon=":material/bar_chart:"),
    st.Page("pages/causes.py", title="Causes", icon=":material/troubleshoot:"),
    st.Page("pages/dependence.py", title="Dependence", icon=":material/hub:"),
    st.Page("pages/tiers.py", title="Tiers", icon=":material/layers:"),
    st.Page("pages/priorities.py", title="Priorities", icon=":material/checklist:"),
    st.Page("pages/customer.py", title="Customer", icon=":material/person:"),
    st.Page("pages/demand.py", title="Demand", icon=":material/show_chart:"),
    st.Page("pages/regions.py", title="Regions", icon=":material/map:"),
    st.Page("pages/market.py", title="Market", icon=":material/leaderboard:"),
    st.Page("pages/economy.py", title="Economy", icon=":material/factory:"),
    st.Page("pages/potential.py", title="Potential", icon=":material/explore:"),
    st.Page("pages/resources.py", title="Resources", icon=":material/balance:"),
    st.Page("pages/data.py", title="Data", icon=":material/fact_check:"),
]

# Before st.navigation, and a local file: a material icon as favicon is fetched from outside.
st.set_page_config(page_icon="static/favicon.png", layout="wide")
page = st.navigation(PAGES, expanded=True)
st.set_page_config(page_title=f"{page.title} · Clientela")
st.logo("static/logo.svg", size="large", icon_image="static/favicon.png")
frame.run(page)
