"""Communities: made and looked after by those who may, joined and left by oneself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from suluh.activities.discussion.models import Community, Member
from suluh.activities.discussion.queries.places import (
    community_of,
    community_place,
    inside,
    may_manage,
)
from suluh.activities.discussion.types import Charter
from suluh.base.errors import DomainError, NotAllowed, NotFound
from suluh.base.events import record_event
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor


class TitleTaken(DomainError):
    """Two open communities of an agency do not bear the same name."""

    code = "community_title_taken"
    sentence = _("Sudah ada komunitas dengan nama itu. Bergabunglah, atau pilih nama lain.")


class Archived(DomainError):
    """Nobody joins what is closed."""

    code = "community_archived"
    sentence = _("Komunitas ini sudah ditutup.")


def create_community(*, actor: Actor, charter: Charter, now: datetime) -> Community:
    """Open a community of the actor's agency; who opens it is its first moderator."""
    agency = home_of(actor)
    require(actor, Permission.COMMUNITY_MANAGE, agency_id=agency)
    try:
        with transaction.atomic():
            made = Community.objects.create(
                tenant_id=agency, title=charter.title, theme=charter.theme,
                summary=charter.summary, is_national=charter.is_national, last_at=now,
                created_by_id=actor.person_id, created_at=now, member_count=1,
            )  # fmt: skip
    except IntegrityError as taken:
        raise TitleTaken from taken
    _enter(made, actor, now=now, is_moderator=True)
    _record("opened", made, actor, now=now)
    return made


def edit_community(*, actor: Actor, community: UUID, charter: Charter, now: datetime) -> Community:
    """Change name, theme, words, and to whom it is open; its managers and moderators."""
    found = _managed(actor, community)
    found.title, found.theme = charter.title, charter.theme
    found.summary, found.is_national = charter.summary, charter.is_national
    try:
        with transaction.atomic():
            found.save(update_fields=["title", "theme", "summary", "is_national"])
    except IntegrityError as taken:
        raise TitleTaken from taken
    _record("changed", found, actor, now=now)
    return found


def archive_community(*, actor: Actor, community: UUID, closes: bool, now: datetime) -> Community:
    """Close a community, or open it again; what was written stays."""
    found = _managed(actor, community)
    if (found.archived_at is not None) == closes:
        return found
    found.archived_at = now if closes else None
    try:
        with transaction.atomic():
            found.save(update_fields=["archived_at"])
    except IntegrityError as taken:
        raise TitleTaken from taken
    _record("closed" if closes else "reopened", found, actor, now=now)
    return found


def join_community(*, actor: Actor, community: UUID, now: datetime) -> Community:
    """Become a member; a repeat changes nothing."""
    found = community_of(actor, community)
    if found.archived_at:
        raise Archived
    with inside(community_place(actor, found, None)):
        if _enter(found, actor, now=now):
            Community.objects.filter(pk=found.pk).update(member_count=F("member_count") + 1)
    return found


def leave_community(*, actor: Actor, community: UUID) -> Community:
    """No longer be a member; what one wrote stays."""
    found = community_of(actor, community)
    with inside(community_place(actor, found, None)):
        gone, _each = Member.objects.filter(community=found, person_id=actor.person_id).delete()
        if gone:
            Community.objects.filter(pk=found.pk).update(member_count=F("member_count") - 1)
    return found


def appoint_moderator(
    *, actor: Actor, community: UUID, member: UUID, appoints: bool, now: datetime
) -> Member:
    """Let a member moderate, or no longer; only who looks after the agency's communities."""
    found = _managed(actor, community)
    row = Member.objects.select_for_update().filter(community=found, uuid=member).first()
    if row is None:
        raise NotFound
    if row.is_moderator != appoints:
        row.is_moderator = appoints
        row.save(update_fields=["is_moderator"])
        record_event(
            f"discussion.moderator.{'appointed' if appoints else 'released'}", at=now,
            tenant_id=found.tenant_id, actor_id=actor.person_id, subject=found.uuid,
            data={"name": row.name},
        )  # fmt: skip
    return row


def _enter(
    community: Community, actor: Actor, *, now: datetime, is_moderator: bool = False
) -> bool:
    _row, is_new = Member.objects.get_or_create(
        community=community, person_id=actor.person_id,
        defaults={
            "tenant_id": community.tenant_id, "name": actor.name, "joined_at": now,
            "unit_name": actor.agency_name, "is_moderator": is_moderator,
        },
    )  # fmt: skip
    return is_new


def _managed(actor: Actor, uuid: UUID) -> Community:
    """A community that the actor looks after; to others who see it this is not allowed."""
    found = community_of(actor, uuid)
    if not may_manage(actor, found):
        raise NotAllowed
    return Community.objects.select_for_update().get(pk=found.pk)


def _record(act: str, community: Community, actor: Actor, *, now: datetime) -> None:
    record_event(
        f"discussion.community.{act}", at=now, tenant_id=community.tenant_id,
        actor_id=actor.person_id, subject=community.uuid, data={"text": community.title},
    )  # fmt: skip
