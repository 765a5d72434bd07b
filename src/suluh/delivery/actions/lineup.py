"""Who speaks at an event, and the files it hands out."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.uploads import clean_name
from suluh.delivery.actions.offerings import WrongState
from suluh.delivery.models import Document, Offering, OfferingPerson
from suluh.delivery.queries.offerings import get_managed_offering
from suluh.delivery.queries.setup import is_uuid
from suluh.identity.actions.acquaintances import meet_guest
from suluh.identity.queries.people import get_face
from suluh.organisation.types import Actor

LARGEST_FILE = 20 * 1024 * 1024


class FileTooLarge(DomainError):
    """A document above the limit."""

    code = "file_too_large"
    sentence = _("Berkas paling besar 20 MB. Perkecil dulu, atau bagi menjadi beberapa berkas.")


class PartCertified(DomainError):
    """A speaker whose certificate is out stays in the record."""

    code = "part_certified"
    sentence = _("Sertifikat pembicara ini sudah terbit, jadi tidak dapat dihapus.")


def add_speaker(
    *,
    actor: Actor,
    uuid: UUID,
    person_id: int,
    role: str,
    topic: str,
    minutes: int,
    now: datetime,
) -> OfferingPerson:
    """Put a person on the programme; asking again updates topic and minutes."""
    offering = _open(actor, uuid)
    face = get_face(person_id)
    if face is None:
        raise NotFound
    part, _made = OfferingPerson.objects.update_or_create(
        offering=offering,
        person_id=person_id,
        role=role,
        defaults={
            "tenant_id": offering.tenant_id,
            "name": face.full_name,
            "topic": topic,
            "minutes": minutes,
            "order": OfferingPerson.objects.filter(offering=offering).count(),
        },
    )
    _record("delivery.speaker.added", actor, offering, now=now, person=person_id)
    return part


def add_guest_speaker(
    *,
    actor: Actor,
    uuid: UUID,
    guest: dict[str, str],
    role: str,
    topic: str,
    minutes: int,
    now: datetime,
) -> OfferingPerson:
    """Put somebody from outside on the programme: by name and e-mail."""
    _open(actor, uuid)
    person = meet_guest(actor=actor, now=now, **guest)
    return add_speaker(
        actor=actor,
        uuid=uuid,
        person_id=person.pk,
        role=role,
        topic=topic,
        minutes=minutes,
        now=now,
    )


def remove_speaker(*, actor: Actor, uuid: UUID, part_id: int, now: datetime) -> None:
    """Take somebody off the programme; repeating is harmless."""
    offering = _open(actor, uuid)
    part = OfferingPerson.objects.filter(offering=offering, pk=part_id).first()
    if part is None:
        return
    if part.certified_at:
        raise PartCertified
    _record("delivery.speaker.removed", actor, offering, now=now, person=part.person_id)
    part.delete()


def add_document(
    *, actor: Actor, uuid: UUID, file: File[bytes], name: str, now: datetime
) -> Document:
    """Hand out a file to participants."""
    offering = _open(actor, uuid)
    if file.size > LARGEST_FILE:
        raise FileTooLarge
    made = Document(
        tenant_id=offering.tenant_id,
        offering=offering,
        name=clean_name(name),
        size=file.size,
        created_at=now,
    )
    made.file.save(f"{made.uuid}", file, save=False)
    made.save()
    _record("delivery.document.added", actor, offering, now=now, file=made.name)
    return made


def remove_document(*, actor: Actor, uuid: UUID, document_uuid: str, now: datetime) -> None:
    """Take a file back; repeating is harmless."""
    offering = _open(actor, uuid)
    rows = Document.objects.filter(offering=offering)
    found = rows.filter(uuid=document_uuid).first() if is_uuid(document_uuid) else None
    if found is None:
        return
    _record("delivery.document.removed", actor, offering, now=now, file=found.name)
    found.file.delete(save=False)
    found.delete()


def _open(actor: Actor, uuid: UUID) -> Offering:
    offering = get_managed_offering(actor, uuid)
    if offering.state == Offering.State.CANCELLED:
        raise WrongState
    return offering


def _record(name: str, actor: Actor, offering: Offering, *, now: datetime, **data: Any) -> None:
    record_event(
        name,
        at=now,
        tenant_id=offering.tenant_id,
        actor_id=actor.person_id,
        subject=offering.uuid,
        data=data,
    )
