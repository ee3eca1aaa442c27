"""A scheme asked of the book: the outline, the whole tiering, the difference of two."""
