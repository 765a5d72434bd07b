"""Connector: a clamd looks at what people upload."""
