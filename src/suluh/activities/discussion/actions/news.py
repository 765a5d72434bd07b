"""Telling people what happened in a discussion: in the application alone, never by e-mail.

Who follows a thread gets one notice until they have read on: its key carries how far they had read.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.activities.discussion.models import Flag, Post, Thread, Visit
from suluh.activities.discussion.queries.people import moderators_of
from suluh.activities.discussion.types import Place
from suluh.messaging.actions import Message, notify

MOST_TOLD = 2_000


def link_of(thread: Thread, number: int) -> str:
    """The address of a post in its thread."""
    return f"/diskusi/{thread.uuid}/?dari={number}"


@override("id")  # read by others: not in the language of who acts
def tell_of_post(post: Post, thread: Thread, *, mentioned: Collection[int], now: datetime) -> None:
    """Mentioned people, and followers who have read everything so far."""
    link = link_of(thread, post.number)
    words = {"who": post.name, "title": thread.title}
    told = [
        Message(
            each, f"diskusi:sebut:{post.uuid}", "discussion", link=link,
            title=_("%(who)s menyebut Anda dalam diskusi") % words, body=thread.title,
        )
        for each in mentioned
    ]  # fmt: skip
    rows = Visit.objects.filter(thread=thread, follows=True).exclude(
        person_id__in=[post.person_id, *mentioned]
    )
    told += [
        Message(
            person, f"diskusi:{thread.uuid}:{number}", "discussion", link=link,
            title=_("Ada tulisan baru: %(title)s") % words,
            body=_("%(who)s menulis dalam topik yang Anda ikuti.") % words,
        )
        for person, number in rows.values_list("person_id", "number")[:MOST_TOLD]
    ]  # fmt: skip
    notify(tenant_id=thread.tenant_id, messages=told, now=now)


@override("id")
def tell_accepted(post: Post, thread: Thread, *, by_id: int, now: datetime) -> None:
    """The author of an accepted answer."""
    if post.person_id == by_id:
        return
    message = Message(
        post.person_id, f"diskusi:jawaban:{post.uuid}", "discussion",
        title=_("Jawaban Anda diterima"), body=thread.title, link=link_of(thread, post.number),
    )  # fmt: skip
    notify(tenant_id=thread.tenant_id, messages=[message], now=now)


@override("id")
def tell_hidden(post: Post, thread: Thread, *, now: datetime) -> None:
    """The author, with the reason."""
    words = {"reason": post.hidden_reason, "title": thread.title}
    message = Message(
        post.person_id, f"diskusi:tutup:{post.uuid}:{now.timestamp():.0f}", "discussion",
        title=_("Tulisan Anda disembunyikan moderator"),
        body=_("Alasannya: %(reason)s (topik: %(title)s)") % words,
        link=link_of(thread, post.number),
    )  # fmt: skip
    notify(tenant_id=thread.tenant_id, messages=[message], now=now)


@override("id")
def tell_reported(flag: Flag, thread: Thread, place: Place, *, now: datetime) -> None:
    """Moderators, once for a post until somebody looked."""
    messages = [
        Message(
            each, f"diskusi:lapor:{flag.post.uuid}:{flag.uuid}", "discussion",
            title=_("Ada tulisan yang dilaporkan"), body=thread.title, link="/diskusi/laporan/",
        )
        for each in moderators_of(place)
    ]  # fmt: skip
    notify(tenant_id=thread.tenant_id, messages=messages, now=now)
