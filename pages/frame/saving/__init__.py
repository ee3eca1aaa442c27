"""What people keep and take away: scenarios, notes, files."""
