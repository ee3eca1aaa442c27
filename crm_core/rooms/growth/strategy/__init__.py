"""What each group calls for: a strategy, a service model with its hours and cost, and a budget in three parts."""
