"""Where the cuts of a scheme fall, and what stands above and below them."""
