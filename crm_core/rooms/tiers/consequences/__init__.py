"""What follows from the cuts: moves, capacity, fairness, leakage, the stability rule."""
