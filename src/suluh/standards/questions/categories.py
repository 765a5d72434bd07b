"""Paths of categories as Moodle writes them: ``$course$/top/Diklat/Ujian A//B``."""

import re

_CONTEXT = re.compile(r"\$[a-z]+\d*\$")
_SLASH = re.compile(r"(?<!/)/(?!/)")


def read_path(text: str) -> tuple[str, ...]:
    """The names from the outermost in, without Moodle's word for where they are kept."""
    names = [
        " ".join(name.replace("//", "/").split()) for name in _SLASH.split(text.strip().strip("/"))
    ]
    if names and _CONTEXT.fullmatch(names[0]):
        names = names[2:] if names[1:2] == ["top"] else names[1:]
    return tuple(name for name in names if name)


def write_path(names: tuple[str, ...]) -> str:
    """The path of these names, kept with the course."""
    return "/".join(("$course$", "top", *(name.replace("/", "//") for name in names)))
