"""Clientela: a bank's customer book, turned into decisions. `streamlit run app.py`"""

import streamlit as st

from crm_core.chapters import CHAPTERS, PAGES
from pages import frame

# Before st.navigation, and a local file: a material icon as favicon is fetched from outside.
st.set_page_config(page_icon="static/favicon.png", layout="wide")
frame.settle_language()
with frame.gate() as is_open:
    titles = frame.page_titles()
    # Above the page: a list of all chapters in the sidebar would push the scope bar out of sight.
    # The first has no menu.
    pages = {
        "" if chapter is CHAPTERS[0] else chapter.title:
            [st.Page(f"pages/{each.name}.py", title=titles[each.name], icon=f":material/{each.icon}:",
                     default=each.name == "overview", url_path="start" if each.name == "overview" else None)
             for each in chapter.pages]
        for chapter in CHAPTERS
    }
    # Streamlit serves the first page at the root alone: under its own name it is a page of its own (decision 200).
    pages[""].append(st.Page("pages/overview.py", title=titles["overview"], url_path="overview", visibility="hidden"))
    page = st.navigation(pages, position="top" if is_open else "hidden")
    st.set_page_config(page_title=f"{PAGES[page.url_path or 'overview'].title} · Clientela")
    st.logo("static/logo.svg", size="large", icon_image="static/favicon.png")
    if is_open:
        frame.run(page)
    else:
        frame.sign_in(page)
