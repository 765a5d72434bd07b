"""Pure rules of the library: reading, searching, lending, and what a file is taken apart into."""
