"""The chapters and pages of Clientela: one line a page, and everything that lists pages reads it here.

The navigation, the Overview's cards, the README's table and `python -m crm_core ask --help`. A page is
`pages/<name>.py`, its room, if it has one, `crm_core/rooms/<name>/`, the tests of the room `tests/rooms/<name>/`.
"""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.language import N_, Message, _


@dataclass(frozen=True)
class Page:
    """One page and its room: its title and question in English, and the name of a Material symbol.

    A page without a room does something, such as loading data, and answers nothing of the book; or it shows more of
    what another page's room says, which `of_room` then names. One that `keeps_to_segment` narrows every figure that
    its scope narrows to a segment too (decision 121).
    """

    name: str
    english_title: Message
    english_question: Message
    icon: str
    has_room: bool = True
    of_room: str = ""
    keeps_to_segment: bool = False

    @property
    def room(self) -> str:
        """The name of the room whose figures the page shows; empty where it shows none."""
        return self.name if self.has_room else self.of_room

    @property
    def title(self) -> str:
        """The title in the language spoken now."""
        return _(self.english_title)

    @property
    def question(self) -> str:
        """The question that the page answers, in the language spoken now."""
        return _(self.english_question)


@dataclass(frozen=True)
class Chapter:
    """Pages that belong together, under one heading."""

    english_title: Message
    pages: tuple[Page, ...]

    @property
    def title(self) -> str:
        """The heading in the language spoken now."""
        return _(self.english_title)


CHAPTERS = (
    Chapter(N_("Start"), (
        Page("overview", N_("Overview"), N_("Where do we stand?"), "home"),
        Page("changes", N_("What changed"), N_("What changed, and why?"), "compare_arrows"),
    )),
    Chapter(N_("Customers"), (
        Page("pareto", N_("Pareto"), N_("How much of our profit rests on how few customers?"), "bar_chart"),
        Page("causes", N_("Causes"), N_("Why do some customers lose us money?"), "troubleshoot"),
        Page("dependence", N_("Dependence"), N_("How dependent are we on a few customers and managers?"), "hub",
             keeps_to_segment=True),
        Page("priorities", N_("Priorities"), N_("Whom should we call first, and what about?"), "checklist",
             keeps_to_segment=True),
        Page("customer", N_("Customer"), N_("Who is this customer, and what do they contribute?"), "person"),
        Page("retention", N_("Retention"), N_("Who may leave, and what goes with them?"), "person_remove"),
    )),
    Chapter(N_("Segmentation"), (
        Page("tiers", N_("Tiers"), N_("How should we segment customers, and what follows?"), "layers"),
        Page("tier_changes", N_("Tier changes"), N_("Who changes tier, and what is at stake?"), "swap_vert",
             has_room=False, of_room="tiers"),
        Page("segments", N_("Segments"),
             N_("What kinds of customers do we have, and how do they use the bank?"), "groups"),
    )),
    Chapter(N_("Planning"), (
        Page("signals", N_("Targets and signals"), N_("Are we on target, and what should we look at?"), "flag",
             has_room=False),
        Page("demand", N_("Demand"), N_("What will customers ask for, how sure are we, and what has just changed?"),
             "show_chart"),
        Page("resources", N_("Resources"), N_("Are our people and money where the value is?"), "balance"),
        Page("lists", N_("Lists"), N_("What is to be done with whom, and what came of it?"), "checklist_rtl",
             has_room=False),
        Page("decisions", N_("Decisions"), N_("What have we decided, on which figures, and what became of them?"),
             "gavel", has_room=False),
    )),
    Chapter(N_("Markets"), (
        Page("regions", N_("Regions"), N_("Where should we invest, maintain or reduce?"), "map"),
        Page("market", N_("Market"), N_("Where do we stand against the other banks?"), "leaderboard"),
        Page("economy", N_("Economy"), N_("What are our regions like, and where are they going?"), "factory"),
        Page("potential", N_("Potential"), N_("Where is our untapped potential?"), "explore"),
        Page("outflows", N_("Outflows"), N_("Where does our customers' money go?"), "output"),
    )),
    Chapter(N_("Data"), (
        Page("data", N_("Data"), N_("Can I rely on this data?"), "fact_check"),
        Page("quality", N_("Quality"), N_("Is the data complete, valid, unique, on time and consistent?"), "verified"),
        Page("import_data", N_("Import"), N_("How do I load our own data?"), "upload_file", has_room=False),
    )),
)

PAGES = {page.name: page for chapter in CHAPTERS for page in chapter.pages}
"""Every page by its name, in the order of the chapters."""

ROOMS = {name: page for name, page in PAGES.items() if page.has_room}
"""The pages that answer a question about the book, by the name of page and room."""
