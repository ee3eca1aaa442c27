"""The bank's months by cell (region × product × customer type), which of them are asked for, and their forecast."""
