"""A page's own controls and cards, where it has many: one folder a page."""
