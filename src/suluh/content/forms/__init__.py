"""Forms of the author's workshop."""
