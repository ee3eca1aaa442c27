"""The Czech bank of 1993–1998 (PKDD'99), from its published files to a book."""

from crm_core.intake.berka.build import build_berka

__all__ = ["build_berka"]
