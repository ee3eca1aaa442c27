"""What columns are called that stand only in the tables of cards (`crm_core/card.py`)."""

from __future__ import annotations

from crm_core.language import N_

CARD_HEADINGS = {
    "activity_rows": N_("Rows of activity"),
    "aim": N_("Aim"),
    "before": N_("Year before"),
    "cause": N_("Main cause"),
    "change_in_words": N_("Change on the year before"),
    "checked": N_("Checked"),
    "competitive_rate": N_("From local performance, rate"),
    "contribution_share": N_("Share of contribution"),
    "customer_share": N_("Share of customers"),
    "deed": N_("To do"),
    "dimension": N_("Dimension"),
    "error_share": N_("Mean error"),
    "excess": N_("Above the benchmark"),
    "gain": N_("Change on the year before"),
    "level_error_share": N_("Error of the latest level"),
    "mix_rate": N_("From the industry mix, rate"),
    "now": N_("Now"),
    "passed": N_("Passing"),
    "points_in_words": N_("Change in market share"),
    "profile": N_("Profile"),
    "ratio": N_("Times the benchmark"),
    "rests_on": N_("Rests on"),
    "rule_error_share": N_("Error of last year's value"),
    "speaks_against": N_("Speaks against the position"),
    "stability": N_("Stability"),
    "standing_in_words": N_("Standing"),
    "target_in_words": N_("Target"),
    "tests": N_("Tests"),
    "used_rate": N_("Capacity used"),
    "value_in_words": N_("Value"),
    "what_is_measured": N_("Measured by"),
}
