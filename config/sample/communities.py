"""The sample's communities of practice: groups around a theme, with members and talk."""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import uuid5

from config.sample.discussions import TOKENS, read
from config.sample.events import Stage
from suluh.activities.discussion.actions.posts import reply, start_thread
from suluh.activities.discussion.models import Community, Member, Thread
from suluh.activities.discussion.types import Place, Writing
from suluh.identity.models import Employment, Person

# Name, theme, what for, whether for the whole nation, how many members.
GROUPS = (
    (
        "Penulis surat dinas", "Administrasi perkantoran",
        "Bagi yang setiap hari menyusun, memeriksa, atau menandatangani surat. Kita berbagi contoh,"
        " kalimat, dan cara kerja.", False, 46,
    ),
    (
        "Pelayanan publik yang ramah", "Pelayanan publik",
        "Petugas loket, pengelola aduan, dan siapa pun yang berhadapan dengan warga. Pengalaman"
        " kecil yang membuat layanan lebih baik.", True, 61,
    ),
    (
        "Penjaga data pribadi", "Pelindungan data",
        "Tempat bertanya sebelum membagikan data, dan bercerita sesudah ada kejadian, tanpa"
        " menyebut nama.", True, 28,
    ),
    (
        "Bendahara dan pengelola keuangan", "Perbendaharaan",
        "Pertanyaan sehari-hari tentang bukti, batas waktu, dan pertanggungjawaban.", False, 33,
    ),
)  # fmt: skip


def make_communities(stage: Stage, staff: list[Employment], *, learner: Person) -> None:
    """All of them; the learner is in the first."""
    dice = random.Random(131)
    made: dict[str, tuple[Community, list[Member]]] = {}
    for name, theme, summary, is_national, size in GROUPS:
        community = Community.objects.create(
            tenant=stage.agency, title=name, theme=theme, summary=summary,
            is_national=is_national, last_at=stage.now - timedelta(days=30),
            created_by_id=stage.organiser.id, created_at=stage.now - timedelta(days=60),
        )  # fmt: skip
        people = dice.sample([job for job in staff if job.person_id != learner.id], size - 1)
        if not made:
            people.append(next(job for job in staff if job.person_id == learner.id))
        made[name] = (community, _enter(stage, community, people))
    talks = [talk for talk in read() if talk.course == "komunitas"]
    for number, talk in enumerate(talks):
        community, members = made[talk.topic]
        speakers = iter(dice.sample(members, len(talk.posts)))
        moment = stage.now - timedelta(days=20 - number * 2, hours=dice.randint(0, 9))
        thread: Thread | None = None
        for place_number, said in enumerate(talk.posts):
            place = _place(community, next(speakers))
            writing = Writing(said.text, uuid5(TOKENS, f"k{number}/{place_number}"))
            if thread is None:
                thread = start_thread(
                    place=place, title=talk.title, writing=writing, now=moment,
                    is_question="pertanyaan" in talk.marks,
                )  # fmt: skip
            else:
                reply(place=place, thread=thread, writing=writing, now=moment)
            if said.who == "*":
                Thread.objects.filter(pk=thread.pk).update(accepted_number=place_number + 1)
            moment += timedelta(hours=dice.randint(1, 22), minutes=dice.randint(3, 50))


def _enter(stage: Stage, community: Community, people: list[Employment]) -> list[Member]:
    rows = [
        Member(
            tenant=stage.agency, community=community, person_id=job.person_id,
            name=job.person.full_name, unit_name=job.unit.name, is_moderator=number == 0,
            joined_at=stage.now - timedelta(days=50),
        )
        for number, job in enumerate(people)
    ]  # fmt: skip
    Community.objects.filter(pk=community.pk).update(member_count=len(rows))
    return Member.objects.bulk_create(rows)


def _place(community: Community, member: Member) -> Place:
    return Place(
        tenant_id=community.tenant_id, person_id=member.person_id, title="", url="", new_url="",
        back_url="", back_label="", community_id=community.pk, name=member.name,
        unit_name=member.unit_name,
    )  # fmt: skip
