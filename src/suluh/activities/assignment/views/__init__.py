"""Pages of assignments: what the player of a learner asks for, and marking."""
