"""Writing planning."""
