"""Connector: e-mail by SMTP, or into the sample's mail sink."""
