"""A bank's own files: a folder of them becomes a book."""

from crm_core.intake.files.build import build_files
from crm_core.intake.files.limits import Limits

__all__ = ["Limits", "build_files"]
