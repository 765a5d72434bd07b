"""Connector: the witnesses of the proof log, over HTTP."""
