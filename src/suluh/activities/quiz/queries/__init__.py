"""Reading the bank, attempts and results."""
