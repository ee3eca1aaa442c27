"""What the page of changes shows beyond its bridge."""
