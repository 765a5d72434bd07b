"""Reading the training rate."""
