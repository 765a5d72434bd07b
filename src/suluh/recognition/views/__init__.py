"""Pages of learning done elsewhere."""
