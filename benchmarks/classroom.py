"""A course for measurements: one training with pages, published and open, and people inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.stage import one, run_sql

E_LEARNING = 16
_WORDS = "Layanan yang baik dimulai dari mendengar, lalu menjawab dengan jelas dan tepat waktu. "
_ENTER = """
INSERT INTO delivery_enrolment (uuid, tenant_id, offering_id, person_id, home_id, unit_id, name,
    unit_name, state, source, email, phone, registered_at, result, version_id, started_at, seen_at,
    last_activity_id)
  SELECT gen_random_uuid(), o.tenant_id, o.id, p.id, em.tenant_id, em.unit_id, p.name, '',
    'registered', 'self', p.email, '', o.created_at, '{}', o.version_id, o.created_at, o.created_at,
    %s
  FROM delivery_offering o, identity_person p
  JOIN identity_employment em ON em.person_id = p.id AND em.valid_to IS NULL
  WHERE o.uuid = %s AND p.nip = ANY(%s)
"""
_OPEN = """
INSERT INTO delivery_progress (tenant_id, enrolment_id, person_id, activity_id, state, seconds,
    days, position, opened_at, changed_at)
  SELECT e.tenant_id, e.id, e.person_id, %s, 'started', 0, '{}', '{}', e.started_at, e.started_at
  FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id WHERE o.uuid = %s
    AND e.started_at IS NOT NULL
  ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Classroom:
    """The offering's uuid, and key and id of its first activity."""

    offering: str
    key: str
    activity: int

    def path(self) -> str:
        """The first lesson's address."""
        return f"/pelatihan/{self.offering}/belajar/{self.key}/"


def open_course(
    *, minutes: int, activities: int = 1, words: int = 20, test: dict[str, Any] | None = None
) -> Classroom:
    """A course of pages with so many words each, open since yesterday for the whole nation.

    `test`: the settings of a test that each activity is instead.
    """
    from suluh.base.clock import now
    from suluh.base.scope import SYSTEM, scoped
    from suluh.content.models import Activity, Section, Training, Version
    from suluh.delivery.actions.course_offers import foretell
    from suluh.delivery.models import Offering
    from suluh.delivery.models.offering import NO_END

    begun = now() - timedelta(days=1)
    with scoped(SYSTEM):
        tenant = one("SELECT min(tenant_id) FROM delivery_offering")
        training = Training.objects.create(
            tenant_id=tenant, title="Pelayanan yang mendengar", form_id=E_LEARNING,
            created_at=begun, changed_at=begun,
        )  # fmt: skip
        version = Version.objects.create(
            tenant_id=tenant, training=training, number=1, created_at=begun
        )
        section = Section.objects.create(tenant_id=tenant, version=version, title="Isi")
        text = "## Mendengar\n\n" + _WORDS * max(1, words // 13)
        kind, settings = ("quiz", test) if test else ("page", {"text": text})
        pages = [
            Activity(
                tenant_id=tenant, version=version, section=section, kind=kind,
                title=f"Halaman {number + 1}", settings=settings, order=number,
                minutes=minutes // activities, changed_at=begun,
            )
            for number in range(activities)
        ]  # fmt: skip
        Activity.objects.bulk_create(pages)
        version.state, version.published_at, version.minutes = "published", begun, minutes
        version.save()
        offering = Offering(
            tenant_id=tenant, kind="course", version=version, title=training.title,
            form_id=E_LEARNING, starts_at=begun, ends_at=NO_END, zone="Asia/Jakarta",
            audience="national", registration_opens_at=begun, registration_closes_at=NO_END,
            has_evaluation=False, state="published", created_at=begun,
        )  # fmt: skip
        foretell(offering, version, now=begun)
        offering.save()
    return Classroom(str(offering.uuid), str(pages[0].key), pages[0].pk)


def enter(room: Classroom, nips: Sequence[str]) -> None:
    """Give everybody a place, and let them have opened the first lesson yesterday."""
    run_sql(_ENTER, room.activity, room.offering, list(nips))
    run_sql(_OPEN, room.activity, room.offering)
    run_sql("ANALYZE delivery_enrolment, delivery_progress")
