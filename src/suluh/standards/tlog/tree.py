"""Merkle tree hashing and proofs: RFC 6962 section 2.1, verification after RFC 9162 section 2.1."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
ReadNode = Callable[[int, int], bytes]
"""Gives the hash of the complete subtree ``index`` at ``level`` (level 0 holds the leaf hashes)."""


def leaf_hash(record: bytes) -> bytes:
    """The hash of one record."""
    return hashlib.sha256(b"\x00" + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that appending needs: the size and the roots of the complete subtrees, largest first."""

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if len(self.roots) != self.size.bit_count():
            raise ValueError("a frontier has one root for each bit of its size")

    def append(self, leaf: bytes) -> "Frontier":
        """The frontier with one more leaf hash; O(log n)."""
        roots, carry, size = list(self.roots), leaf, self.size
        while size & 1:
            carry = node_hash(roots.pop(), carry)
            size >>= 1
        return Frontier(self.size + 1, (*roots, carry))

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """The frontier with more leaf hashes."""
        grown = self
        for leaf in leaves:
            grown = grown.append(leaf)
        return grown

    def root(self) -> bytes:
        """The root of the whole tree."""
        if not self.roots:
            return EMPTY_ROOT
        total = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            total = node_hash(left, total)
        return total


class Tree:
    """A tree held in memory with all its complete subtrees; proofs are O(log² n)."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        level, carry = 0, leaf
        while True:
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(carry)
            if len(self._levels[level]) & 1:
                return
            carry = node_hash(self._levels[level][-2], carry)
            level += 1

    def node(self, level: int, index: int) -> bytes:
        """The hash of one complete subtree."""
        return self._levels[level][index]

    def root(self, size: int | None = None) -> bytes:
        """The root of the tree, or of its first ``size`` leaves."""
        return root_of(self.node, _checked_size(self, size))

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """The proof that leaf ``index`` is in the tree of the first ``size`` leaves."""
        return inclusion_proof(self.node, index, _checked_size(self, size))

    def consistency(self, old: int, size: int | None = None) -> tuple[bytes, ...]:
        """The proof that the tree of ``old`` leaves is the beginning of the larger one."""
        return consistency_proof(self.node, old, _checked_size(self, size))


def root_of(read_node: ReadNode, size: int) -> bytes:
    """The root of the first ``size`` leaves."""
    return _subtree(read_node, 0, size) if size else EMPTY_ROOT


def inclusion_proof(read_node: ReadNode, index: int, size: int) -> tuple[bytes, ...]:
    """Hashes from the leaf's sibling up to the root's child (RFC 6962 section 2.1.1)."""
    if not 0 <= index < size:
        raise IndexError("no such leaf in a tree of that size")
    path: list[bytes] = []
    start, count = 0, size
    while count > 1:
        half = _split(count)
        if index - start < half:
            path.append(_subtree(read_node, start + half, count - half))
            count = half
        else:
            path.append(_subtree(read_node, start, half))
            start, count = start + half, count - half
    return tuple(reversed(path))


def consistency_proof(read_node: ReadNode, old: int, new: int) -> tuple[bytes, ...]:
    """The proof of RFC 6962 section 2.1.2 between two sizes."""
    if not 0 < old <= new:
        raise IndexError("a proof runs from a tree that is not empty to one not smaller")
    path: list[bytes] = []
    start, count, rest, known = 0, new, old, True
    while rest != count:
        half = _split(count)
        if rest <= half:
            path.append(_subtree(read_node, start + half, count - half))
            count = half
        else:
            path.append(_subtree(read_node, start, half))
            start, count, rest, known = start + half, count - half, rest - half, False
    if not known:
        path.append(_subtree(read_node, start, count))
    return tuple(reversed(path))


@dataclass(frozen=True, slots=True)
class TreeHead:
    """A tree's size and root."""

    size: int
    root: bytes


def verify_inclusion(leaf: bytes, index: int, *, proof: Sequence[bytes], head: TreeHead) -> bool:
    """Whether the leaf hash is number ``index`` of the tree (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < head.size or not _all_hashes((leaf, *proof)):
        return False
    place, last, total = index, head.size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            total = node_hash(step, total)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            total = node_hash(total, step)
        place, last = place >> 1, last >> 1
    return last == 0 and hmac.compare_digest(total, head.root)


def verify_consistency(old: TreeHead, new: TreeHead, proof: Sequence[bytes]) -> bool:
    """Whether the old tree is the beginning of the new one (RFC 9162 section 2.1.4.2)."""
    if not 0 < old.size <= new.size or not _all_hashes(proof):
        return False
    if old.size == new.size:
        return not proof and hmac.compare_digest(old.root, new.root)
    steps = list(proof)
    if old.size & (old.size - 1) == 0:
        steps.insert(0, old.root)
    if not steps:
        return False
    return _replay(old, new, steps)


def _replay(old: TreeHead, new: TreeHead, steps: list[bytes]) -> bool:
    place, last = old.size - 1, new.size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return (
        last == 0 and hmac.compare_digest(before, old.root) and hmac.compare_digest(after, new.root)
    )


def _subtree(read_node: ReadNode, start: int, count: int) -> bytes:
    """The hash of ``count`` leaves from ``start``, which is aligned as RFC 6962 splits."""
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return read_node(level, start >> level)
    half = _split(count)
    return node_hash(
        _subtree(read_node, start, half), _subtree(read_node, start + half, count - half)
    )


def _split(count: int) -> int:
    """The largest power of two smaller than ``count``."""
    return 1 << ((count - 1).bit_length() - 1)


def _checked_size(tree: Tree, size: int | None) -> int:
    if size is None:
        return len(tree)
    if not 0 <= size <= len(tree):
        raise IndexError("the tree is smaller than that")
    return size


def _all_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
