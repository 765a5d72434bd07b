"""When a page counts as read."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from suluh.activities.page import rules
from suluh.activities.page.kind import KIND
from suluh.content.types import Lesson
from suluh.delivery.tests.make import NOW

LONG = {"text": "kata " * 700}
LESSON = Lesson(
    activity_id=1, key=uuid4(), kind="page", title="Halaman", settings=LONG, minutes=6,
    url="/x/", tenant_id=1, version_id=1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "end", "is_met"),
    [(119, True, False), (120, True, True), (9_000, False, False), (9_000, True, True)],
)
def test_read_means_the_end_and_the_time(seconds: int, *, end: bool, is_met: bool) -> None:
    lesson = replace(LESSON, opened_seconds=seconds, position={"end": end})

    assert KIND.evaluate(lesson, now=NOW).is_met is is_met


def test_the_time_is_never_more_than_ten_minutes_nor_less_than_five_seconds() -> None:
    assert rules.seconds_needed({"text": "kata " * 90_000}) == 600
    assert rules.seconds_needed({"text": "kata"}) == 5


@pytest.mark.parametrize(
    ("sent", "seconds", "position"),
    [
        ("share=40&seconds=20", 20, {"share": 40}),
        ("share=400&seconds=99999", 120, {"share": 100}),
        ("share=x&seconds=-1", 0, {}),
        ("end=1", 0, {"end": True, "share": 100}),
    ],
)
def test_what_the_browser_says_is_read_with_care(
    sent: str, seconds: int, position: dict[str, object]
) -> None:
    report = KIND.receive(LESSON, data=QueryDict(sent), files=MultiValueDict(), now=NOW)

    assert (report.seconds, report.position) == (seconds, position)


def test_hints_do_not_stop_publishing() -> None:
    text = "![](/a.png) [di sini](https://a.id)\n\n#### Jauh"

    assert [flaw.stops for flaw in KIND.flaws({"text": text})] == [False, False, False]
    assert [flaw.stops for flaw in KIND.flaws({"text": " "})] == [True]


def test_what_a_hint_says_is_put_right_by_one_press() -> None:
    text = "## Satu\n\n#### Dua\n\nBaca [di sini](https://www.bkn.go.id/a/b) dan [pedoman](/x)."
    settings = {"text": text}

    even = KIND.mend(settings, "headings")
    named = KIND.mend(even, "links")

    assert [flaw.mend for flaw in KIND.flaws(settings)] == ["links", "headings"]
    assert [flaw.mend for flaw in KIND.flaws({"text": "![](/gambar/a/)"})] == ["pictures"]
    assert KIND.mend({"text": "![](/gambar/a/)"}, "pictures") == {"text": "![hiasan](/gambar/a/)"}
    assert named == {
        "text": "## Satu\n\n### Dua\n\nBaca [bkn.go.id](https://www.bkn.go.id/a/b) dan [pedoman](/x)."
    }
    assert [flaw.mend for flaw in KIND.flaws(named)] == []
    assert KIND.mend(settings, "lain") == settings
