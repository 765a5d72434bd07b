"""For whom a class is: changed after it was opened, with who would not be of it told first."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.delivery.actions.audience import change_audience, foresee_audience
from suluh.delivery.forms.audience import AudienceOfClassForm
from suluh.delivery.queries.audience import changes_of, reach_of
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import is_batch
from suluh.delivery.queries.courses import get_managed_course
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def audience(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/untuk-siapa/: who may join, what that means for who is in it, then yes."""
    actor = actor_of(request)
    course = get_managed_course(actor, uuid)
    reach = reach_of(course)
    known = {"audience": reach.audience, "agencies": "\n".join(reach.names)}
    form = AudienceOfClassForm(request.POST or None, initial=known)
    outside = None
    if request.method == "POST" and form.is_valid() and "ubah" not in request.POST:
        try:
            if "ya" in request.POST:
                change_audience(actor=actor, uuid=uuid, wanted=form.wanted(), now=now())
                messages.success(request, _("Tersimpan. Katalog langsung mengikuti."))
                return redirect("course_audience", uuid=uuid)
            outside = foresee_audience(actor=actor, uuid=uuid, wanted=form.wanted())
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error(None, str(refusal.sentence))
    context = {
        "course": course,
        "tabs": batch_tabs(course, "ubah") if course.has_end and is_batch(course) else None,
        "form": form,
        "reach": reach,
        "asks": outside is not None,
        "outside": outside,
        "wanted": dict(form.fields["audience"].choices).get(form["audience"].value()),  # type: ignore[attr-defined]
        "changes": changes_of(course),
    }
    return render(request, "delivery/course_audience.html", context)
