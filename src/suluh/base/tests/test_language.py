"""Indonesian comes first; English is chosen, not guessed."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cookie", "language"), [("", "id"), ("en", "en"), ("id", "id"), ("xx", "id"), ("../en", "id")]
)
def test_only_the_device_decides(cookie: str, language: str) -> None:
    client = Client(headers={"accept-language": "en-GB,en;q=0.9"})
    if cookie:
        client.cookies["django_language"] = cookie

    answer = client.get("/periksa/")

    assert answer["Content-Language"] == language
    assert f'<html lang="{language}"' in answer.content.decode()
