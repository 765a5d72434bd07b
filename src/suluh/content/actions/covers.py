"""Keeping the small twin of a cover or banner, named by its content."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from suluh.content.rules.covers import mark_of, small_name, to_small


def keep_small(banner: Any) -> str:
    """Keep a small twin of this picture (made by `to_banner`); gives its mark, '' for none.

    Repeating keeps nothing twice. A transaction that fails leaves a picture that nobody names.
    """
    if not banner:
        return ""
    banner.seek(0)
    data = banner.read()
    banner.seek(0)
    mark = mark_of(data)
    if not default_storage.exists(small_name(mark)):
        default_storage.save(small_name(mark), ContentFile(to_small(data)))
    return mark
