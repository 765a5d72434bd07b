"""Pure rules of assignments: settings, rubric, dates, and how marks settle."""
