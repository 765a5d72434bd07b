"""Plug-ins to other systems, one folder each."""
