"""First pages: the learner's home and development, the public front, the staff's desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from suluh.base.clock import now
from suluh.base.prepared import with_kept_plans
from suluh.identity.middleware import actor_of, is_signed_in
from suluh.portal.queries.desk import get_desk
from suluh.portal.queries.front import get_front
from suluh.portal.queries.growth import get_growth
from suluh.portal.queries.home import get_home


@with_kept_plans
def home(request: HttpRequest) -> HttpResponse:
    """`/`: the learner's home, or the public front page where nobody is signed in."""
    moment = now()
    if not is_signed_in(request):
        return render(request, "portal/front.html", {"front": get_front(now=moment)})
    page = get_home(actor_of(request), now=moment)
    return render(request, "portal/home.html", {"home": page, "now": moment})


def growth(request: HttpRequest) -> HttpResponse:
    """`/pengembangan/`: how well one matches the post, the next step, and all about oneself."""
    page = get_growth(actor_of(request), now=now())
    return render(request, "portal/growth.html", {"growth": page})


def desk(request: HttpRequest) -> HttpResponse:
    """`/kerja/`: what waits for the staff today."""
    moment = now()
    page = get_desk(actor_of(request), now=moment)
    return render(request, "portal/desk.html", {"desk": page, "now": moment})
