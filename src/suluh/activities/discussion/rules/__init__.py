"""Pure rules of discussions."""
