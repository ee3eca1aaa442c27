"""Signals: rules that say "tell me when", what they make of a book, and how likely noise alone would trip them."""
