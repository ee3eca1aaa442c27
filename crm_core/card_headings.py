"""What columns are called that stand only in the tables of cards (`crm_core/card.py`)."""

from __future__ import annotations

from crm_core.language import N_

CARD_HEADINGS = {
    "activity_rows": N_("Rows of activity"),
    "checked": N_("Checked"),
    "competitive_rate": N_("From local performance, rate"),
    "customer_share": N_("Share of customers"),
    "dimension": N_("Dimension"),
    "error_share": N_("Mean error"),
    "excess": N_("Above the benchmark"),
    "gain": N_("Change on the year before"),
    "level_error_share": N_("Error of the latest level"),
    "mix_rate": N_("From the industry mix, rate"),
    "passed": N_("Passing"),
    "ratio": N_("Times the benchmark"),
    "rule_error_share": N_("Error of last year's value"),
    "tests": N_("Tests"),
    "used_rate": N_("Capacity used"),
    "year_before": N_("Year before"),
}
