"""Reading discussions: places, threads, posts, moderation, communities."""
