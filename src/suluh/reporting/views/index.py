"""IP ASN of a person: one's own, and another's for those who may; the rules behind it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.identity.middleware import actor_of, signed_in
from suluh.organisation.rules.roles import Permission, can, require
from suluh.reporting.actions import add_index_rule
from suluh.reporting.forms import IndexRuleForm
from suluh.reporting.models import IndexRule
from suluh.reporting.queries import index_pages
from suluh.reporting.queries.index_pages import IndexPage
from suluh.reporting.queries.ip_asn import form_names, rule_on, rule_versions
from suluh.reporting.rules.ip_asn import CLEAN
from suluh.reporting.rules.ip_asn_law import law_of
from suluh.reporting.rules.ip_asn_words import group_name, part_name
from suluh.reporting.types import IndexLaw, Scored

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """`/ip-asn/`: my estimate, what fed it, what would raise it."""
    actor = actor_of(request)
    day = local_date(now(), actor.zone)
    page = index_pages.my_index(actor, day=day, version=_version(request))
    if page is None:
        return render(request, "reporting/index_none.html", {})
    return render(request, "reporting/index_person.html", _context(page, is_own=True))


@require_safe
@signed_in
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """`/ip-asn/pegawai/<uuid>/`: one of those whose files I keep, or whom I lead."""
    actor = actor_of(request)
    day = local_date(now(), actor.zone)
    page = index_pages.person_index(actor, person, day=day, version=_version(request))
    is_own = page.serving.job.person_id == actor.person_id
    return render(request, "reporting/index_person.html", _context(page, is_own=is_own))


@require_safe
@signed_in
def rules(request: HttpRequest) -> HttpResponse:
    """`/ip-asn/aturan/`: every version of the rules."""
    actor = actor_of(request)
    current = rule_on(local_date(now(), actor.zone))
    context = {
        "versions": rule_versions(),
        "current": current,
        "may_edit": can(actor, Permission.RULES_EDIT),
    }
    return render(request, "reporting/index_rules.html", context)


@require_safe
@signed_in
def rule(request: HttpRequest, version: int) -> HttpResponse:
    """`/ip-asn/aturan/<n>/`: all numbers of a version."""
    row = _rule(version)
    law, names = law_of(row.version, row.law), form_names()
    context = {
        "rule": row,
        "law": law,
        "tables": [
            (part_name("kualifikasi"), law.education.items()),
            (part_name("kinerja"), law.rating.items()),
            (part_name("disiplin"), _discipline(law)),
        ],
        "items": [
            (group_name(group), [(part_name(part), points) for part, points in items.items()])
            for group, items in law.competency.items()
        ],
        "technical": [names[code] for code in sorted(law.technical_forms) if code in names],
        "seminar": [names[code] for code in sorted(law.seminar_forms) if code in names],
    }
    return render(request, "reporting/index_rule.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def new_rule(request: HttpRequest) -> HttpResponse:
    """`/ip-asn/aturan/baru/`: the next version, from the numbers of the last."""
    actor = actor_of(request)
    require(actor, Permission.RULES_EDIT)
    last = rule_versions()[0]
    start = {"legal_basis": last.legal_basis, "certainty": last.certainty}
    form = IndexRuleForm(request.POST or None, law=law_of(last.version, last.law), initial=start)
    if form.is_valid():
        try:
            add_index_rule(actor=actor, now=now(), law=form.numbers(), **form.meta())
        except DomainError as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Versi baru disimpan. Versi lama tetap terbaca."))
            return redirect("index_rules")
    return render(request, "reporting/index_new_rule.html", {"form": form})


def _context(page: IndexPage, *, is_own: bool) -> dict[str, Any]:
    names, estimate = form_names(), page.serving.estimate
    return {
        "index": page,
        "estimate": estimate,
        "is_own": is_own,
        "group": group_name(estimate.known.post.group),
        "dimensions": [_shown(one) for one in estimate.dimensions],
        "items": [_shown(one) for one in estimate.items],
        "raises": [
            SimpleNamespace(
                step=step, label=part_name(step.part),
                forms=[(code, names[code]) for code in step.forms if code in names],
            )
            for step in page.raises
        ],
    }  # fmt: skip


def _shown(one: Scored) -> SimpleNamespace:
    return SimpleNamespace(label=part_name(one.part), one=one)


def _discipline(law: IndexLaw) -> list[tuple[str, int]]:
    clean = _("tidak pernah dihukum")
    return [
        (clean if level == CLEAN else level, points) for level, points in law.discipline.items()
    ]


def _rule(version: int) -> IndexRule:
    for row in rule_versions():
        if row.version == version:
            return row
    raise Http404


def _version(request: HttpRequest) -> int | None:
    raw = request.GET.get("aturan", "")
    return int(raw) if raw.isdecimal() and len(raw) < 5 else None
