"""Whom a practice may be guided by: people found by name or NIP, and the learner's supervisor."""

from __future__ import annotations

from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Person
from suluh.identity.queries.people import Face, get_face, search_people
from suluh.organisation.types import Actor


def supervisor_of(person_id: int) -> Face | None:
    """The person's supervisor today, who is the usual mentor."""
    with scoped(SYSTEM):
        mine = get_face(person_id)
        return get_face(mine.supervisor_id) if mine and mine.supervisor_id else None


def found(actor: Actor, text: str, *, but: int) -> list[Face]:
    """People of whom the actor's agency knows, without the learner."""
    return [each for each in search_people(actor, text) if each.person_id != but] if text else []


def face_by_uuid(uuid: str, *, learner_id: int) -> Face | None:
    """Somebody whom the scope may see, or the learner's supervisor; never the learner.

    A person of another agency without any tie to this one looks absent.
    """
    chief = supervisor_of(learner_id)
    if chief is not None and chief.uuid == uuid:
        return chief
    pk = Person.objects.filter(uuid=uuid).values_list("pk", flat=True).first()
    return None if pk is None or pk == learner_id else get_face(pk)
