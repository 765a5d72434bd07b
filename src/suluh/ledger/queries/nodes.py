"""Hashes of the proof log's tree, read a tile at a time: what proofs are made of.

A tile is 256 hashes side by side at level 0 (leaves) or at a level that is kept (`Node`); levels
between are reckoned from the tile below. The layout is that of C2SP ``tlog-tiles``.
"""

from __future__ import annotations

from django.db import connection

from suluh.standards.tlog import Frontier

HEIGHT = 8
WIDTH = 1 << HEIGHT
_LEAVES = """
SELECT string_agg(hash, ''::bytea ORDER BY index) FROM ledger_leaf
WHERE index >= %(first)s AND index < %(end)s
"""
_NODES = """
SELECT string_agg(hash, ''::bytea ORDER BY index) FROM ledger_node
WHERE level = %(level)s AND index >= %(first)s AND index < %(end)s
"""


class LogNodes:
    """Reads subtree hashes; keeps what it has read or reckoned: use one for one piece of work."""

    def __init__(self) -> None:
        self._tiles: dict[tuple[int, int], bytes] = {}
        self._nodes: dict[tuple[int, int], bytes] = {}

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree; LookupError where the log does not reach so far."""
        known = self._nodes.get((level, index))
        if known is None:
            known = self._nodes[level, index] = self._reckoned(level, index)
        return known

    def _reckoned(self, level: int, index: int) -> bytes:
        inside = level % HEIGHT
        first, length = index << inside, 32 << inside
        place = (level - inside, first // WIDTH)
        start = first % WIDTH * 32
        wanted = self.tile(*place)[start : start + length]
        if len(wanted) != length:  # the tile was not full when it was read: it may have grown
            self._tiles.pop(place)
            wanted = self.tile(*place)[start : start + length]
        if len(wanted) != length:
            raise LookupError(f"the log has no subtree {level}/{index}")
        return root_of_hashes(wanted)

    def tile(self, level: int, index: int) -> bytes:
        """Up to 256 hashes of a kept level, one after the other."""
        place = (level, index)
        if place not in self._tiles:
            values = {"level": level, "first": index * WIDTH, "end": (index + 1) * WIDTH}
            with connection.cursor() as cursor:
                cursor.execute(_NODES if level else _LEAVES, values)
                found = (cursor.fetchone() or (None,))[0]
            self._tiles[place] = bytes(found or b"")
        return self._tiles[place]


def root_of_hashes(hashes: bytes) -> bytes:
    """The root over hashes that stand one after the other."""
    leaves = (hashes[start : start + 32] for start in range(0, len(hashes), 32))
    return Frontier().extend(leaves).root()
