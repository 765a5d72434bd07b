"""Two agencies that must not see one another, and somebody of each role in the first."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.db import connection
from django.test import Client

from suluh.delivery.models import BatchTrainer
from suluh.delivery.tests import teaching
from suluh.identity.models import Person
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Role
from tests import make

CANARY = "Kenari7Kuning"
# What a mere look may change: sessions, limits, jobs, and what the frameworks keep.
MAY_CHANGE = {"identity_session", "base_limit", "base_cache"}

# Headers by which a foreign thing might be told from none.
TELLING = ("Content-Type", "Content-Disposition", "Cache-Control", "ETag", "Last-Modified", "Vary")


@dataclass
class World:
    """`home` is whose people look; `other` is whose things must stay hidden from them."""

    home: Agency
    home_unit: Unit
    other: Agency
    other_unit: Unit
    other_person: Person
    canary: str = CANARY  # a word that no page may show to the visitors
    visitors: dict[str, Client] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    place: BatchTrainer | None = None  # where the guest among the visitors marks


def build() -> World:
    """A world with a visitor of each role, and one who is not signed in."""
    home, other = make.agency("Instansi Sendiri"), make.agency("Instansi Lain")
    home_unit, other_unit = make.unit(home, "Unit Sendiri"), make.unit(other, "Unit Lain")
    stranger = make.person(other_unit, f"Orang {CANARY}")
    world = World(home, home_unit, other, other_unit, stranger, visitors={"stranger": Client()})
    for role in Role:
        client, person = Client(raise_request_exception=False), make.person(home_unit, f"Si {role}")
        if role is Role.NATIONAL:
            continue  # reaches every agency by design; its pages are probed by the role table
        if role is not Role.PARTICIPANT:
            make.grant(person, role, home)
        make.sign_in(client, person)
        world.visitors[role.value], world.people[role.value] = client, person
    _invite(world)
    return world


def _invite(world: World) -> None:
    """Somebody of the first agency who marks in one angkatan of the other, as its guest."""
    client, guest = Client(raise_request_exception=False), make.person(world.home_unit, "Si tamu")
    make.second_factor(guest)
    make.sign_in(client, guest)
    world.place = teaching.place(guest, teaching.batch_at(world.other))
    world.visitors["guest"], world.people["guest"] = client, guest


def absent(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of the same shape that name nothing."""
    return {name: _absent(value) for name, value in arguments.items()}


def _absent(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    if isinstance(value, int):
        return 2**31 - 1
    text = str(value)
    try:
        uuid.UUID(text)
    except ValueError:
        return "".join("0" if sign.isdigit() else "x" if sign.isalpha() else sign for sign in text)
    return str(uuid.uuid4())


def masked(body: str, arguments: Mapping[str, Any]) -> str:
    """The page without what must differ: the ids asked for, tokens, moments."""
    for value in arguments.values():
        text = str(value)
        body = body.replace(*((f"/{text}/", "/ID/") if text.isdigit() else (text, "ID")))
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "CSRF", body)
    body = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID", body)
    return re.sub(r"\d{4}-\d\d-\d\dT[0-9:.+Z]+", "WHEN", body)


def text_of(answer: Any) -> str:
    """The body, also of a streamed answer."""
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content).decode(errors="replace")
    body: bytes = answer.content
    return body.decode(errors="replace")


def seen_of(answer: Any, arguments: Mapping[str, Any]) -> tuple[object, ...]:
    """What a visitor can tell of an answer: where it leads, its headers, its page."""
    where = unquote(str(answer.headers.get("Location", "")))
    told = {name: answer.headers.get(name, "") for name in TELLING}
    return masked(where, arguments), told, masked(text_of(answer), arguments)


def snapshot() -> dict[str, int]:
    """How many rows of each table of ours were written so far in this transaction.

    PostgreSQL counts them itself (`pg_stat_xact_user_tables`), what a savepoint took back
    included: a comparison of two snapshots finds any write, also one that left no trace.
    """
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("suluh.") and model._meta.db_table not in MAY_CHANGE
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE relname = ANY(%s) ORDER BY relname",
            [tables],
        )
        return dict(cursor.fetchall())
