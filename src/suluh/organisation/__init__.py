"""Agencies (tenants), their dated unit trees, posts, and the table of roles."""
