"""Kind: the live session: check-in windows, evidence, meeting reports, live page."""
