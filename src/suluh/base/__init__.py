"""Toolkit without domain words: scope, events, jobs, errors, clock, paging."""
