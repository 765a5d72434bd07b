"""The asset build: many small sources become one stylesheet and one script."""

import re
from pathlib import Path

HERE = Path(__file__).parent / "static"
STYLES = HERE / "css"
SCRIPTS = HERE / "js" / "parts"

# Order matters for people who read the result; @layer decides it for the browser.
STYLE_ORDER = (
    "tokens",
    "base",
    "layout",
    "components",
    "forms",
    "tables",
    "charts",
    "utilities",
    "print",
)
SCRIPT_ORDER = (
    "dom",
    "queue",
    "csrf",
    "htmx",
    "dialog",
    "copy",
    "drop",
    "sift",
    "draft",
    "retry",
    "countdown",
    "menu",
    "offline",
)

IMPORT = re.compile(r'^import [^\n]*? from "[^"]+";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function|const|class)", re.MULTILINE)
COMMENT_LINE = re.compile(r"^\s*//[^\n]*\n", re.MULTILINE)
BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def build(target: Path) -> list[Path]:
    """Write `suluh.css` and `suluh.js` into the folder `target`; the files written."""
    target.mkdir(parents=True, exist_ok=True)
    written = {"suluh.css": stylesheet(), "suluh.js": script()}
    for name, content in written.items():
        (target / name).write_text(content, encoding="utf-8")
    return [target / name for name in written]


def stylesheet() -> str:
    """All styles in one, minified where the minifier is installed."""
    source = "\n".join((STYLES / f"{name}.css").read_text(encoding="utf-8") for name in STYLE_ORDER)
    return _minified(source)


def script() -> str:
    """All modules in one, in the order in which they need each other."""
    parts = [(SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPT_ORDER]
    return "".join(_joined(part) for part in parts)


def _joined(source: str) -> str:
    """One module without imports, exports, comment lines and indentation."""
    bare = EXPORT.sub("", IMPORT.sub("", source))
    lines = (line.strip() for line in COMMENT_LINE.sub("", bare).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _minified(source: str) -> str:
    try:
        import lightningcss
    except ImportError:
        return re.sub(r"\n\s*", "\n", BLOCK_COMMENT.sub("", source)).strip() + "\n"
    return lightningcss.process_stylesheet(source, minify=True)
