"""The sample's personnel facts, a proposed version of the rules, and the estimates of IP ASN."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime

from suluh.identity.models import Employment, Person, PersonFact
from suluh.organisation.models import Agency
from suluh.reporting.models import IndexRule
from suluh.reporting.projections import rebuild_index

Kind = PersonFact.Kind
SOURCE = "SIMPEG Provinsi Contoh"
EDUCATION = {
    "1": (("S2", 7), ("S1/D4", 3)),
    "2": (("S2", 2), ("S1/D4", 7), ("D3", 1)),
    "4": (("S1/D4", 4), ("D3", 2), ("SMA/D1/D2", 4)),
}
RATING = (("Sangat Baik", 15), ("Baik", 78), ("Cukup", 7))
TRAINING = {
    "JPT Madya": "PKN I",
    "JPT Pratama": "PKN II",
    "Administrator": "PKA",
    "Pengawas": "PKP",
}


@dataclass(frozen=True, slots=True)
class _Book:
    """What the facts are written with."""

    agency: Agency
    dice: random.Random
    now: datetime

    def fact(self, job: Employment, kind: str, value: str, *, day: date) -> PersonFact:
        """One fact of a person."""
        return PersonFact(
            tenant=self.agency, person_id=job.person_id, kind=kind, value=value, day=day,
            source=SOURCE, recorded_at=self.now,
        )  # fmt: skip


def make_facts(agency: Agency, staff: list[Employment], *, learner: Person, now: datetime) -> None:
    """Facts of everybody; a few are missing, as in every personnel file."""
    book = _Book(agency, random.Random(51), now)
    facts: list[PersonFact] = []
    for job in staff:
        is_learner = job.person_id == learner.pk
        facts += _of(book, job, whole=is_learner)
    PersonFact.objects.bulk_create(facts, batch_size=2_000)


def _of(book: _Book, job: Employment, *, whole: bool) -> list[PersonFact]:
    dice, now = book.dice, book.now
    jenis = job.position.jenis if job.position else "4"
    found = []
    if whole or dice.random() < 0.97:
        value = _one(dice, EDUCATION[jenis])
        found.append(book.fact(job, Kind.EDUCATION, value, day=date(2012, 8, 31)))
    found += [
        book.fact(job, Kind.RATING, _one(dice, RATING), day=date(year, 12, 31))
        for year in (now.year - 2, now.year - 1)
        if whole or dice.random() < 0.95
    ]
    if not whole and dice.random() < 0.01:
        level = dice.choice(("ringan", "ringan", "sedang"))
        found.append(book.fact(job, Kind.DISCIPLINE, level, day=date(now.year - 1, 5, 12)))
    found += _trainings(book, job, jenis)
    if whole or dice.random() < 0.6:
        value = "57.50" if whole else f"{dice.choice((57.5, 62.5, 67.5, 72.5, 75, 80)):.2f}"
        found.append(book.fact(job, Kind.SIASN, value, day=date(now.year, 6, 30)))
    return found


def _trainings(book: _Book, job: Employment, jenis: str) -> list[PersonFact]:
    """Leadership for some heads, functional training for most JF; some have that of another post."""
    post, dice = job.position, book.dice
    if post is None or jenis == "4" or dice.random() > 0.45:
        return []
    day = date(book.now.year - 3, 10, 20)
    if jenis == "1":
        value = TRAINING.get(post.jenjang, "PKP")
        return [book.fact(job, Kind.LEADERSHIP, value, day=day)]
    value = f"Pelatihan Fungsional {post.name}"
    return [book.fact(job, Kind.FUNCTIONAL, value, day=day)]


def _one(dice: random.Random, choices: tuple[tuple[str, int], ...]) -> str:
    values, weights = zip(*choices, strict=True)
    chosen: str = dice.choices(values, weights)[0]
    return chosen


def make_proposal(*, now: datetime) -> None:
    """A version that is not in force: to try what a change of the rules would do."""
    law = deepcopy(IndexRule.objects.get(version=1).law)
    law["technical_months"] = law["seminar_months"] = 24
    law["competency"]["fungsional"] = {"fungsional": 1000, "teknis": 1750, "seminar": 1250}
    IndexRule.objects.create(
        version=2, title=f"Contoh usulan {now.year + 1}", law=law,
        valid_from=date(now.year + 1, 1, 1), legal_basis="Contoh; bukan aturan yang berlaku",
        certainty="low", reason="Rekaan untuk mencoba versi aturan: masa hitung teknis 24 bulan.",
    )  # fmt: skip


def make_estimates(*, now: datetime) -> None:
    """Everybody's estimate, once all learning of the sample is in the books."""
    for agency in Agency.objects.order_by("id"):
        rebuild_index(agency=agency, now=now)
