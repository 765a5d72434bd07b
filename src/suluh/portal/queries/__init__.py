"""Reading for pages made of several apps."""
