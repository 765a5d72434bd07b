"""Lists cost the same for one row and for three; pictures are cleaned."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from suluh.base.scope import SYSTEM, scoped
from suluh.content.rules.pictures import SIZE, to_banner
from suluh.delivery.models import Enrolment, RosterSlot, Series
from suluh.delivery.rules.prose import to_html
from suluh.delivery.rules.seats import common_seats, spread
from suluh.delivery.tests import make as rows
from suluh.organisation.types import Role
from tests import make

QUERIES = {
    "/kelola/acara/": 5,
    "/agenda/": 6,
    "/kelola/seri/": 5,
    "peserta": 8,
    "giliran": 17,
}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_three(count: int, django_assert_num_queries: Any) -> None:
    agency = make.agency()
    unit = make.unit(agency)
    organiser = make.person(unit)
    make.grant(organiser, Role.ORGANISER, agency)
    client = Client()
    make.sign_in(client, organiser)
    now = timezone.now()
    events = [rows.offering(agency, starts_at=now + timedelta(days=2)) for _ in range(count)]
    with scoped(SYSTEM):
        named = [f"Seri {number}" for number in range(count)]
        series = [Series(tenant=agency, name=name, created_at=now) for name in named]
        Series.objects.bulk_create(series)
        for event in events:
            for person, offering in ((organiser, event), (make.person(unit), events[0])):
                Enrolment.objects.get_or_create(
                    tenant=agency,
                    offering=offering,
                    person=person,
                    defaults={"home": agency, "name": person.name, "registered_at": now},
                )
        for _ in range(count):
            RosterSlot.objects.create(
                tenant=agency,
                series=series[0],
                unit=unit,
                date=(now + timedelta(days=9)).date(),
                speaker=organiser,
                created_at=now,
            )
    pages = {
        "peserta": f"/kelola/acara/{events[0].uuid}/peserta/",
        "giliran": f"/kelola/seri/{series[0].uuid}/",
    }
    for name, queries in QUERIES.items():
        with django_assert_num_queries(queries):
            assert client.get(pages.get(name, name)).status_code == 200


def test_a_banner_is_cut_and_re_encoded_and_a_text_is_no_picture() -> None:
    sent = BytesIO()
    Image.new("RGBA", (3000, 900), "teal").save(sent, "PNG")

    with Image.open(BytesIO(to_banner(sent.getvalue()))) as made:
        assert (made.format, made.size) == ("WEBP", SIZE)
    with pytest.raises(ValueError, match="no picture"):
        to_banner(b"<script>alert(1)</script>")


def test_prose_keeps_marks_and_drops_what_is_harmful() -> None:
    html = to_html(
        "**Tebal** <script>x</script> [tautan](javascript:alert(1)) [aman](https://a.id)"
    )

    assert "<strong>Tebal</strong>" in html
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert 'href="https://a.id"' in html


def test_seats_are_spread_without_losing_one() -> None:
    for free in (0, 1, 7, 100, 7700):
        assert sum(spread(free)) == free
    assert (common_seats(None, [5]), common_seats(10, [4, 3]), common_seats(5, [9])) == (None, 3, 0)
