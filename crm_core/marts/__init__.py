"""The marts: tables built once with the book and read many times."""

from crm_core.marts.build import ALL, BUILT_FROM_ALONE, VIEWS, Progress, as_read, build, closure, select
from crm_core.marts.of_segment import build_of_segment, reads_activity

__all__ = ["ALL", "BUILT_FROM_ALONE", "VIEWS", "Progress", "as_read", "build", "build_of_segment", "closure",
           "reads_activity", "select"]
