"""Forecast any panel of series: season, two averaged extrapolations, ranges learnt from past surprises."""
