"""Reading trainings, versions and outlines."""
