"""The witness: an independent program that watches a proof log. No Django."""
