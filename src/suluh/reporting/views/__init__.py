"""Pages of the training rate."""
