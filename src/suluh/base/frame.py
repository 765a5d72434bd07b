"""Parts of pages drawn once for all who see them alike, and filled in for each person.

The frame (header, tab bar) takes as long to draw as the page inside it, and differs between two
people only in a few words: those are marks in the kept drawing. A part that depends only on values
(the three events that a whole agency is offered) is kept for those values.
"""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language

_PERSON, _INITIALS, _AGENCY, _UNREAD, _TOKEN = (f"\x01{letter}\x01" for letter in "piaut")
_THEMES = {"terang", "gelap"}


def drawn(name: str, *, navigation: Any, theme: str, token: str, initials: str) -> str:
    """The part `name` of the frame, for the person of the navigation."""
    html = _drawing(
        name,
        (get_language() or "id", theme if theme in _THEMES else ""),
        replace(
            navigation,
            learner=tuple(navigation.learner),
            staff=(),
            account=tuple(navigation.account),
            person_name=_PERSON if navigation.person_name else "",
            person_key="",
            agency_name=_AGENCY if navigation.agency_name else "",
            unread=_UNREAD if navigation.unread else 0,
        ),
    )
    words = {
        _PERSON: navigation.person_name, _INITIALS: initials, _AGENCY: navigation.agency_name,
        _UNREAD: navigation.unread, _TOKEN: token,
    }  # fmt: skip
    for mark, word in words.items():
        html = html.replace(mark, escape(word))
    return html


def kept(name: str, values: dict[str, Any], *, token: str) -> str:
    """The part `name` drawn with nothing but `values` (hashable) and the form's token."""
    look = (get_language() or "id", timezone.get_current_timezone_name())
    return _part(name, look, tuple(values.items())).replace(_TOKEN, escape(token))


@lru_cache(maxsize=2048)
def _part(name: str, look: tuple[str, str], values: tuple[tuple[str, Any], ...]) -> str:
    """Language and time zone are the active ones; each look has its own drawing."""
    context = {**dict(values), "look": look, "csrf_token": _TOKEN}
    return str(get_template(name).render(context))


def can_be_kept(navigation: Any) -> bool:
    """Whether somebody is signed in: the frame of strangers is short."""
    return is_dataclass(navigation) and bool(getattr(navigation, "person_name", ""))


@lru_cache(maxsize=512)
def _drawing(name: str, look: tuple[str, str], navigation: Any) -> str:
    """The language is the active one; it stands in `look` so that each has its own drawing."""
    context = {
        "navigation": navigation,
        "initials": _INITIALS,
        "actor": SimpleNamespace(account_id=1),
        "request": SimpleNamespace(COOKIES={"tema": look[1]}),
        "csrf_token": _TOKEN,
    }
    return str(get_template(name).render(context))
