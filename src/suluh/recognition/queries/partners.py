"""The other person of a log: coach, mentor, supervisor. Found by NIP in the nation, by name at home."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account, Employment, Person
from suluh.identity.queries.people import Face, faces, search_people
from suluh.organisation.types import Actor
from suluh.recognition.models import Claim

MOST = 8


def find_partners(actor: Actor, text: str) -> list[Face]:
    """People with a working account: the one of that NIP in any agency, else by name at home."""
    digits = text.replace(" ", "")
    if digits.isdecimal() and len(digits) == 18:
        with scoped(SYSTEM):
            ids = list(Person.objects.filter(nip=digits).values_list("pk", flat=True))
            found = list(faces(ids).values())
    else:
        found = search_people(actor, text, limit=MOST)
    return _real(found, but=actor.person_id)


def likely_partners(actor: Actor) -> list[Face]:
    """The supervisor of today, and whom the person named last."""
    own = Employment.reachable.filter(person_id=actor.person_id, valid_to=None)
    boss = own.values_list("supervisor_id", flat=True).first()
    named = (
        Claim.reachable.filter(person_id=actor.person_id, partner__isnull=False)
        .order_by().values("partner_id").annotate(last=Max("id")).order_by("-last")[:3]
    )  # fmt: skip
    ids = [each for each in (boss, *(row["partner_id"] for row in named)) if each]
    with scoped(SYSTEM):
        found = faces(ids)
    return _real([found[each] for each in dict.fromkeys(ids) if each in found], but=actor.person_id)


def partner_named(uuid: UUID) -> int | None:
    """The id of the person with a working account; None where there is none."""
    with scoped(SYSTEM):
        found = Account.objects.filter(person__uuid=uuid, is_active=True)
        return found.values_list("person_id", flat=True).first()


def _real(found: list[Face], *, but: int) -> list[Face]:
    ids = [face.person_id for face in found if face.person_id != but]
    active = set(
        Account.objects.filter(person_id__in=ids, is_active=True).values_list(
            "person_id", flat=True
        )
    )
    return [face for face in found if face.person_id in active]
