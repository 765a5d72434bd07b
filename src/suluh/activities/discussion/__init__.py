"""Kind: discussions of courses and topics, and communities of practice."""
