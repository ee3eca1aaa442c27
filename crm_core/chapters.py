"""The chapters and pages of Clientela: one line a page, and everything that lists pages reads it here.

The navigation, the Overview's cards, the README's table and `python -m crm_core ask --help`. A page is
`pages/<name>.py`, its room `crm_core/rooms/<name>/`, the tests of the room `tests/rooms/<name>/`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page and its room. `icon` is the name of a Material symbol."""

    name: str
    title: str
    question: str
    icon: str


@dataclass(frozen=True)
class Chapter:
    """Pages that belong together, under one heading."""

    title: str
    pages: tuple[Page, ...]


CHAPTERS = (
    Chapter("Start", (
        Page("overview", "Overview", "Where do we stand?", "home"),
    )),
    Chapter("Customers", (
        Page("pareto", "Pareto", "How much of our profit rests on how few customers?", "bar_chart"),
        Page("causes", "Causes", "Why do some customers lose us money?", "troubleshoot"),
        Page("dependence", "Dependence", "How dependent are we on a few customers and managers?", "hub"),
        Page("priorities", "Priorities", "Whom should we call first, and what about?", "checklist"),
        Page("customer", "Customer", "Who is this customer, and what do they contribute?", "person"),
    )),
    Chapter("Segmentation", (
        Page("tiers", "Tiers", "How should we segment customers, and what follows?", "layers"),
    )),
    Chapter("Planning", (
        Page("demand", "Demand", "What will customers ask for, how sure are we, and what has just changed?",
             "show_chart"),
        Page("resources", "Resources", "Are our people and money where the value is?", "balance"),
    )),
    Chapter("Markets", (
        Page("regions", "Regions", "Where should we invest, maintain or reduce?", "map"),
        Page("market", "Market", "Where do we stand against the other banks?", "leaderboard"),
        Page("economy", "Economy", "What are our regions like, and where are they going?", "factory"),
        Page("potential", "Potential", "Where is our untapped potential?", "explore"),
        Page("outflows", "Outflows", "Where does our customers' money go?", "output"),
    )),
    Chapter("Data", (
        Page("data", "Data", "Can I rely on this data?", "fact_check"),
    )),
)

PAGES = {page.name: page for chapter in CHAPTERS for page in chapter.pages}
"""Every page by its name, in the order of the chapters."""
