"""The parts of the page Decisions."""
