"""Periods: named, chosen, compared and summed."""
