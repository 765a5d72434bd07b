"""Pages of the learner beside the player, of who guides, of who runs the course."""
