"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from django.apps import apps

from tools import check_sizes, check_writes
from tools.environment import ROOT
from tools.house import stack
from tools.python_files import PLUGINS, PythonFile, python_files

PRIVATE = {"views", "forms", "rest", "jobs", "projections", "urls", "admin"}
MODULES = {
    "types", "rules", "ports", "models", "queries", "actions", "forms", "views", "rest", "jobs",
    "projections", "urls", "kind", "templates", "static", "tests", "__init__", "",
}  # fmt: skip
# Modules whose place or shape a framework decides.
FRAMEWORK = {
    "apps": "Django registers an app by it",
    "management": "Django looks for commands there",
    "templatetags": "Django looks for tags there",
    "middleware": "Django calls it around each request",
    "sessions": "Django's session engine, named in the settings",
    "hashers": "Django's password hashers, named in the settings",
    "adapter": "allauth asks it for our decisions",
    "hot_path": "a short way, named in the settings",
    "navigation": "the menu asks each app's registry for its entries",
}


def _imports(file: PythonFile) -> Iterator[str]:
    """Every `suluh...` name the file imports, dotted in full."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_foreign_keys_point_down() -> None:
    order = stack()
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("suluh.")
        for field in model._meta.get_fields()
        if field.concrete and field.related_model
        if field.related_model.__module__.startswith("suluh.")
        if order.index(_app(model)) < order.index(_app(field.related_model))
    ]
    assert upward == []


def test_who_reads_about_the_house_finds_every_room_of_it() -> None:
    """The tree in the docs, the list of the README and the table of kinds leave nothing out."""
    house, front, table = (
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("docs/architecture.md", "README.md", "src/suluh/activities/README.md")
    )
    kinds = {path.parent.name for path in (ROOT / "src/suluh/activities").glob("*/kind.py")}
    assert [app for app in stack() if f"  {app}/ " not in house] == []
    assert [app for app in stack() if app not in front] == []
    assert [kind for kind in kinds if f"({kind}/)" not in table] == []


def _app(model: type) -> str:
    return model.__module__.split(".")[1]


def test_private_files_are_imported_by_their_own_app_only() -> None:
    strangers = []
    for file in python_files(product_only=True):
        for name in _imports(file):
            parts = name.removeprefix("suluh.").split(".")
            foreign = name.startswith("suluh.") and not f"{name}.".startswith(f"suluh.{file.app}.")
            depth = 2 if parts[0] in PLUGINS else 1
            if foreign and parts[0] != "base" and PRIVATE.intersection(parts[depth : depth + 1]):
                strangers.append(f"{file}: {name}")
    assert strangers == []


def test_only_actions_write_rows() -> None:
    assert list(check_writes.faults()) == []


def test_nothing_is_too_big() -> None:
    assert [size for size in check_sizes.sizes() if size.too_big] == []


def test_own_logic_uses_no_signals() -> None:
    users = [
        str(file)
        for file in python_files(product_only=True)
        if any(
            "signals" in name.split(".") or name.endswith(".receiver") for name in _imports(file)
        )
    ]
    assert users == []


def test_views_read_through_queries() -> None:
    direct = [
        f"{file}:{node.lineno}"
        for file in python_files(product_only=True)
        if file.module in {"views", "rest", "forms", "urls"}
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "reachable"}
    ]
    assert direct == []


def test_each_module_says_what_belongs_in_it() -> None:
    silent = [
        str(file)
        for file in python_files()
        if file.path.name != "__init__.py" and ast.get_docstring(file.tree) is None
    ]
    assert silent == []


def test_each_app_explains_itself() -> None:
    folders = {file.app for file in python_files(product_only=True) if file.app}
    places = [ROOT / "src/suluh" / app.replace(".", "/") for app in folders]
    unexplained = [str(p.name) for p in places if p.is_dir() and not (p / "README.md").exists()]
    assert sorted(unexplained) == []


def test_apps_hold_only_the_files_of_the_house() -> None:
    strangers = [
        f"{file.app}.{file.module}"
        for file in python_files(product_only=True)
        if file.app.split(".")[0] in set(stack()) - {"base", "standards", "connectors"}
        if file.module not in MODULES | FRAMEWORK.keys()
    ]
    assert sorted(set(strangers)) == []
