"""Nonsense in every parameter, address and form: refused, never an error of ours (R45, R47)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from suluh.identity.actions.accounts import give_totp
from suluh.identity.models import Account
from suluh.organisation.types import Role
from tests import make
from tests.security import town as towns
from tests.security.routes import routes
from tests.security.town import Town
from tests.security.world import text_of
from tools.python_files import python_files

pytestmark = pytest.mark.django_db
STRANGE = ["' OR 1=1 --%_\\{{7*7}}%s%n\U0001f600\u202e", "9" * 400]
READERS = {"views", "queries", "forms", "paging", "requests"}
ENDS_THE_SESSION = {"account_logout"}


@pytest.fixture
def town() -> Town:
    """The town, and in it somebody who may do everything."""
    made = towns.build()
    chief = make.person(made.world.home_unit, "Bisa Semua")
    for role in Role:
        if role is not Role.PARTICIPANT:
            make.grant(chief, role, None if role is Role.NATIONAL else made.world.home)
    give_totp(account=Account.objects.get(person=chief), secret="JBSWY3DPEHPK3PXP")
    made.visitors = {"chief": Client(raise_request_exception=False)}
    make.sign_in(made.visitors["chief"], chief)
    return made


def test_a_strange_query_is_no_error(town: Town) -> None:
    parameters, chief = _parameters(), town.visitors["chief"]
    assert sum(map(len, parameters.values())) > 50
    for name, arguments in town.pages.items():
        names = parameters.get(_app(name), set()) | {"halaman", "q"}
        for value in STRANGE:
            path = reverse(name, kwargs=dict(arguments))
            answer = chief.get(path, dict.fromkeys(names, value))
            assert answer.status_code < 500, (name, value)


def test_a_strange_form_is_no_error(town: Town) -> None:
    chief, forms = town.visitors["chief"], 0
    key = chief.cookies["sessionid"].value
    for name, arguments in town.pages.items():
        path = reverse(name, kwargs=dict(arguments))
        fields = _fields(name, text_of(chief.get(path)))
        forms += len(fields) > 1
        for value in STRANGE if name not in ENDS_THE_SESSION else ():
            with transaction.atomic():
                answer = chief.post(path, dict.fromkeys(fields, value))
                assert answer.status_code < 500, (name, value)
                transaction.set_rollback(True)
            chief.cookies["sessionid"] = key
    assert forms > 40


def test_a_strange_address_is_no_error(client: Client) -> None:
    signs = {"str": STRANGE, "path": STRANGE, "slug": ["x" * 500], "int": ["9" * 30, "0"]}
    make.sign_in(client, make.person(make.unit(make.agency())))
    asked = 0
    for name, pattern in routes().items():
        kinds = re.findall(r"<(\w+):\w+>", str(pattern.pattern))
        for number in range(3 if set(kinds) & set(signs) else 0):
            path = str(pattern.pattern)
            for kind in kinds:
                choice = signs.get(kind, [UUID])
                word = quote(choice[number % len(choice)], safe="")
                path = re.sub(r"<[^>]+>", lambda _, word=word: word, path, count=1)  # type: ignore[misc]
            assert client.get(f"/{path}").status_code < 500, (name, path)
            asked += 1
    assert asked > 30


@pytest.mark.parametrize("path", ["/acara/?q=a%00b", "/periksa/%00/", "/masuk/?next=%00"])
def test_a_zero_is_refused_at_the_door(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["X-Content-Type-Options"]) == (400, "nosniff")


UUID = "01a213c7-7ac6-7f31-8613-c204e393fce9"


def _app(name: str) -> str:
    module = str(routes()[name].callback.__module__)
    return module.removeprefix("suluh.").partition(".views")[0]


def _parameters() -> dict[str, set[str]]:
    """Names read from the query, by the app that reads them."""
    found: dict[str, set[str]] = {}
    for file in python_files(product_only=True):
        if file.app and file.module in READERS:
            names = {name for node in ast.walk(file.tree) for name in _read_from_query(node)}
            found.setdefault(file.app, set()).update(names)
    return found


def _read_from_query(node: ast.AST) -> Iterator[str]:
    """`...GET.get("x")`, `asked.get("x")`, `given.get("x")`, `query.get("x")`, `"x" in ...GET`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        holder, first = ast.unparse(node.func.value), node.args[0]
        is_query = holder.endswith("GET") or holder in {"asked", "given", "query"}
        if is_query and node.func.attr in {"get", "getlist"} and isinstance(first, ast.Constant):
            yield str(first.value)
    elif isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant):
        is_query = any(ast.unparse(each).endswith("GET") for each in node.comparators)
        yield from [str(node.left.value)] if is_query else []


def _fields(name: str, page: str) -> set[str]:
    """What the page's forms send, and what the app's views read besides."""
    shown = set(re.findall(r'name="([\w-]+)"', page)) - {"csrfmiddlewaretoken"}
    return shown | _read_from_forms(_app(name))


@cache
def _read_from_forms(app: str) -> set[str]:
    read = r'(?:POST|given)(?:\.get(?:list)?\(|\[)"(\w+)"'
    views = [file for file in python_files(product_only=True) if file.module == "views"]
    texts = [file.path.read_text() for file in views if file.app == app]
    return {name for text in texts for name in re.findall(read, text)}
