"""Packs for the board: the cards of chosen pages as PowerPoint, Excel, one HTML file or PDF (decision 92)."""

from crm_core.packs.pack import Pack, PackPage, gather, only
from crm_core.packs.writing import write

__all__ = ["Pack", "PackPage", "gather", "only", "write"]
