"""Series and rotation: planned, swapped, confirmed; who is next; how fair."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.series import (
    SeriesNameTaken,
    SlotDone,
    cancel_slot,
    change_slot,
    confirm_slot,
    plan_slot,
    save_series,
    swap_slots,
)
from suluh.delivery.models import RosterSlot, Series
from suluh.delivery.queries.roster import turns_of
from suluh.delivery.rules.turns import Turn, in_order
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW
from suluh.organisation.models import Unit
from suluh.organisation.types import Actor, Grant, Role

pytestmark = pytest.mark.django_db


def _series() -> tuple[Actor, Series, list[Unit]]:
    agency = make.agency()
    units = [make.unit(agency, name) for name in ("Badan A", "Dinas B", "Dinas C")]
    organiser = make.actor(units[0], Role.ORGANISER)
    with scoped(make.own(organiser)):
        series = save_series(actor=organiser, now=NOW, values={"name": "Smart Class"})
    return organiser, series, units


def _slot(organiser: Actor, series: Series, unit: Unit, *, day: date) -> RosterSlot:
    with scoped(make.own(organiser)):
        return plan_slot(
            actor=organiser, series_uuid=series.uuid, unit_id=unit.pk, day=day, now=NOW
        )


def test_whoever_waited_longest_is_next() -> None:
    organiser, series, units = _series()
    _slot(organiser, series, units[0], day=date(2026, 9, 1))
    _slot(organiser, series, units[1], day=date(2026, 8, 1))

    with scoped(make.own(organiser)):
        assert [turn.name for turn in turns_of(series)] == ["Dinas C", "Dinas B", "Badan A"]


def test_fewer_turns_then_the_name_decide_between_equals() -> None:
    day = date(2026, 1, 1)
    turns = [Turn(1, "C", 2, day), Turn(2, "B", 1, day), Turn(3, "A", 1, day)]

    assert [turn.name for turn in in_order(turns)] == ["A", "B", "C"]


def test_swapping_exchanges_days_and_keeps_the_reason() -> None:
    organiser, series, units = _series()
    first = _slot(organiser, series, units[0], day=date(2026, 10, 1))
    second = _slot(organiser, series, units[1], day=date(2026, 10, 15))

    with scoped(make.own(organiser)):
        swap_slots(
            actor=organiser, uuid=first.uuid, other_uuid=second.uuid, reason="Dinas luar", now=NOW
        )
        first.refresh_from_db()
        second.refresh_from_db()

    assert (first.date, second.date) == (date(2026, 10, 15), date(2026, 10, 1))
    assert (first.swap_reason, first.swapped_with_id) == ("Dinas luar", second.pk)


def test_a_changed_turn_keeps_the_reason_and_must_be_agreed_anew() -> None:
    organiser, series, units = _series()
    slot = _slot(organiser, series, units[0], day=date(2026, 10, 1))
    values = {
        "unit_id": units[1].pk, "date": date(2026, 10, 8), "theme": "Arsip digital",
        "speaker_id": organiser.person_id, "moderator_id": None,
    }  # fmt: skip
    with scoped(make.own(organiser)):
        confirm_slot(actor=organiser, uuid=slot.uuid, now=NOW)
        changed = change_slot(
            actor=organiser, uuid=slot.uuid, values=values, reason="Bersamaan rapat", now=NOW
        )
        again = change_slot(
            actor=organiser, uuid=slot.uuid, values=values, reason="Bersamaan rapat", now=NOW
        )
        slot.refresh_from_db()
        told = DomainEvent.objects.filter(name="delivery.slot.changed")
        assert [event.reason for event in told] == ["Bersamaan rapat"]

    assert (changed, again) == (["unit_id", "date", "theme", "speaker_id"], [])
    assert (slot.unit_id, slot.date, slot.state) == (units[1].pk, date(2026, 10, 8), "planned")
    assert slot.material_due_on == date(2026, 10, 1)


def test_a_new_theme_alone_keeps_the_agreement() -> None:
    organiser, series, units = _series()
    slot = _slot(organiser, series, units[0], day=date(2026, 10, 1))
    values = {"unit_id": units[0].pk, "date": slot.date, "theme": "Baru"}
    with scoped(make.own(organiser)):
        confirm_slot(actor=organiser, uuid=slot.uuid, now=NOW)
        change_slot(actor=organiser, uuid=slot.uuid, values=values, reason="Salah", now=NOW)
        slot.refresh_from_db()
    assert (slot.theme, slot.state) == ("Baru", "confirmed")


def test_a_turn_goes_to_no_foreign_unit_and_not_after_it_is_over() -> None:
    organiser, series, units = _series()
    _stranger, _series_b, foreign = _series()
    slot = _slot(organiser, series, units[0], day=date(2026, 10, 1))
    values = {"unit_id": foreign[0].pk, "date": slot.date, "theme": ""}
    with scoped(make.own(organiser)):
        with pytest.raises(NotFound):
            change_slot(actor=organiser, uuid=slot.uuid, values=values, reason="x", now=NOW)
        cancel_slot(actor=organiser, uuid=slot.uuid, reason="Libur", now=NOW)
        with pytest.raises(SlotDone):
            change_slot(actor=organiser, uuid=slot.uuid, values={}, reason="x", now=NOW)


def test_who_organises_for_one_unit_does_not_hand_its_turn_to_another() -> None:
    organiser, series, units = _series()
    slot = _slot(organiser, series, units[0], day=date(2026, 10, 1))
    path = units[0].path
    local = replace(organiser, grants=(Grant(Role.ORGANISER, organiser.agency_id, path),))
    values = {"unit_id": units[0].pk, "date": slot.date, "theme": "Baru"}
    with scoped(make.own(local)):
        change_slot(actor=local, uuid=slot.uuid, values=values, reason="Tema", now=NOW)
        values["unit_id"] = units[1].pk
        with pytest.raises(NotFound):
            change_slot(actor=local, uuid=slot.uuid, values=values, reason="Lempar", now=NOW)


def test_a_cancelled_turn_does_not_count_and_stays() -> None:
    organiser, series, units = _series()
    slot = _slot(organiser, series, units[0], day=date(2026, 10, 1))
    with scoped(make.own(organiser)):
        confirm_slot(actor=organiser, uuid=slot.uuid, now=NOW)
        confirm_slot(actor=organiser, uuid=slot.uuid, now=NOW)
        cancel_slot(actor=organiser, uuid=slot.uuid, reason="Libur", now=NOW)
        assert [turn.count for turn in turns_of(series)] == [0, 0, 0]
        with pytest.raises(SlotDone):
            confirm_slot(actor=organiser, uuid=slot.uuid, now=NOW)


def test_strangers_and_participants_cannot_touch_a_series() -> None:
    organiser, series, units = _series()
    slot = _slot(organiser, series, units[0], day=date(2026, 10, 1))
    other, _series_b, _units = _series()
    participant = make.actor(units[0])

    with scoped(make.own(other)), pytest.raises(NotFound):
        confirm_slot(actor=other, uuid=slot.uuid, now=NOW)
    with scoped(make.own(participant)), pytest.raises(NotAllowed):
        save_series(actor=participant, now=NOW, values={"name": "Lain"})
    with scoped(make.own(organiser)), pytest.raises(SeriesNameTaken):
        save_series(actor=organiser, now=NOW, values={"name": "Smart Class"})
    with scoped(SYSTEM):
        assert RosterSlot.objects.get(pk=slot.pk).state == "planned"
