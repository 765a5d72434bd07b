"""Writing in discussions: threads, posts, moderation, communities."""
