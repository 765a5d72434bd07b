"""Connector: ffmpeg packs videos for weak lines."""
