"""Files of tests stay in their own folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> None:
    """A folder for uploads that is gone afterwards."""
    settings.MEDIA_ROOT = str(tmp_path)
