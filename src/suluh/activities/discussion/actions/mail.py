"""What is new in discussions goes out by mail to who chose it, and says when it did.

A letter goes out in the transaction that remembers up to which post: no post is mailed twice, and
none is forgotten when a run fails.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from suluh.activities.discussion.actions.news import link_of
from suluh.activities.discussion.models import MailChoice, Post, Thread, Visit
from suluh.activities.discussion.queries.mail import news_for, waiting_people
from suluh.activities.discussion.rules.address import new_code, reply_address
from suluh.activities.discussion.types import Cadence, News
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.queries.actors import actor_by_mail
from suluh.identity.queries.people import Face, get_face
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Actor

AT_ONCE = 500
CHOICE_PAGE = "/diskusi/surel/"
# How much of a post a digest and a letter of its own show, and of how many posts a digest does.
_EXCERPT, _WHOLE, _IN_DIGEST = 300, 4_000, 3


def choose_mail(*, actor: Actor, cadence: Cadence, may_reply: bool, now: datetime) -> MailChoice:
    """Keep how often the person wants mail, and whether it may be answered by mail.

    Turned on, it begins with what is written from now. No longer to answer ends all addresses.
    """
    row, _is_new = MailChoice.objects.select_for_update().get_or_create(
        person_id=actor.person_id, defaults={"since": now, "changed_at": now}
    )
    if row.cadence == cadence and bool(row.reply_code) == may_reply:
        return row
    if row.cadence == Cadence.NEVER:
        row.since = now
    row.reply_code = (row.reply_code or new_code()) if may_reply else None
    row.cadence, row.changed_at = cadence, now
    row.save(update_fields=["cadence", "reply_code", "since", "changed_at"])
    return row


def renew_addresses(*, actor: Actor, now: datetime) -> None:
    """End all addresses by which the person could answer so far; the next letters bear new ones."""
    rows = MailChoice.objects.filter(person_id=actor.person_id).exclude(reply_code=None)
    rows.update(reply_code=new_code(), changed_at=now)


def mail_news(*, cadences: Collection[Cadence], now: datetime) -> int:
    """Write the letters that are due; gives how many. A repeat finds nothing new."""
    sent = 0
    while True:
        with scoped(SYSTEM):
            people = waiting_people(cadences, limit=AT_ONCE)
        for person in people:
            with scoped(SYSTEM):
                sent += _mail_person(person, now=now)
        if len(people) < AT_ONCE:
            return sent


@override("id")  # read by others: not in the language of who acts
def _mail_person(person: int, *, now: datetime) -> int:
    """The letters of one person. Whatever came of them, these posts are not looked at again."""
    choice = MailChoice.objects.select_for_update().get(person_id=person)
    actor, face = actor_by_mail(person), get_face(person)
    news = news_for(actor, since=choice.since) if actor and face and face.email else []
    letters: list[tuple[int, Message]] = []
    if news and face and choice.cadence == Cadence.EACH:
        letters = [_letter(each, face, choice.reply_code) for each in news]
    elif news and face:
        letters = [_digest(news, face)]
    for tenant, message in letters:
        notify(tenant_id=tenant, messages=[message], now=now)
    newest = Thread.objects.filter(pk=OuterRef("thread_id")).values("post_count")
    rows = Visit.objects.filter(person_id=person, follows=True)
    rows.exclude(mailed=F("thread__post_count")).update(mailed=Subquery(newest))
    return len(letters)


def _letter(news: News, face: Face, code: str | None) -> tuple[int, Message]:
    """A letter about one topic, with the posts in full; answered by mail where there is a code."""
    thread, posts = news.thread, news.posts
    parts = [_where(thread), *(_said(post, _WHOLE) for post in posts)]
    return thread.tenant_id, Message(
        face.person_id, f"diskusi:surel:{posts[-1].uuid}", "discussion", email=face.email,
        title=_("Diskusi: %(title)s") % {"title": thread.title}, quiet=True,
        body="\n\n".join([*parts, *_more(news.count - len(posts)), _why()]),
        link=link_of(thread, posts[0].number),
        reply_to=reply_address(thread.uuid, code) if code and news.place.may_write else "",
    )  # fmt: skip


def _digest(news: Sequence[News], face: Face) -> tuple[int, Message]:
    """One letter over all topics, with the first words of the first posts."""
    title = ngettext(
        "Ringkasan diskusi: %(n)d topik", "Ringkasan diskusi: %(n)d topik", len(news)
    ) % {"n": len(news)}
    return news[0].thread.tenant_id, Message(
        face.person_id, f"diskusi:ringkas:{news[0].posts[-1].uuid}", "discussion",
        title=title, body="\n\n".join([*(_topic(each) for each in news), _why()]),
        link="/diskusi/?hanya=baru", email=face.email, quiet=True,
    )  # fmt: skip


def _topic(news: News) -> str:
    shown = news.posts[:_IN_DIGEST]
    address = settings.BASE_URL + link_of(news.thread, shown[0].number)
    head = f"* {news.thread.title} ({_where(news.thread)})\n{address}"
    said = [_said(post, _EXCERPT) for post in shown]
    return "\n\n".join([head, *said, *_more(news.count - len(shown))])


def _where(thread: Thread) -> str:
    place = thread.offering or thread.community
    return place.title if place else ""


def _said(post: Post, most: int) -> str:
    words = _("%(who)s menulis:") % {"who": post.name}
    return f"{words}\n{Truncator(post.text).chars(most)}"


def _more(count: int) -> list[str]:
    if count < 1:
        return []
    return [
        ngettext("… dan %(n)d tulisan lagi.", "… dan %(n)d tulisan lagi.", count) % {"n": count}
    ]


def _why() -> str:
    return _("Anda memilih menerima surel ini. Ubah atau hentikan: %(address)s") % {
        "address": settings.BASE_URL + CHOICE_PAGE
    }
