"""Stored script stays text: the small version of `dev.py faults xss`, by the parsed page (R36)."""

from __future__ import annotations

from itertools import product

import lxml.html
import pytest
from django.db import models
from django.urls import reverse

from suluh.base.policies import protected_models
from suluh.base.scope import SYSTEM, scoped
from tests.security import town as towns
from tests.security.test_exports import run_as_application
from tests.security.texts import MACHINE, NUMBERS, TYPED, fill, text_columns
from tests.security.vectors import vectors
from tests.security.world import text_of

pytestmark = pytest.mark.django_db
# One text for all ways: out of either kind of attribute, out of a comment, out of text.
TAG = "'-->]]>\"><kenari-x data-kenari onclick='kenari()'>"
WAYS = (f"javascript:kenari()//{TAG}", TAG)  # a link that runs, where there is room for it
ROLES = ("self", "organiser", "agency_admin", "national", "stranger")


def alive(page: str) -> list[str]:
    """Tags, attributes and links that somebody planted."""
    if "<" not in page:
        return []
    found = []
    for node in lxml.html.fromstring(page).iter():
        if not isinstance(node.tag, str):
            continue
        planted = node.tag.startswith("kenari") or "data-kenari" in node.attrib
        calls = [
            name
            for name, value in node.attrib.items()
            if name.startswith("on") and "kenari" in value
        ]
        links = [node.attrib.get(name, "") for name in ("href", "src", "action", "formaction")]
        runs = [link for link in links if "".join(link.split()).lower().startswith("javascript:")]
        if planted or calls or runs:
            found.append(lxml.html.tostring(node, encoding="unicode")[:200])
    return found


def test_nothing_that_is_stored_comes_alive() -> None:
    town = towns.build(words=TAG[:40])
    with scoped(SYSTEM):
        assert fill(run_as_application, *WAYS) > 70
    opened = 0
    for role in ROLES:
        for name, arguments in town.pages.items():
            answer = town.visitors[role].get(reverse(name, kwargs=dict(arguments)))
            if "html" in answer.headers.get("Content-Type", ""):
                assert alive(text_of(answer)) == [], (name, role)
                opened += answer.status_code == 200
    assert opened > 150


def test_the_look_can_fail() -> None:
    """Negative control: the same ways, written without care."""
    careless = ("<p>{}</p>", '<a title="{}">a</a>', "<a title='{}'>a</a>", "<p><!--{}--></p>")
    for way, place in product(WAYS, careless):
        assert alive(place.format(way)), (way, place)
    assert alive(f'<a href="{WAYS[0].partition(TAG)[0]}">a</a>')


def test_there_are_more_than_500_ways() -> None:
    assert len(vectors()) >= 500


def test_every_column_is_known() -> None:
    """A new column is filled, or somebody has said why nobody's words stand in it."""
    names = {
        f"{model._meta.db_table}.{field.column}": field
        for model, _protection in protected_models()
        for field in model._meta.concrete_fields
    }
    json = {name for name, field in names.items() if isinstance(field, models.JSONField)}
    assert json == TYPED.keys() | NUMBERS
    assert MACHINE - names.keys() == set()
    assert len(list(text_columns())) > 90
