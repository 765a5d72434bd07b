"""Claims as their learner and those who check them see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Person
from suluh.ledger.models import Form, JpEntry
from suluh.ledger.queries import credits_between, entries_from
from suluh.ledger.types import CLAIMED
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor
from suluh.recognition.models import Claim, ClaimStep
from suluh.standards.titles import likeness

ALIKE = 0.6
LIVE = (Claim.State.CONFIRMING, Claim.State.ASKED, Claim.State.APPROVED)


def my_claims(actor: Actor, *, search: str = "", state: str = "") -> QuerySet[Claim]:
    """The actor's own claims, newest first; withdrawn ones only where they are asked for."""
    rows = Claim.reachable.filter(person_id=actor.person_id).select_related("form")
    if state in Claim.State.values:
        rows = rows.filter(state=state)
    else:
        rows = rows.exclude(state=Claim.State.WITHDRAWN)
    if search:
        rows = rows.filter(
            Q(title__icontains=search)
            | Q(organiser__icontains=search)
            | Q(number__icontains=search)
        )
    return rows.order_by("-created_at", "-id")


def find_claim(actor: Actor, uuid: UUID) -> Claim:
    """One's own claim, one to confirm, or one within one's reach to check; else NotFound."""
    row = Claim.reachable.select_related("unit").filter(uuid=uuid).first()
    if row is None or not may_read(actor, row):
        raise NotFound(_("Pengajuan ini tidak ada."))
    with scoped(SYSTEM):  # the other person may be of another agency
        rows = Claim.objects.select_related(
            "form", "person", "partner", "evidence", "unit", "sharing"
        )
        return rows.get(pk=row.pk)


def may_read(actor: Actor, claim: Claim) -> bool:
    """Whether the actor may open the claim and its file."""
    if claim.person_id == actor.person_id:
        return True
    if claim.state in {Claim.State.DRAFT, Claim.State.WITHDRAWN}:
        return False
    return claim.partner_id == actor.person_id or may_check(actor, claim)


def may_check(actor: Actor, claim: Claim) -> bool:
    """Whether the actor's role reaches the claim; nobody checks what is his own."""
    path = claim.unit.path if claim.unit else ""
    return claim.person_id != actor.person_id and can(
        actor, Permission.CLAIM_CHECK, agency_id=claim.tenant_id, unit_path=path
    )


def own_claim(actor: Actor, uuid: UUID) -> Claim:
    """A claim of the actor's own; else NotFound."""
    found = find_claim(actor, uuid)
    if found.person_id != actor.person_id:
        raise NotFound(_("Pengajuan ini tidak ada."))
    return found


def steps_of(claim: Claim) -> list[ClaimStep]:
    """What happened to it, oldest first."""
    return list(ClaimStep.reachable.filter(claim=claim).order_by("id"))


def entries_of(claim: Claim) -> list[JpEntry]:
    """The lines of the JP book that the claim brought."""
    return entries_from(CLAIMED, str(claim.uuid)) if claim.state == Claim.State.APPROVED else []


@dataclass(frozen=True, slots=True)
class Overlap:
    """A line of the JP book from the same days."""

    entry: JpEntry
    share: float

    @property
    def is_same(self) -> bool:
        """The same title on the same days: the same activity."""
        return self.share >= 1

    @property
    def is_alike(self) -> bool:
        """Much the same words: look twice."""
        return ALIKE <= self.share < 1


def overlaps(
    person_id: int, *, title: str, starts_on: date, ends_on: date, but: UUID | None = None
) -> list[Overlap]:
    """Lines from the same days, the most alike first; those of the claim `but` left out."""
    rows = credits_between(person_id, starts_on, ends_on)
    found = [
        Overlap(row, likeness(title, row.title))
        for row in rows
        if not (row.source_type == CLAIMED and but and row.source_id == str(but))
    ]
    return sorted(found, key=lambda each: -each.share)


def form_choices() -> list[tuple[int, str]]:
    """All forms of development that give JP, by name as a certificate is claimed for them."""
    return list(Form.objects.order_by("path", "code").values_list("code", "name"))


def form_named(name: str) -> Form | None:
    """The form of that name."""
    return Form.objects.filter(name__iexact=name).first()


def counts_of(actor: Actor) -> dict[str, int]:
    """How many of one's own claims are in which state."""
    rows = Claim.reachable.filter(person_id=actor.person_id).values_list("state", flat=True)
    found: dict[str, int] = {}
    for state in rows:
        found[state] = found.get(state, 0) + 1
    return found


def to_confirm(actor: Actor, *, text: str = "", is_done: bool = False) -> QuerySet[Claim]:
    """Logs that name the actor as the other person: those that wait, or those answered lately."""
    rows = Claim.reachable.filter(partner_id=actor.person_id).select_related("form")
    states = (Claim.State.APPROVED, Claim.State.REFUSED) if is_done else (Claim.State.CONFIRMING,)
    rows = rows.filter(state__in=states)
    if text:
        rows = rows.filter(title__icontains=text)
    return rows.order_by("-decided_at", "-id") if is_done else rows.order_by("filed_at", "id")


def names_of(claims: Iterable[Claim]) -> dict[int, str]:
    """Names of the learners by person id; the other person may be of another agency."""
    ids = {claim.person_id for claim in claims}
    with scoped(SYSTEM):
        return {person.pk: person.full_name for person in Person.objects.filter(pk__in=ids)}


def confirming_count(actor: Actor) -> int:
    """How many wait for the actor's word."""
    return to_confirm(actor).count()
