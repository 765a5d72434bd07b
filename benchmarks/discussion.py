"""A thread of 10,000 posts: how soon any page of it opens, is searched, and takes a reply."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import urlencode

from benchmarks import limits, report, servers, stage
from benchmarks.classroom import enter, open_course
from benchmarks.drive import TOKEN, Outcome, Request, Wanted, drive, drive_once

POSTS, TARGET_MS = 10_000, 1_000
_FILL = """
INSERT INTO discussion_post (uuid, tenant_id, thread_id, number, person_id, name, unit_name,
  standing, text, words, mentioned, token, hidden_reason, created_at)
SELECT gen_random_uuid(), t.tenant_id, t.id, n, p.person_id, p.name, 'Dinas Pendidikan', '',
  'Tulisan ke-' || n || ' tentang **surat dinas** dari unit kami. Kalimat pendek, satu maksud, dan'
  || ' baris hal yang jelas membuat balasan datang lebih cepat.', 24, '[]', gen_random_uuid(), '',
  now() - make_interval(mins => 10000 - n)
FROM discussion_thread t, generate_series(2, %s) n, LATERAL (
  SELECT person_id, name FROM delivery_enrolment e WHERE e.offering_id = t.offering_id
  ORDER BY id OFFSET n %% 50 LIMIT 1) p
WHERE t.uuid = %s
"""


def main() -> int:
    """Measure first page, last page, the middle, search and reply."""
    given = report.arguments(__doc__, people=60, seconds=4, connections=4).parse_args()
    crowd = stage.prepare(given.people)
    room = open_course(minutes=450, activities=3, words=200)
    enter(room, crowd.nips)
    thread = _thread(room.offering)
    stage.run_sql(_FILL, POSTS, thread)
    stage.run_sql("UPDATE discussion_thread SET post_count = %s WHERE uuid = %s", POSTS, thread)
    stage.run_sql("ANALYZE")
    limit = limits.trivial_answers()
    with servers.serving("web") as site:
        keys = stage.sign_in(site.port, crowd.nips, crowd.password)
        figures = {
            name: drive(
                site.port, [Request(f"/diskusi/{thread}/{query}", key) for key in keys],
                Wanted(text=f"Tulisan ke-{shown} "), seconds=given.seconds,
                connections=given.connections,
            )
            for name, (query, shown) in PAGES.items()
        }  # fmt: skip
        figures["reply"] = _replies(site.port, thread, keys)
    return report.finish(_judge(figures, limit), save=given.save)


PAGES = {
    "first": ("", 30),
    "middle": ("?dari=5000", 5000),
    "last": (f"?dari={POSTS}", POSTS),
    "search": (f"?{urlencode({'q': 'ke-7777 '})}", 7777),
}


def _thread(offering: Any) -> str:
    """A thread in the course, begun by its first learner."""
    from uuid import uuid4

    from suluh.activities.discussion.actions.posts import start_thread
    from suluh.activities.discussion.types import Place, Writing
    from suluh.base.clock import now
    from suluh.base.scope import SYSTEM, scoped
    from suluh.delivery.models import Enrolment

    with scoped(SYSTEM):
        seat = Enrolment.objects.filter(offering__uuid=offering).order_by("id")[0]
        place = Place(
            tenant_id=seat.tenant_id, person_id=seat.person_id, title="", url="", new_url="",
            back_url="", back_label="", offering_id=seat.offering_id, name=seat.name,
        )  # fmt: skip
        made = start_thread(
            place=place, title="Surat apa yang paling sulit?", is_question=False, now=now(),
            writing=Writing("Ceritakan satu surat.", uuid4()),
        )  # fmt: skip
    return str(made.uuid)


def _replies(port: int, thread: str, keys: list[str]) -> Outcome:
    """One reply of each person, all at once."""
    bodies = [
        urlencode({"csrfmiddlewaretoken": TOKEN, "text": "Setuju, satu surat satu maksud."})
        for _key in keys
    ]
    requests = [
        Request(f"/diskusi/{thread}/balas/", key, body)
        for key, body in zip(keys, bodies, strict=True)
    ]
    return drive_once(port, requests, Wanted(status=302), connections=4)


def _judge(figures: dict[str, Outcome], limit: float) -> dict[str, Any]:
    parts = {name: done.figures() for name, done in figures.items()}
    errors = sum(done.errors for done in figures.values())
    slowest = max(done.p95_ms for done in figures.values())
    return {
        "name": "discussion", **parts["first"], "errors": errors, "limit": round(limit),
        "share_of_limit": round(figures["first"].per_s / limit, 3), "target": TARGET_MS,
        "slowest_p95_ms": slowest, "posts": POSTS, "sessions": "signed in",
        **{name: part for name, part in parts.items() if name != "first"},
        "ok": slowest <= TARGET_MS and errors == 0,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
