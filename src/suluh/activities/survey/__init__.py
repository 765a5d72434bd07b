"""Kind: evaluation forms and their answers."""
