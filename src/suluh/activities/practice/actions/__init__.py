"""Writes of practice: plan, guides, evidence, words of the guides, seminar, marks."""
