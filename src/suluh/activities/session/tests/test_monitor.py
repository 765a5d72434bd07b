"""The organiser's monitor, windows and screen: who may, and what it shows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from suluh.activities.session.actions import windows
from suluh.activities.session.actions.checkin import check_in
from suluh.activities.session.models import Window
from suluh.activities.session.queries.monitor import get_monitor, shared_devices
from suluh.activities.session.tests import make
from suluh.base.errors import NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.types import Role

pytestmark = pytest.mark.django_db
PAGES = ["kehadiran/", "kehadiran/masuk/belum/", "layar/", "panggung/"]


@pytest.fixture
def home() -> Any:
    return make.agency()


@pytest.fixture
def event(home: Any) -> Any:
    return make.offering(home)


@pytest.fixture
def organiser(home: Any) -> Any:
    return make.actor(home, Role.ORGANISER, name="Oki")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_organisers_of_the_agency(
    home: Any, event: Any, organiser: Any, page: Any
) -> None:
    url = f"/kelola/acara/{event.uuid}/{page}"
    assert make.client_of(organiser).get(url).status_code == 200
    assert make.client_of(make.actor(home)).get(url).status_code == 404
    stranger = make.actor(make.agency("Kota Tetangga"), Role.ORGANISER)
    assert make.client_of(stranger).get(url).status_code == 404


def test_counts_groups_and_the_missing(home: Any, event: Any, organiser: Any) -> None:
    people = [make.actor(home, name=f"Peserta {n}") for n in range(3)]
    make.enrol(event, *people)
    window = make.window(event)
    check_in(session_key=make.key_of(people[0].account_id), window=window.uuid)
    with scoped(make.own(organiser)):
        shown = get_monitor(event, kind="", now=make.minutes(0))
    assert shown.chosen is not None
    assert (shown.chosen.count, shown.seats) == (1, 3)
    assert [count for _, count in shown.per_minute] == [1]
    assert [(g["name"], g["present"], g["seats"]) for g in shown.groups] == [
        ("Dinas Kesehatan", 1, 3)
    ]
    text = (
        make.client_of(organiser)
        .get(f"/kelola/acara/{event.uuid}/kehadiran/masuk/belum/?q=Peserta")
        .content.decode()
    )
    assert ("Peserta 0" in text, "Peserta 1" in text) == (False, True)


def test_more_than_three_accounts_on_a_device_are_flagged_not_blocked(
    home: Any, event: Any, organiser: Any
) -> None:
    people = [make.actor(home) for _ in range(4)]
    make.enrol(event, *people)
    window = make.window(event)
    for number, person in enumerate(people):
        answer = check_in(
            session_key=make.key_of(person.account_id), window=window.uuid, device="d" * 32
        )
        assert answer.recorded_at is not None
        with scoped(make.own(organiser)):
            assert shared_devices(event) == ([("dddddddd", 4)] if number == 3 else [])


def test_windows_open_close_and_extend_with_a_trace(home: Any, event: Any, organiser: Any) -> None:
    client = make.client_of(organiser)
    url = f"/kelola/acara/{event.uuid}/kehadiran/pulang/"
    for act in ("buka", "perpanjang", "tutup", "kode"):
        assert client.post(url, {"tindakan": act, "menit": "15"}).status_code == 302
    assert client.post(url, {"tindakan": "apa"}).status_code == 404
    with scoped(SYSTEM):
        names = list(
            DomainEvent.objects.filter(name__startswith="session.window.")
            .order_by("id")
            .values_list("name", flat=True)
        )
    assert names == [
        "session.window.opened",
        "session.window.extended",
        "session.window.closed",
        "session.window.code_required",
    ]
    changed = make.window(event, "pulang")
    assert changed.needs_code
    assert changed.closes_at <= make.minutes(0)


def test_a_window_is_not_extended_for_ever(event: Any, organiser: Any) -> None:
    with scoped(make.own(organiser)), pytest.raises(windows.WindowTooLong):
        windows.extend_window(
            actor=organiser, event=event.uuid, kind="masuk", minutes=60 * 24 * 20,
            now=make.minutes(0),
        )  # fmt: skip


def test_participants_do_not_open_windows(home: Any, event: Any) -> None:
    person = make.actor(home)
    with scoped(make.own(person)), pytest.raises(NotFound):
        windows.open_window(actor=person, event=event.uuid, kind="masuk", now=make.minutes(0))


def test_moved_event_moves_untouched_windows_only(event: Any, organiser: Any) -> None:
    with scoped(make.own(organiser)):
        touched = windows.open_window(
            actor=organiser, event=event.uuid, kind="pulang", now=make.minutes(0)
        )
        event.starts_at = make.minutes(60)
        event.ends_at = make.minutes(180)
        windows.plan_windows(event, now=make.minutes(0))
    assert make.window(event, "masuk").opens_at == make.minutes(30).replace(
        microsecond=0
    ) or make.window(event, "masuk").opens_at > make.minutes(29)
    assert make.window(event, "pulang").closes_at == touched.closes_at


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        ({"all": [{"window": "masuk"}, {"window": "pulang"}]}, {"masuk", "pulang"}),
        ({"all": [{"share": 75}, {"windows": 2}]}, {"masuk", "tengah", "pulang"}),
        ({"list": True}, {"masuk", "tengah", "pulang"}),
    ],
)
def test_windows_are_those_that_the_rule_asks_for(home: Any, rule: Any, kinds: Any) -> None:
    planned = make.offering(home, attendance_rule=rule)
    with scoped(SYSTEM):
        made = set(Window.objects.filter(offering=planned).values_list("kind", flat=True))
    assert made == kinds


def test_a_new_rule_takes_away_only_windows_to_come_that_nobody_touched(home: Any) -> None:
    loose = {"all": [{"share": 75}, {"windows": 2}]}
    planned = make.offering(home, attendance_rule=loose)
    kept = make.offering(home, attendance_rule=loose)
    make.window(kept, "tengah", is_custom=True)
    with scoped(SYSTEM):
        for event in (planned, kept):
            event.attendance_rule = {"all": [{"window": "masuk"}, {"window": "pulang"}]}
            windows.plan_windows(event, now=make.minutes(0))
        left = Window.objects.filter(kind="tengah").values_list("offering_id", flat=True)
        assert list(left) == [kept.pk]


def test_screen_draws_a_code_that_scales(event: Any, organiser: Any) -> None:
    page = make.client_of(organiser).get(f"/kelola/acara/{event.uuid}/layar/").content.decode()
    drawing = re.search(r"<svg[^>]*class=\"segno\"[^>]*>", page)
    assert drawing
    assert "viewBox" in drawing[0]
    assert "width" not in drawing[0]


def test_screen_shows_code_and_link(event: Any, organiser: Any) -> None:
    make.window(event, needs_code=True)
    text = (
        make.client_of(organiser)
        .get(f"/kelola/acara/{event.uuid}/layar/?presensi=masuk")
        .content.decode()
    )
    assert "<svg" in text
    assert "Kode berganti" in text
