"""Pure rules of identity."""
