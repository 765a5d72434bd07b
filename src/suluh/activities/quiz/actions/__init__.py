"""Writing questions, taking tests, marking."""
