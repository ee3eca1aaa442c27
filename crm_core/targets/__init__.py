"""Targets: what of them falls due by now, what came of them, and the files they come and go in."""

from crm_core.targets.attainment import Attainment, attained, attainment
from crm_core.targets.on_screen import target_on_screen
from crm_core.targets.target import PERIOD_KINDS, Aim, Target
from crm_core.targets.words import amount_in_words, gap_in_words, standing

__all__ = [
    "PERIOD_KINDS", "Aim", "Attainment", "Target", "amount_in_words", "attained", "attainment", "gap_in_words",
    "standing", "target_on_screen",
]
