"""The marts: tables built once with the book and read many times."""

from crm_core.marts.build import ALL, VIEWS, Progress, build, closure, select

__all__ = ["ALL", "VIEWS", "Progress", "build", "closure", "select"]
