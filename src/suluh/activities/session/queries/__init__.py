"""Reading the live session: events, windows, evidence, talk, meeting reports."""
