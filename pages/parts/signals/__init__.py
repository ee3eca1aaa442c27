"""Targets and signals: the cards of their page, and the strip on the Overview."""

from pages.parts.signals import rule_card, signal_card, target_card
from pages.parts.signals.board import board
from pages.parts.signals.strip import strip

__all__ = ["board", "rule_card", "signal_card", "strip", "target_card"]
