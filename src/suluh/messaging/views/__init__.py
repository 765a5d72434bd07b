"""Pages of messaging."""
