"""Addresses of static files carry their content's mark, and are worked out once."""

from __future__ import annotations

from suluh.base.statics import KeptAddresses


def test_the_address_is_the_collected_file_and_stays() -> None:
    storage = KeptAddresses()
    storage.hashed_files = {"suluh.css": "suluh.0a1b2c.css"}
    first = storage.url("suluh.css")
    storage.hashed_files = {"suluh.css": "suluh.other.css"}

    assert first.endswith("/suluh.0a1b2c.css")
    assert storage.url("suluh.css") == first


def test_nothing_is_kept_before_files_are_collected() -> None:
    storage = KeptAddresses()
    storage.manifest_strict = False
    storage.hashed_files = {}
    storage.url("suluh.css", force=True)

    assert storage._addresses == {}
