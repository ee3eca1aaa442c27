"""What the figures of the room are drawn from."""
