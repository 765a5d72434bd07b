"""The sample's courses are what the workshop asks of everyone: no hint is left on their pages."""

from __future__ import annotations

import pytest

from config.sample.courses import LETTERS, MORE, PRIVACY, read
from suluh.activities.page.rules import flaws


@pytest.mark.parametrize("name", [LETTERS, PRIVACY, *MORE])
def test_no_page_of_the_sample_has_a_flaw(name: str) -> None:
    pages = [page for _section, pages in read(name).sections for page in pages]
    texts = ["\n".join(page.lines).strip() for page in pages if page.kind == "page"]
    assert len(texts) >= 3
    assert [flaw for text in texts for flaw in flaws({"text": text})] == []
