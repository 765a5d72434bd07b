"""Pages of agencies and units."""
