"""Source tables that lie in a lakehouse: validated and counted there, by the same contract and the same SQL."""

from crm_core.intake.lakehouse.build import build_lakehouse

__all__ = ["build_lakehouse"]
