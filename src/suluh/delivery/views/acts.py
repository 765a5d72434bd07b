"""What every form of assigning does, of courses and paths: foresee, then give; tell how many."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from suluh.base.errors import DomainError
from suluh.delivery.actions.assigning import Foresight


def foreseen_or_given(
    request: HttpRequest,
    form: Form,
    *,
    foresee: Callable[[], Foresight],
    give: Callable[[], HttpResponse],
) -> Foresight | HttpResponse | None:
    """The count before "yes", the answer after it; None where the form has to be filled in (again).

    Who goes back from the count finds everything as it was typed.
    """
    if request.method != "POST" or not form.is_valid() or "ubah" in request.POST:
        return None
    try:
        return give() if "ya" in request.POST else foresee()
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        form.add_error(None, str(refusal.sentence))
        return None


def tell_assigned(request: HttpRequest, people: int) -> None:
    """How many were assigned, on the next page."""
    told = ngettext("%(n)d orang ditugaskan.", "%(n)d orang ditugaskan.", people)
    messages.success(request, told % {"n": people})
