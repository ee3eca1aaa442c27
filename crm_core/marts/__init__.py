"""The marts: tables built once with the book and read many times."""

from crm_core.marts.build import ALL, Progress, build, closure
from crm_core.marts.of_segment import build_of_segment

__all__ = ["ALL", "Progress", "build", "build_of_segment", "closure"]
