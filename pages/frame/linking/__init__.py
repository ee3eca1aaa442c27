"""The address bar: a whole link to what is on the screen, written and followed."""
