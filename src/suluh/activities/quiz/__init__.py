"""The kind quiz: a bank of questions, and tests drawn from it."""
