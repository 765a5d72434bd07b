"""Pages of the evaluation: of events, and in courses."""
