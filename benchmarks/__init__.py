"""Measurements against docs/benchmarks.md: `python3 dev.py bench NAME`."""
