"""Writes: only an app's own actions write its rows. Scans the syntax for writing calls.

Elsewhere a writing call is a fault. `base` and `sample` code is the toolkit's, tests and
migrations are free. A call on something that is no model carries `# not a row: why`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from tools.python_files import PythonFile, python_files

MANAGER_CALLS = {
    "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create",
    "acreate", "aupdate", "adelete", "aget_or_create", "aupdate_or_create",
}  # fmt: skip
INSTANCE_CALLS = {"save", "asave", "delete", "adelete"}
WRITERS = {"actions", "projections", "sessions"}  # Django writes sessions through its engine
FREE_MODULES = {"tests", "migrations"}
FREE_APPS = {"base"}
OWN_MODELS = re.compile(r"suluh\.[\w.]+\.models\b")
EXCUSE = "# not a row:"


def faults() -> Iterator[str]:
    """One sentence for each write that stands in the wrong place."""
    for file in python_files(product_only=True):
        if not file.app or file.app in FREE_APPS or file.module in FREE_MODULES:
            continue
        lines = file.path.read_text().splitlines()
        for call in writing_calls(file):
            if EXCUSE in lines[call.lineno - 1]:
                continue
            if file.module not in WRITERS:
                yield f"{file}:{call.lineno}: a row is written outside actions"
            elif foreign := _foreign_model(call, file):
                yield f"{file}:{call.lineno}: a row of {foreign} is written; call its action"


def writing_calls(file: PythonFile) -> Iterator[ast.Call]:
    """Calls that write rows: through a manager or query set, or `save` and `delete` on a row."""
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        on_row = (
            node.func.attr in INSTANCE_CALLS
            and not node.args  # pictures and drawings are saved to a place, rows just saved
            and not _is_super(node.func.value)
        )
        if on_row or (node.func.attr in MANAGER_CALLS and _from_manager(node.func.value)):
            yield node


def _from_manager(node: ast.expr) -> bool:
    """Whether the expression comes from `.objects`, `.reachable` or a related `_set`."""
    return any(
        isinstance(part, ast.Attribute)
        and (part.attr in {"objects", "reachable", "everything"} or part.attr.endswith("_set"))
        for part in ast.walk(node)
    ) or _is_query_set_method(node)


def _is_query_set_method(node: ast.expr) -> bool:
    """`rows.filter(...).update(...)`: a chain on a variable that can only be a query set."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"filter", "exclude", "select_for_update", "all"}
    )


def _is_super(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )


def _foreign_model(call: ast.Call, file: PythonFile) -> str:
    """The app whose model is written, where it is another one than the file's."""
    names = {part.id for part in ast.walk(call.func) if isinstance(part, ast.Name)}
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.ImportFrom) or not OWN_MODELS.match(node.module or ""):
            continue
        owner = (node.module or "").removeprefix("suluh.").partition(".models")[0]
        if owner not in {file.app, "base"} and names & {
            each.asname or each.name for each in node.names
        }:
            return owner
    return ""


def main() -> int:
    """Print every fault."""
    found = list(faults())
    print("\n".join(found) or "Only actions write rows.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
