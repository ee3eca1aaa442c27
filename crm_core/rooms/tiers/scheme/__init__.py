"""A scheme: tiers, weights, cuts and promises, as values and as text."""
