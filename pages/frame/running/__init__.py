"""A page run inside the frame, from the open book to the last sentence."""
