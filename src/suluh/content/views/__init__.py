"""HTML pages of content: the author's workshop."""
