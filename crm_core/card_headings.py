"""What columns are called that stand only in the tables of cards (`crm_core/card.py`)."""

from __future__ import annotations

from crm_core.language import N_

CARD_HEADINGS = {
    "activity_rows": N_("Rows of activity"),
    "aim": N_("Aim"),
    "aspect": N_("About"),
    "before": N_("Year before"),
    "cause": N_("Main cause"),
    "change_in_words": N_("Change on the year before"),
    "checked": N_("Checked"),
    "competitive_rate": N_("From local performance, rate"),
    "customer_share": N_("Share of customers"),
    "deed": N_("To do"),
    "dimension": N_("Dimension"),
    "error_share": N_("Mean error"),
    "excess": N_("Above the benchmark"),
    "expected_rate": N_("Expected of its mix of customers"),
    "gain": N_("Change on the year before"),
    "high_rate": N_("95% interval, high"),
    "level_error_share": N_("Error of the latest level"),
    "low_rate": N_("95% interval, low"),
    "mix_rate": N_("From the industry mix, rate"),
    "now": N_("Now"),
    "passed": N_("Passing"),
    "points_in_words": N_("Change in market share"),
    "ratio": N_("Times the benchmark"),
    "reach_rate": N_("Part in the best tier"),
    "rests_on": N_("Rests on"),
    "rule_error_share": N_("Error of last year's value"),
    "speaks_against": N_("Speaks against the position"),
    "standing_in_words": N_("Standing"),
    "statement": N_("In words"),
    "target_in_words": N_("Target"),
    "tests": N_("Tests"),
    "used_rate": N_("Capacity used"),
    "value_in_words": N_("Value"),
    "what_is_measured": N_("Measured by"),
}
