"""A page's own controls, each with its place in the link."""
