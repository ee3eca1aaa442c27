"""A scheme, and the difference of two, in words that a board can read."""
