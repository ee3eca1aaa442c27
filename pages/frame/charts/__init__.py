"""A chart on the page: drawn, as a table, at full screen, and as a file."""
