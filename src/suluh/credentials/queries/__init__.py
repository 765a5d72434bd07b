"""Reading certificates."""
