"""Benchmarks: each prints one JSON object as its last line; see docs/benchmarks.md."""
