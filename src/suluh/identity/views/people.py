"""Pages of people: list, one person, adding, editing, ending."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base import clock
from suluh.base.errors import DomainError, NotAllowed
from suluh.base.paging import Key, get_page_by_key
from suluh.base.text import number
from suluh.identity.actions import people as actions
from suluh.identity.actions.activation import send_activation, send_activations
from suluh.identity.forms.people import ContactForm, EndForm, JobForm, PersonForm, SupervisorForm
from suluh.identity.middleware import actor_of
from suluh.identity.models import Employment
from suluh.identity.queries import directory
from suluh.identity.queries.activation import count_asleep, edited_paths, next_link_at
from suluh.organisation.models import Position
from suluh.organisation.rules.roles import Permission, can, home_of, reach
from suluh.organisation.types import Actor

_BY_NAME = Key("person__name", "person_id", "person__uuid")


@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """The people within the actor's units."""
    actor = actor_of(request)
    wanted = _wanted(request)
    page = get_page_by_key(request, directory.employees(actor, wanted), key=_BY_NAME)
    units = directory.unit_choices(actor)
    context = {
        "page": page, "text": wanted.text, "units": units, "wanted": wanted,
        "wanted_unit": str(wanted.unit or ""), "facets": _facets(wanted),
        "keep": {
            "unit": wanted.unit, "status": wanted.status, "jenis": wanted.jenis,
            "akun": wanted.account,
        },
        "may_edit": bool(reach(actor, Permission.PEOPLE_EDIT, agency_id=home_of(actor))),
        "may_import": can(actor, Permission.PEOPLE_IMPORT, agency_id=actor.agency_id),
        "narrowed": any((wanted.text, wanted.unit, wanted.status, wanted.jenis, wanted.account)),
    }  # fmt: skip
    return render(request, "identity/people_list.html", context)


@require_GET
def person_page(request: HttpRequest, person: UUID) -> HttpResponse:
    """One person: who, where, since when, how to reach."""
    actor = actor_of(request)
    found = directory.person_file(actor, person)
    steps = [_step(row) for row in found.employments]
    waits = next_link_at(found.account, now=clock.now()) if found.account else None
    granting = reach(actor, Permission.ROLE_GRANT, agency_id=home_of(actor))
    context = {
        "file": found, "steps": steps, "next_link_at": waits,
        "may_grant": bool(granting) and found.present is not None,
    }  # fmt: skip
    return render(request, "identity/people_person.html", context)


