"""Scaffolds: the folder of a new app, kind or connector with the house's files in it."""

from __future__ import annotations

from pathlib import Path

from tools.environment import ROOT
from tools.trouble import Trouble

PLACES = {
    "app": "src/suluh/{name}",
    "kind": "src/suluh/activities/{name}",
    "connector": "src/suluh/connectors/{name}",
}
MODULES = {
    "types": "Plain values that travel through {name}: frozen dataclasses and enumerations.",
    "rules": "Pure rules of {name}: no database, no clock, no network.",
    "models": "Tables of {name}.",
    "queries": "Reads of {name}: scope, visibility, ordering and prefetching are decided here.",
    "actions": "Writes of {name}: permission, lock, state, write, event, job, in this order.",
    "forms": "Forms of {name}: parsing and checking input, no rules.",
    "views": "Pages of {name}: parse, one call, render.",
    "jobs": "Background work of {name}: thin functions that call one action.",
    "urls": "Addresses of {name}.",
}
OWN = {
    "app": tuple(MODULES),
    "kind": ("types", "rules", "models", "queries", "actions", "forms", "views", "urls"),
    "connector": (),
}
SPECIAL = {
    "kind": {"kind": "The kind {name}: slug, label, editor, player, evaluate, export, import_."},
    "connector": {
        "connector": "The connector {name}: what it implements and its settings.",
        "client": "HTTP to {name}: the only file here that talks to the network.",
        "mapping": "Pure translation between {name}'s payloads and ours.",
    },
}
APPS = '''"""Registration of {name} with Django."""

from __future__ import annotations

from django.apps import AppConfig


class {camel}Config(AppConfig):
    """The app {name}."""

    name = "{dotted}"
    label = "{name}"
'''
README = """# {name}

What lives here, in two sentences.

- The first idea to know.
- The second.

Start reading in `{start}.py`.
"""


def create(what: str, name: str) -> None:
    """Write the folder; refuses a name that is taken or is no plain lower-case word."""
    folder = ROOT / PLACES[what].format(name=name)
    if not name.isidentifier() or name != name.lower():
        raise Trouble(f"{name!r} is no plain lower-case name.")
    if folder.exists():
        raise Trouble(f"{folder.relative_to(ROOT)} exists already.")
    for path, text in files(what, name).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    print(f"Made {folder.relative_to(ROOT)}. Name it in config/settings.py, and in .importlinter.")


def files(what: str, name: str) -> dict[Path, str]:
    """Relative path and text of every file of the scaffold."""
    dotted = PLACES[what].format(name=name).removeprefix("src/").replace("/", ".")
    special = SPECIAL.get(what, {})
    modules = {each: MODULES[each] for each in OWN[what]} | special
    texts = {Path(f"{each}.py"): _module(line, name) for each, line in modules.items()}
    texts[Path("urls.py")] = texts.get(Path("urls.py"), "") and _urls(name)
    start = next(iter(special), "models")
    texts[Path("README.md")] = README.format(name=name, start=start)
    for package in (Path(), Path("tests"), *([] if what == "connector" else [Path("migrations")])):
        texts[package / "__init__.py"] = ""
    if what != "connector":
        camel = "".join(part.title() for part in name.split("_"))
        texts[Path("apps.py")] = APPS.format(name=name, camel=camel, dotted=dotted)
        texts[Path("templates") / name / ".gitkeep"] = ""
    return {path: text for path, text in texts.items() if text or path.name != "urls.py"}


def _module(line: str, name: str) -> str:
    return f'"""{line.format(name=name)}"""\n\nfrom __future__ import annotations\n'


def _urls(name: str) -> str:
    body = f'from django.urls import URLPattern\n\napp_name = "{name}"\n'
    return _module(MODULES["urls"], name) + f"\n{body}urlpatterns: list[URLPattern] = []\n"
