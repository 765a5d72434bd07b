"""Trainings: what can be learnt, in versions, with their outline of activities."""
