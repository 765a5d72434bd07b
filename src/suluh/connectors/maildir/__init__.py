"""Connector: letters that the mail server put into a folder (Maildir)."""
