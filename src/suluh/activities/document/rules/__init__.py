"""Pure rules of documents: what counts as read, and what a file is taken apart into."""
