"""What if: a manager's assumptions as text and back, and applied to the forecast."""
