"""Writing agencies, units and posts."""
