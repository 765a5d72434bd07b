"""URLs of this app."""

from __future__ import annotations

from django.urls import URLPattern, path

from suluh.activities.discussion.views import communities, mail, mine, moderation, posts, threads
from suluh.identity.middleware import signed_in

_COURSE = "pelatihan/<uuid:offering>/diskusi/"
_THREAD = "diskusi/<uuid:thread>/"
_POST = f"{_THREAD}<int:number>/"
_COMMUNITY = "komunitas/<uuid:community>/"

urlpatterns: list[URLPattern] = [
    path(_COURSE, signed_in(threads.course), name="course_discussion"),
    path(f"{_COURSE}baru/", signed_in(threads.new_in_course), name="course_discussion_new"),
    path("komunitas/", signed_in(communities.shelf), name="communities"),
    path("komunitas/baru/", signed_in(communities.new), name="community_new"),
    path(_COMMUNITY, signed_in(communities.community), name="community"),
    path(f"{_COMMUNITY}ubah/", signed_in(communities.edit), name="community_edit"),
    path(f"{_COMMUNITY}baru/", signed_in(communities.new_thread), name="community_thread_new"),
    path(f"{_COMMUNITY}ikut/", signed_in(communities.membership), name="community_membership"),
    path(f"{_COMMUNITY}anggota/", signed_in(communities.members), name="community_members"),
    path(
        f"{_COMMUNITY}anggota/<uuid:member>/",
        signed_in(communities.moderator),
        name="community_moderator",
    ),
    path("diskusi/", signed_in(mine.mine), name="my_discussions"),
    path("diskusi/surel/", signed_in(mail.mail), name="discussion_mail"),
    path("diskusi/laporan/", signed_in(moderation.reports), name="discussion_reports"),
    path(_THREAD, signed_in(threads.thread), name="discussion"),
    path(f"{_THREAD}balas/", signed_in(posts.reply), name="discussion_reply"),
    path(f"{_THREAD}tindakan/", signed_in(threads.act), name="discussion_act"),
    path(f"{_POST}ubah/", signed_in(posts.edit), name="discussion_edit"),
    path(f"{_POST}riwayat/", signed_in(posts.history), name="discussion_history"),
    path(f"{_POST}jawaban/", signed_in(posts.accept), name="discussion_accept"),
    path(f"{_POST}lapor/", signed_in(moderation.report), name="discussion_report"),
    path(f"{_POST}sembunyikan/", signed_in(moderation.hide), name="discussion_hide"),
    path(f"{_POST}putuskan/", signed_in(moderation.settle), name="discussion_settle"),
]
