"""What can be read off the code: how SQL is made, what is not installed, that no secret lies about."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from django.conf import settings

from tests.security.routes import routes
from tools.environment import ROOT
from tools.python_files import PythonFile, python_files

STATEMENTS = {"execute", "executemany", "copy", "raw", "extra", "RawSQL"}
CONSTANT = re.compile(r"_{0,2}[A-Z][A-Z0-9_]*$")
# Names in statements that are no constants, and why nobody outside decides what they hold.
HARMLESS = {
    "src/suluh/activities/quiz/queries/bank.py": {"sql"},  # one of two constants
    "src/suluh/activities/quiz/actions/swift.py": {"sql"},  # constants, handed to one function
    "src/suluh/ledger/actions/sequencing.py": {"columns"},  # names of columns, from a constant
    "src/suluh/standards/questions/gift/lexer.py": {"category", "line"},  # text of a file, no SQL
    "src/suluh/activities/survey/actions.py": {"statement"},  # one of two constants
    "src/suluh/competency/projections.py": {"statement"},  # one of the constants above it
    "src/suluh/base/bulk.py": {"meta", "names", "source", "taken", "told", "typed"},  # columns
    "src/suluh/base/policies.py": {"statement"},  # made of the models' own names, by the owner
    "src/suluh/connectors/typst/client.py": {"source"},  # Typst, no SQL
    "src/suluh/identity/actions/imports/apply.py": {"sql", "people"},  # constants in a list
    "src/suluh/identity/actions/imports/compare.py": {"sql"},  # constants with constants in them
    "src/suluh/identity/actions/imports/staging.py": {"more"},  # two fixed pieces
    "src/suluh/identity/actions/imports/undo.py": {"sql"},  # constants in a list
    "src/suluh/identity/queries/accounts.py": {"match"},  # one of two fixed pieces
    "src/suluh/identity/queries/people.py": {"condition", "on"},  # fixed pieces; values are bound
    "src/suluh/ledger/queries/nodes.py": {"level"},  # chooses between two constants
    "src/suluh/ledger/queries/records.py": {"statement"},  # a constant
    "src/suluh/reporting/projections/marks.py": {"statement"},  # constants in a list
    "src/suluh/reporting/projections/refresh.py": {"marks"},  # signs for bound values
    "src/suluh/reporting/queries/boards.py": {"statement", "where"},  # fixed pieces
}
# Calls with names of columns that are made at run time, and why.
MADE_UP_COLUMNS = {
    "src/suluh/base/paging.py",  # a list's own key, named in the code that asks
    "src/suluh/activities/assignment/queries/marking.py",  # the few words of its own callers
    "src/suluh/delivery/queries/marking_scope.py",  # the way to the offering, named by each kind
    "src/suluh/activities/survey/queries.py",  # keys of questions, which we make
    "src/suluh/reporting/queries/people.py",  # four fixed names
}
SECRET_LIKE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[bp]-[0-9]{6}"
    r"|(?i:(?:password|passwd|secret|token|api_?key)\s*[=:]\s*['\"](?=[^'\"]*[0-9])[A-Za-z0-9+/_\-]{16,}['\"])"
)

TEXTS = {".py", ".html", ".js", ".md", ".toml", ".txt", ".in", ".sh", ".json", ".po", ".css"}


def _product() -> Iterator[PythonFile]:
    for file in python_files(product_only=True):
        if file.module not in {"migrations", "tests"}:
            yield file


def _statements(file: PythonFile) -> Iterator[ast.expr]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and node.args:
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else ""
            name = function.id if isinstance(function, ast.Name) else name
            if name in STATEMENTS:
                yield node.args[0]


def test_sql_is_made_of_constants() -> None:
    """R45: what a person typed is bound, never written into a statement."""
    strange: dict[str, set[str]] = {}
    for file in _product():
        for statement in _statements(file):
            names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
            odd = {name for name in names if not CONSTANT.match(name)}
            if odd - HARMLESS.get(str(file), set()):
                strange[str(file)] = odd
    assert strange == {}


def test_columns_are_named_in_the_code() -> None:
    """R45: nobody outside chooses the column that is sorted, filtered or annotated by."""
    found = set()
    for file in _product():
        for node in ast.walk(file.tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            called = node.func.attr
            if called in {"filter", "exclude", "annotate", "alias", "values", "values_list"}:
                found |= {str(file) for word in node.keywords if word.arg is None}
            if called == "order_by":
                plain = (ast.Constant, ast.Call, ast.Starred)
                found |= {str(file) for each in node.args if not isinstance(each, plain)}
    assert found == MADE_UP_COLUMNS


def test_nothing_of_record_lives_outside_postgresql() -> None:
    """R19: there is no Redis to lose; sessions, limits and jobs are rows."""
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")
    assert settings.SESSION_ENGINE == "suluh.identity.sessions"
    wanted = (ROOT / "requirements/run.in").read_text().lower()
    assert not [name for name in ("redis", "celery", "memcache") if name in wanted]


def test_there_is_no_back_office_of_the_framework() -> None:
    """R54: Django's admin and its permissions are not there to be granted."""
    assert not [app for app in settings.INSTALLED_APPS if app == "django.contrib.admin"]
    assert not [name for name in routes() if name.startswith("admin")]


def test_no_parameter_is_named_after_a_secret() -> None:
    """R51: NIP, NIK and passwords are posted, never part of an address."""
    asked = re.compile(
        r"GET(?:\.get(?:list)?\(|\[)\"(nip|nik|email|surel|password|sandi|kode_otp)\""
    )
    assert [str(file) for file in _product() if asked.search(file.path.read_text())] == []


def test_no_secret_lies_in_the_repository() -> None:
    """R57; the sample and the tests have passwords of their own, which open nothing else."""
    assert SECRET_LIKE.search('API_KEY = "' + "a1B2" * 5 + '"')  # the look can fail
    folders = ("src", "config", "tools", "docs", "benchmarks", "requirements", "locale")
    found = []
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*")):
        if path.suffix not in TEXTS or {"tests", "sample"} & set(path.parts):
            continue
        lines = path.read_text(errors="replace").splitlines()
        found += [f"{path.name}: {line.strip()[:80]}" for line in lines if SECRET_LIKE.search(line)]
    assert found == []
