"""Reading planning."""