@require_http_methods(["GET", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    """Add one employee."""
    actor, now = actor_of(request), clock.now()
    units = directory.unit_choices(actor)
    start = {"since": clock.local_date(now, actor.zone), "jenis": "4"}
    form = PersonForm(request.POST or None, units=units, initial=start)
    if form.is_valid():
        data = form.cleaned_data
        contact = {key: data[key] for key in ContactForm.base_fields}
        try:
            person = actions.add_person(
                actor=actor,
                now=now,
                nip=data["nip"],
                job=form.job(),
                since=data["since"],
                **contact,
            )
        except (actions.NipRefused, actions.AlreadyHere, actions.WorksElsewhere) as refusal:
            form.add_error("nip", str(refusal.sentence))
        else:
            messages.success(request, _("Pegawai ditambahkan. Akunnya diaktifkan lewat surel."))
            return redirect("person", person=person.uuid)
    title = _("Tambah pegawai")
    return _form_page(request, form, title=title, back="people")


@require_http_methods(["GET", "POST"])
def person_contact(request: HttpRequest, person: UUID) -> HttpResponse:
    """Correct name and contact."""
    found = _editable(actor_of(request), person)
    fields = {key: getattr(found.person, key) for key in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial=fields)
    return _edit(
        request, form, person, title=_("Nama dan kontak"),
        act=lambda data: actions.edit_contact(
            actor=actor_of(request), now=clock.now(), person=person, **data
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def person_job(request: HttpRequest, person: UUID) -> HttpResponse:
    """Another unit or post from a day on."""
    actor, now = actor_of(request), clock.now()
    found = _editable(actor, person)
    units = directory.unit_choices(actor)
    start = _job_fields(found.present) | {"since": clock.local_date(now, actor.zone)}
    form = JobForm(request.POST or None, units=units, initial=start)
    return _edit(
        request, form, person, title=_("Pindah unit atau jabatan"),
        act=lambda data: actions.change_job(
            actor=actor, now=now, person=person, job=form.job(), since=data["since"]
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def person_supervisor(request: HttpRequest, person: UUID) -> HttpResponse:
    """Whose team the person belongs to."""
    found = _editable(actor_of(request), person)
    chief = found.present.supervisor if found.present else None
    form = SupervisorForm(
        request.POST or None, initial={"supervisor_nip": chief.nip if chief else ""}
    )
    return _edit(
        request, form, person, title=_("Atasan langsung"),
        act=lambda data: actions.set_supervisor(
            actor=actor_of(request), now=clock.now(), person=person, **data
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def person_end(request: HttpRequest, person: UUID) -> HttpResponse:
    """End the employment, with date and reason."""
    actor, now = actor_of(request), clock.now()
    _editable(actor, person)
    form = EndForm(request.POST or None, initial={"on": clock.local_date(now, actor.zone)})
    return _edit(
        request,
        form,
        person,
        title=_("Akhiri masa kerja"),
        act=lambda data: actions.end_employment(actor=actor, now=now, person=person, **data),
    )


@require_http_methods(["GET", "POST"])
def activations(request: HttpRequest) -> HttpResponse:
    """`/pegawai/aktivasi/`: how many never signed in; then a link to each, as a job."""
    actor, now, unit = actor_of(request), clock.now(), _unit(request.GET.get("unit", ""))
    paths = edited_paths(actor, unit=unit)
    if request.method == "POST":
        job = send_activations(actor=actor, unit=unit, now=now)
        return redirect("long_job", job=job.uuid)
    asleep = count_asleep(agency=home_of(actor), paths=paths, now=now)
    context = {
        "asleep": asleep, "unit": str(unit or ""), "units": directory.unit_choices(actor),
        "question": _("Kirim tautan aktivasi kepada %(n)s pegawai?") % {"n": number(asleep.reached)},
    }  # fmt: skip
    return render(request, "identity/activations.html", context)


@require_POST
def activation_send(request: HttpRequest, person: UUID) -> HttpResponse:
    """`/pegawai/<uuid>/aktivasi/`: a link to this person."""
    send_activation(actor=actor_of(request), person=person, now=clock.now())
    messages.success(request, _("Tautan aktivasi dikirim ke surelnya. Berlaku tujuh hari."))
    return redirect("person", person=person)


def _edit(
    request: HttpRequest, form: forms.Form, person: UUID, *, title: str, act: Any
) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except DomainError as refusal:
            if refusal.status in {403, 404} and not refusal.sentence:
                raise
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Perubahan disimpan."))
            return redirect("person", person=person)
    return _form_page(request, form, title=title, back="person", person=person)


def _form_page(
    request: HttpRequest, form: forms.Form, *, title: str, back: str, person: UUID | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "back_name": back, "person": person}
    return render(request, "identity/people_form.html", context)


def _editable(actor: Actor, person: UUID) -> directory.PersonFile:
    found = directory.person_file(actor, person)
    if not found.may_edit:
        raise NotAllowed
    return found


def _wanted(request: HttpRequest) -> directory.Wanted:
    given = request.GET
    unit = _unit(given.get("unit", ""))
    status, jenis = given.get("status", ""), given.get("jenis", "")
    return directory.Wanted(
        text=given.get("q", "").strip()[:60], unit=unit,
        status=status if status in Employment.Status.values else "",
        jenis=jenis if jenis in Position.Jenis.values else "",
        account=directory.ASLEEP if given.get("akun") == directory.ASLEEP else "",
    )  # fmt: skip


def _unit(raw: str) -> UUID | None:
    try:
        return UUID(raw) if raw else None
    except ValueError:
        return None


def _facets(wanted: directory.Wanted) -> list[SimpleNamespace]:
    kept = {"q": wanted.text, "unit": str(wanted.unit or ""), "status": wanted.status,
            "jenis": wanted.jenis, "akun": wanted.account}  # fmt: skip
    items = []
    groups = (
        ("status", Employment.Status.choices), ("jenis", Position.Jenis.choices),
        ("akun", [(directory.ASLEEP, _("Belum pernah masuk"))]),
    )  # fmt: skip
    for key, choices in groups:
        for value, label in choices:
            current = kept[key] == value
            query = {**kept, key: "" if current else value}
            url = "?" + urlencode({name: each for name, each in query.items() if each})
            items.append(SimpleNamespace(label=label, url=url, current=current, count=None))
    return items


def _job_fields(held: Employment | None) -> dict[str, Any]:
    if held is None:
        return {}
    post = held.position
    return {
        "unit": str(held.unit.uuid), "status": held.status, "rank": held.rank,
        "position": post.name if post else "", "jenis": post.jenis if post else "4",
        "jenjang": post.jenjang if post else "",
    }  # fmt: skip


def _step(row: Employment) -> SimpleNamespace:
    post = row.position.name if row.position else _("Tanpa jabatan")
    note = " · ".join(part for part in (row.status, row.rank, post) if part)
    return SimpleNamespace(row=row, title=row.unit.name, note=note)
