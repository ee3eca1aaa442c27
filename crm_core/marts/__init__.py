"""The marts: tables built once with the book and read many times."""

from crm_core.marts.build import ALL, Progress, build, closure

__all__ = ["ALL", "Progress", "build", "closure"]
