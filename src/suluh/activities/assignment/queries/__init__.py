"""Reads of assignments: the learner's own work, what markers see."""
