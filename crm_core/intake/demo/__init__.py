"""The demo bank: fictional, made by seed, with planted truths that the analyses must find."""

from crm_core.intake.demo.bank import build_demo
from crm_core.intake.demo.truth import Leaving, Season, Truth, Truths, as_markdown, truths

__all__ = ["Leaving", "Season", "Truth", "Truths", "as_markdown", "build_demo", "truths"]
