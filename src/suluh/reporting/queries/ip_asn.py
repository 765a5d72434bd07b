"""What the index of professionality is reckoned from: law, posts, facts and ledger, set-wise."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q

from suluh.base.law import in_force
from suluh.identity.models import Employment, PersonFact
from suluh.identity.queries.facts import facts_of
from suluh.ledger.models import Form, JpEntry
from suluh.reporting.models import IndexForms, IndexRule
from suluh.reporting.rules.ip_asn import group_of, jenjang_of, reckon, since
from suluh.reporting.rules.ip_asn_law import law_of
from suluh.reporting.types import Estimate, Fact, IndexLaw, Known, Learnt, Post

Kind = PersonFact.Kind


@dataclass(frozen=True, slots=True)
class Serving:
    """A person in the post of the day, with the estimate, and what SIASN says beside it."""

    job: Employment
    estimate: Estimate
    official: Fact | None


def form_names() -> dict[int, str]:
    """The 25 forms of learning by SIASN's code."""
    return dict(Form.objects.values_list("code", "name"))


def rule_versions() -> list[IndexRule]:
    """Every version of the rules, newest first."""
    return list(IndexRule.objects.order_by("-version"))


def rule_on(day: date) -> IndexRule | None:
    """The version in force on a day."""
    return in_force(rule_versions(), day)


def law_for(rule: IndexRule, agency_id: int, day: date) -> IndexLaw:
    """The law of a version, with the forms that the agency counts for its items."""
    law = law_of(rule.version, rule.law)
    own = IndexForms.reachable.filter(tenant_id=agency_id, valid_from__lte=day).first()
    if own is None:
        return law
    return replace(
        law, technical_forms=frozenset(own.technical), seminar_forms=frozenset(own.seminar)
    )


def estimates(
    people: Collection[int], *, law: IndexLaw, day: date, agency_id: int
) -> list[Serving]:
    """The estimate of each of these people who serves in the agency on the day. Wide scope."""
    jobs = _jobs(people, day, agency_id)
    ids = list(jobs)
    facts, learnt = facts_of(ids, on=day), _learnt(ids, law, day)
    found = []
    for person, job in jobs.items():
        known = _known(job, facts.get(person, []), learnt.get(person, []), law=law, day=day)
        official = _last(facts.get(person, []), Kind.SIASN)
        found.append(Serving(job, reckon(law, known), official))
    return found


def _jobs(people: Collection[int], day: date, agency_id: int) -> dict[int, Employment]:
    rows = (
        Employment.reachable.filter(
            Q(valid_to=None) | Q(valid_to__gt=day),
            tenant_id=agency_id, person_id__in=people, valid_from__lte=day,
        )
        .select_related("person", "position", "unit")
        .order_by("person_id", "-valid_from", "-id")
        .distinct("person_id")
    )  # fmt: skip
    return {row.person_id: row for row in rows}


def _learnt(people: Collection[int], law: IndexLaw, day: date) -> dict[int, list[Learnt]]:
    """Credits that may feed an item: of the spans of the law, and trainings for posts ever."""
    recent = Q(
        form_id__in=law.technical_forms | law.seminar_forms,
        credit_date__gte=since(day, max(law.technical_months, law.seminar_months)),
    )
    taken_back = JpEntry.reachable.filter(reverses_id=OuterRef("pk"))
    rows = (
        JpEntry.reachable.filter(
            recent | Q(form_id__in=(law.leadership_form, law.functional_form)),
            person_id__in=people, kind=JpEntry.Kind.CREDIT, credit_date__lte=day,
        )
        .filter(~Exists(taken_back))
        .order_by("-credit_date", "-id")
        .values_list("person_id", "id", "title", "credit_date", "jp_minor", "form_id")
    )  # fmt: skip
    found: dict[int, list[Learnt]] = {}
    for person, entry, title, when, jp_minor, form in rows:
        found.setdefault(person, []).append(
            Learnt(title, when, jp_minor=jp_minor, form=form, ref=str(entry))
        )
    return found


def _known(
    job: Employment, facts: list[PersonFact], learnt: list[Learnt], *, law: IndexLaw, day: date
) -> Known:
    post = job.position
    return Known(
        day=day,
        post=Post(
            group=group_of(post.jenis if post else ""),
            name=post.name if post else "",
            jenjang=jenjang_of(post.jenjang, post.eselon) if post else "",
        ),
        education=_last(facts, Kind.EDUCATION),
        rating=_last(facts, Kind.RATING),
        punishments=tuple(_fact(row) for row in facts if row.kind == Kind.DISCIPLINE),
        leadership=_trainings(facts, Kind.LEADERSHIP, learnt, law.leadership_form),
        functional=_trainings(facts, Kind.FUNCTIONAL, learnt, law.functional_form),
        learnt=tuple(learnt),
    )


def _trainings(
    facts: list[PersonFact], kind: str, learnt: list[Learnt], form: int
) -> tuple[Learnt, ...]:
    told = [Learnt(row.value, row.day, source=row.source) for row in facts if row.kind == kind]
    return (*(one for one in learnt if one.form == form), *reversed(told))


def _last(facts: list[PersonFact], kind: str) -> Fact | None:
    found = [row for row in facts if row.kind == kind]
    return _fact(found[-1]) if found else None


def _fact(row: PersonFact) -> Fact:
    return Fact(row.value, row.day, row.source)
