"""What waits to be checked: the queue, the next one, what makes one look twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, reach
from suluh.organisation.types import Actor
from suluh.recognition.models import BatchItem, Claim, ClaimBatch, Evidence
from suluh.recognition.queries.claims import LIVE, Overlap, find_claim, may_check, overlaps

CHECK_WITHIN = timedelta(days=5)  # what we promise the learner; shown with each age
VIEWS = ("menunggu", "diputuskan")


def queue(
    actor: Actor, *, view: str = "menunggu", text: str = "", is_free: bool = False
) -> QuerySet[Claim]:
    """Claims within the actor's units: those that wait, oldest first, or those decided lately.

    `is_free`: without those that are held ready in a batch.
    """
    rows = _within(actor).select_related("person", "form", "unit")
    if view == "diputuskan":
        rows = rows.filter(state__in=(Claim.State.APPROVED, Claim.State.REFUSED))
        order = ("-decided_at", "-id")
    else:
        rows = rows.filter(state=Claim.State.ASKED)
        order = ("filed_at", "id")
    if text:
        digits = text.replace(" ", "")
        words = Q(title__icontains=text) | Q(person__name__icontains=text)
        rows = rows.filter(Q(person__nip=digits) if digits.isdecimal() else words)
    held = BatchItem.objects.filter(claim=OuterRef("pk"), batch__state=ClaimBatch.State.ASKED)
    rows = rows.filter(~Exists(held)) if is_free else rows.annotate(is_held=Exists(held))
    return rows.order_by(*order)


def _within(actor: Actor) -> QuerySet[Claim]:
    rows = Claim.objects.filter(tenant_id=actor.agency_id).exclude(person_id=actor.person_id)
    return rows.filter(under(_paths(actor)))


def _paths(actor: Actor) -> list[str]:
    """Units over which the actor checks claims; raises where there are none."""
    if actor.agency_id is None:
        raise NotFound
    paths = reach(actor, Permission.CLAIM_CHECK, agency_id=actor.agency_id)
    if not paths:
        raise NotAllowed
    return paths


def waiting_count(actor: Actor) -> int:
    """How many wait for the actor."""
    return _within(actor).filter(state=Claim.State.ASKED).count()


def late_count(actor: Actor, *, now: datetime) -> int:
    """How many of them wait longer than promised."""
    rows = _within(actor).filter(state=Claim.State.ASKED)
    return rows.filter(filed_at__lt=now - CHECK_WITHIN).count()


def next_for(actor: Actor, *, after: Claim | None = None, text: str = "") -> UUID | None:
    """The one to look at next: behind `after` in the queue, else its beginning."""
    rows = queue(actor, text=text, is_free=True)
    if after is not None and after.filed_at is not None:
        behind = rows.filter(
            Q(filed_at__gt=after.filed_at) | Q(filed_at=after.filed_at, pk__gt=after.pk)
        )
        found = behind.values_list("uuid", flat=True).first()
        if found is not None:
            return found
        rows = rows.exclude(pk=after.pk)
    return rows.values_list("uuid", flat=True).first()


def checkable(actor: Actor, uuid: UUID) -> Claim:
    """A claim within the actor's reach; NotFound for one's own and for what is not there."""
    found = find_claim(actor, uuid)
    if not may_check(actor, found):
        raise NotFound(_("Pengajuan ini tidak ada."))
    return found


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at twice, in words; `tone` as chips and notices have it."""

    title: str
    note: str
    tone: str = "torch"


def doubts_of(claim: Claim) -> list[Doubt]:
    """All that the house knows about the claim, the worst first."""
    return [*_doubts_of_file(claim), *_doubts_of_number(claim)]


def _doubts_of_file(claim: Claim) -> list[Doubt]:
    if claim.file_sha256 is None:
        return []
    with scoped(SYSTEM):  # numbers only: nothing of other agencies' people is told
        others = Evidence.objects.filter(sha256=claim.file_sha256).exclude(
            person_id=claim.person_id
        )
        here = list(
            others.filter(tenant_id=claim.tenant_id)
            .order_by("person__name")
            .values_list("person__name", flat=True)
            .distinct()[:5]
        )
        elsewhere = others.exclude(tenant_id=claim.tenant_id).values("person_id").distinct().count()
    found = []
    if here:
        found.append(
            Doubt(
                _("Berkas yang sama persis juga dari: %(names)s") % {"names": ", ".join(here)},
                _("Pastikan nama pada sertifikat."), "bad",
            )
        )  # fmt: skip
    if elsewhere:
        found.append(Doubt(_elsewhere(elsewhere), _("Pastikan nama pada sertifikat."), "bad"))
    return found


def _elsewhere(count: int) -> str:
    return ngettext(
        "Berkas yang sama persis juga diajukan %(n)s pegawai instansi lain",
        "Berkas yang sama persis juga diajukan %(n)s pegawai instansi lain",
        count,
    ) % {"n": count}


def _doubts_of_number(claim: Claim) -> list[Doubt]:
    if not claim.number_key:
        return []
    with scoped(SYSTEM):
        others = Claim.objects.filter(number_key=claim.number_key, state__in=LIVE)
        count = others.exclude(person_id=claim.person_id).values("person_id").distinct().count()
    if not count:
        return []
    title = ngettext(
        "Nomor sertifikat yang sama dipakai %(n)s orang lain",
        "Nomor sertifikat yang sama dipakai %(n)s orang lain",
        count,
    ) % {"n": count}
    return [Doubt(title, _("Biasanya satu nomor untuk satu orang."))]


def same_days(claim: Claim) -> list[Overlap]:
    """Lines of the JP book from the same days, the most alike first."""
    if claim.starts_on is None or claim.ends_on is None:
        return []
    return overlaps(
        claim.person_id, title=claim.title, starts_on=claim.starts_on, ends_on=claim.ends_on,
        but=claim.uuid,
    )[:6]  # fmt: skip


def batches(actor: Actor, *, text: str = "") -> QuerySet[ClaimBatch]:
    """Batches of which every claim is within the actor's units, the newest first; by who acted."""
    paths = _paths(actor)
    rows = ClaimBatch.objects.order_by("-asked_at", "-id")
    if "" not in paths:
        items = BatchItem.objects.filter(batch=OuterRef("pk"))
        rows = rows.filter(~Exists(items.exclude(under(paths, "claim__unit"))))
    if text:
        rows = rows.filter(Q(asked_by_name__icontains=text) | Q(decided_by_name__icontains=text))
    return rows


def get_batch(actor: Actor, uuid: UUID) -> ClaimBatch:
    """One batch of the actor's agency; else NotFound."""
    found = batches(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def items_of(batch: ClaimBatch) -> list[BatchItem]:
    """What it holds, with learner and form."""
    rows = BatchItem.objects.filter(batch=batch)
    return list(rows.select_related("claim__person", "claim__form", "claim__unit").order_by("id"))
