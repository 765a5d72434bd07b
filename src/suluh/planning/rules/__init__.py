"""Pure rules of planning: the order of recommendations, the mix of a plan, its realisation."""
