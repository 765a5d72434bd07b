"""Reading agencies, units and posts."""
