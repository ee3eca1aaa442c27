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
    what another page's room says, which `of_room` then names. Every page narrows to a segment what it narrows to
    a region, unless it does not `keeps_to_segment`: then it shows all customers and says so (decision 128).
    """

    name: str
    english_title: Message
    english_question: Message
    icon: str
    has_room: bool = True
    of_room: str = ""
    keeps_to_segment: bool = True
    english_of_all: Message | None = None
    """What on a page that keeps to a segment is of all customers nevertheless, and what its figures owe to how
    customers came into the segment, in sentences; None for nothing."""

    @property
    def room(self) -> str:
        """The name of the room whose figures the page shows; empty where it shows none."""
        return self.name if self.has_room else self.of_room

    @property
    def title(self) -> str:
        """The title in the language spoken now."""
        return _(self.english_title)

    @property
    def of_all(self) -> str:
        """What must be known of the page's figures under a segment, in the language spoken now."""
        return _(self.english_of_all) if self.english_of_all else ""

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
        Page("overview", N_("Overview"), N_("Where do we stand?"), "home",
             english_of_all=N_("Signals, and tier changes since the data before, are of all customers. Who is in the "
                               "segment is told by this year, so what changed is in part what put customers into "
                               "it.")),
        Page("changes", N_("What changed"), N_("What changed, and why?"), "compare_arrows",
             english_of_all=N_("Who is in the segment is told by this year, so what changed, also what is called "
                               "significant, is in part what put customers into it.")),
    )),
    Chapter(N_("Customers"), (
        Page("pareto", N_("Pareto"), N_("How much of our profit rests on how few customers?"), "bar_chart",
             english_of_all=N_("Who is in the segment is told by this year, so who stayed in the top or left it is in "
                               "part what put customers into it.")),
        Page("causes", N_("Causes"), N_("Why do some customers lose us money?"), "troubleshoot",
             english_of_all=N_("Median customers, unit costs and rates, and the places that stand out are of all "
                               "customers.")),
        Page("dependence", N_("Dependence"), N_("How dependent are we on a few customers and managers?"), "hub"),
        Page("priorities", N_("Priorities"), N_("Whom should we call first, and what about?"), "checklist",
             english_of_all=N_("The top is that of all customers.")),
        Page("customer", N_("Customer"), N_("Who is this customer, and what do they contribute?"), "person",
             keeps_to_segment=False),
        Page("retention", N_("Retention"), N_("Who may leave, and what goes with them?"), "person_remove",
             english_of_all=N_("Probabilities are learnt and tested on all customers. How long customers stay is not "
                               "told of a segment.")),
        Page("growth", N_("Growth"), N_("Who contributes today, who could grow, and what do we do with each?"),
             "trending_up",
             english_of_all=N_("Who could grow is tried out on all customers, and thresholds are theirs. What the "
                               "segment is told by may be part of what tells growth.")),
    )),
    Chapter(N_("Segmentation"), (
        Page("tiers", N_("Tiers"), N_("How should we segment customers, and what follows?"), "layers",
             english_of_all=N_("Thresholds are those of all customers, and staff hours are set against all whom "
                               "the staff serves. Who is in the segment is told by this year, so who changed tier "
                               "since the year before is in part what put customers into it.")),
        Page("tier_changes", N_("Tier changes"), N_("Who changes tier, and what is at stake?"), "swap_vert",
             has_room=False, of_room="tiers",
             english_of_all=N_("Thresholds are those of all customers. Who is in the segment is told by this year, so "
                               "who changed tier since the year before is in part what put customers into it.")),
        Page("segments", N_("Segments"),
             N_("What kinds of customers do we have, and how do they use the bank?"), "groups",
             keeps_to_segment=False),
    )),
    Chapter(N_("Planning"), (
        Page("signals", N_("Targets and signals"), N_("Are we on target, and what should we look at?"), "flag",
             has_room=False, keeps_to_segment=False),
        Page("demand", N_("Demand"), N_("What will customers ask for, how sure are we, and what has just changed?"),
             "show_chart",
             english_of_all=N_("Who is in the segment is told by this year, so its trend is in part what put customers "
                               "into it and need not go on.")),
        Page("resources", N_("Resources"), N_("Are our people and money where the value is?"), "balance",
             english_of_all=N_("Staff and branches are there for all customers: of a segment, the cost to serve "
                               "alone can be compared.")),
        Page("lists", N_("Lists"), N_("What is to be done with whom, and what came of it?"), "checklist_rtl",
             has_room=False, keeps_to_segment=False),
        Page("decisions", N_("Decisions"), N_("What have we decided, on which figures, and what became of them?"),
             "gavel", has_room=False, keeps_to_segment=False),
    )),
    Chapter(N_("Markets"), (
        Page("regions", N_("Regions"), N_("Where should we invest, maintain or reduce?"), "map",
             keeps_to_segment=False),
        Page("market", N_("Market"), N_("Where do we stand against the other banks?"), "leaderboard",
             keeps_to_segment=False),
        Page("economy", N_("Economy"), N_("What are our regions like, and where are they going?"), "factory",
             keeps_to_segment=False),
        Page("potential", N_("Potential"), N_("Where is our untapped potential?"), "explore",
             keeps_to_segment=False),
        Page("outflows", N_("Outflows"), N_("Where does our customers' money go?"), "output",
             keeps_to_segment=False),
    )),
    Chapter(N_("Data"), (
        Page("data", N_("Data"), N_("Can I rely on this data?"), "fact_check", keeps_to_segment=False),
        Page("quality", N_("Quality"), N_("Is the data complete, valid, unique, on time and consistent?"), "verified",
             keeps_to_segment=False),
        Page("import_data", N_("Import"), N_("How do I load our own data?"), "upload_file", has_room=False,
             keeps_to_segment=False),
    )),
)

PAGES = {page.name: page for chapter in CHAPTERS for page in chapter.pages}
"""Every page by its name, in the order of the chapters."""

ROOMS = {name: page for name, page in PAGES.items() if page.has_room}
"""The pages that answer a question about the book, by the name of page and room."""
