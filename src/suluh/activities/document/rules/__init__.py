"""Pure rules of the kind: what counts as read."""
