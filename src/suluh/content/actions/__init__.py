"""Writing trainings, versions and outlines."""
