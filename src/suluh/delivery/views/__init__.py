"""HTML pages of delivery."""
