"""Reading one letter in a process of its own, with limits: `source target`; 3 where it is broken.

Anybody can write to the address: a letter made to hurt costs this process, and no more.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from suluh.connectors.maildir.mapping import to_json
from suluh.standards.letters.reading import read_letter

MEMORY = 500 * 2**20
SECONDS = 10


def main(arguments: list[str]) -> int:
    """Read the source, write the target."""
    source, target = map(Path, arguments)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        letter = read_letter(source.read_bytes())
    except (MemoryError, ValueError):
        sys.stderr.write("broken")
        return 3
    target.write_text(to_json(letter), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
