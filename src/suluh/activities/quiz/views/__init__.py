"""Pages of the quiz: the bank for authors, saving and results for learners, marking."""
