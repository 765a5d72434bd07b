"""Pure rules of competency: what is held, what is asked for, the gap, the match."""
