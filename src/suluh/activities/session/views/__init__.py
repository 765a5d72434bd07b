"""Pages of the live session."""
