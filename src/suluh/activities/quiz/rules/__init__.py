"""Pure rules of the quiz."""
