"""Sharing sessions: held by one, confirmed by each who was there; never JP by one hand."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.queries.people import Face, faces
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Actor
from suluh.recognition.actions.claims import (
    check_book,
    check_dates,
    home_of_learner,
    save_once,
    write_stated,
)
from suluh.recognition.actions.deciding import AlreadyDecided, settle
from suluh.recognition.actions.evidence import Upload, keep_evidence
from suluh.recognition.actions.steps import record_step
from suluh.recognition.models import Claim, ClaimStep, Sharing
from suluh.recognition.queries.claims import own_claim
from suluh.recognition.rules.days import minutes_as_jp
from suluh.recognition.types import Stated

COMMUNITY = 23  # the form: komunitas belajar
LEAST_PRESENT = 2  # who must confirm before the one who held it has JP too
MOST_PEOPLE = 60
LEAST_WORDS = 8


class NobodyThere(DomainError):
    """A sharing needs others."""

    code = "nobody_there"
    sentence = gettext_lazy("Tambahkan sedikitnya satu rekan yang hadir, paling banyak 60 orang.")


class LessonTooShort(DomainError):
    """What was learnt must be told."""

    code = "lesson_too_short"
    sentence = gettext_lazy("Tulis pelajarannya sedikitnya delapan kata.")


@dataclass(frozen=True, slots=True)
class Held:
    """A sharing session as its holder tells it."""

    title: str
    held_on: date
    minutes: int
    lesson: str
    people: Sequence[int]
    photo: Upload | None = None

    @property
    def stated(self) -> Stated:
        """What each who was there claims by it."""
        return Stated(
            form_code=COMMUNITY, title=self.title, starts_on=self.held_on, ends_on=self.held_on,
            minutes=self.minutes, jp_minor=minutes_as_jp(self.minutes), story=self.lesson,
        )  # fmt: skip


def hold_sharing(*, actor: Actor, now: datetime, held: Held) -> tuple[Sharing, list[str]]:
    """Write down a sharing session; each who was there is asked to confirm.

    Gives the session, and the names of those who have the same activity already and are left out.
    """
    home = home_of_learner(actor)
    check_dates(held.stated, today=local_date(now, actor.zone))
    others = [person for person in dict.fromkeys(held.people) if person != actor.person_id]
    if not 0 < len(others) <= MOST_PEOPLE:
        raise NobodyThere
    if len(held.lesson.split()) < LEAST_WORDS:
        raise LessonTooShort
    photo = None
    if held.photo is not None:
        kept = keep_evidence(upload=held.photo, person_id=actor.person_id, tenant_id=home, now=now)
        photo = kept.evidence
    made = Sharing.objects.create(
        tenant_id=home, title=" ".join(held.title.split())[:250], held_on=held.held_on,
        minutes=held.minutes, lesson=held.lesson, held_by_id=actor.person_id,
        held_by_name=actor.name[:250], photo=photo, created_at=now,
    )  # fmt: skip
    with scoped(SYSTEM):  # guests from other agencies have their claims at home
        left_out = _ask_all(made, held.stated, [*others, actor.person_id], actor=actor, now=now)
    record_event(
        "recognition.sharing.held", at=now, tenant_id=home, actor_id=actor.person_id,
        subject=made.uuid, data={"people": others},
    )  # fmt: skip
    return made, left_out


def _ask_all(
    made: Sharing, stated: Stated, people: Sequence[int], *, actor: Actor, now: datetime
) -> list[str]:
    left_out = []
    for face in faces(people).values():
        try:
            with transaction.atomic():
                _ask(made, stated, face, actor=actor, now=now)
        except DomainError:
            left_out.append(face.full_name)
    return left_out


def _ask(made: Sharing, stated: Stated, face: Face, *, actor: Actor, now: datetime) -> None:
    if face.agency_id is None:
        raise NobodyThere
    check_book(face.person_id, stated)
    row = Claim(
        tenant_id=face.agency_id, person_id=face.person_id, unit_id=face.unit_id, sharing=made,
        route=Claim.Route.SHARING, state=Claim.State.CONFIRMING, revision=1, filed_at=now,
        created_at=now, evidence=made.photo,
    )  # fmt: skip
    write_stated(row, stated)
    save_once(row)
    record_step(row, ClaimStep.Kind.FILED, actor=actor, now=now)
    if face.person_id != actor.person_id:
        _tell(row, actor.name, now=now)


@override("id")  # read by others: not in the language of who acts
def _tell(row: Claim, name: str, *, now: datetime) -> None:
    message = Message(
        person_id=row.person_id, key=f"berbagi:{row.uuid}", kind="sharing",
        title=_("Apakah Anda hadir? %(title)s") % {"title": row.title},
        body=_("%(name)s mencatat sesi berbagi ini. JP tercatat setelah Anda memastikan hadir.")
        % {"name": name},
        link=f"/pembelajaran-luar/{row.uuid}/",
    )  # fmt: skip
    notify(tenant_id=row.tenant_id, messages=[message], now=now)


def answer_presence(*, actor: Actor, now: datetime, claim: UUID, was_there: bool) -> Claim:
    """One's own word on whether one was there: JP at once, or the claim is withdrawn.

    Its holder does not answer: the holder's JP follow once LEAST_PRESENT others have confirmed.
    Raises AlreadyDecided, InTheBook; NotFound for others' claims.
    """
    found = own_claim(actor, claim)
    with scoped(SYSTEM):
        row = _locked(found)
        held = row.sharing
        if held is None or row.state != Claim.State.CONFIRMING or _is_holder(row):
            raise AlreadyDecided
        if was_there:
            row.confirmed_at = now
            row.save(update_fields=["confirmed_at"])
            holder = Actor(account_id=0, person_id=held.held_by_id, name=held.held_by_name)
            settle(row, holder, is_approved=True, now=now)
            _credit_holder(held, actor, now=now)
        else:
            row.state = Claim.State.WITHDRAWN
            row.save(update_fields=["state"])
            record_step(row, ClaimStep.Kind.WITHDRAWN, actor=actor, now=now)
    return row


def _locked(found: Claim) -> Claim:
    rows = Claim.objects.select_for_update(of=("self",)).select_related("sharing")
    return rows.get(pk=found.pk)


def _is_holder(row: Claim) -> bool:
    return row.sharing is not None and row.sharing.held_by_id == row.person_id


def _credit_holder(held: Sharing, witness: Actor, *, now: datetime) -> None:
    """The holder learnt too, where enough others say that it took place."""
    Sharing.objects.select_for_update(of=("self",)).get(pk=held.pk)
    rows = Claim.objects.filter(sharing=held)
    present = rows.filter(state=Claim.State.APPROVED).exclude(person_id=held.held_by_id).count()
    own = (
        rows.select_for_update(of=("self",))
        .filter(person_id=held.held_by_id, state=Claim.State.CONFIRMING)
        .first()
    )
    if own is None or present < LEAST_PRESENT:
        return
    with suppress(DomainError), transaction.atomic():
        settle(own, witness, is_approved=True, now=now)
