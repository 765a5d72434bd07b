"""Provinsi Contoh: a believable, deterministic province to try everything on."""
