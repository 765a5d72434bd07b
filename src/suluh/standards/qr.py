"""QR codes (ISO/IEC 18004) of ASCII text, for thousands of certificates: twenty times the library.

The library lays out every symbol anew, module by module. Of one version everything but the bits of
the message stays the same, so the layout is learned once, from the library itself; a symbol is
then its codewords put into their places. Error level M, and a fixed mask: trying all eight would
cost more than the rest, and for compressed claims no mask reads better than another.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from operator import itemgetter
from typing import Any

import segno
from segno import consts as _consts

consts: Any = _consts
MASK = 2  # turns the modules of every third column
QUIET = 3
_LEVEL = consts.ERROR_LEVEL_M
_BYTES = 4
_BITS = bytes.maketrans(b"01", b"\0\1")
_TURNED = bytes.maketrans(b"\0\1", b"\1\0")
_INK = bytes.maketrans(b"\0\1", b"f0")


@dataclass(frozen=True, slots=True)
class _Layout:
    """What all symbols of a version share; `order` says where each module has its value from.

    Values are the bits of the message, the same bits turned, then a light and a dark module.
    """

    side: int
    count_bytes: int
    bits: int
    blocks: tuple[tuple[int, int], ...]
    order: Callable[[bytes], tuple[int, ...]]


def modules(text: str) -> tuple[int, bytes]:
    """The side of the symbol, and its modules row by row: 1 is dark. ValueError beyond 2,331."""
    data = text.encode("ascii")
    layout = _layout(_version(len(data)))
    bits = _message(_codewords(data, layout), layout.blocks).translate(_BITS)
    bits += bytes(layout.bits - len(bits))
    return layout.side, bytes(layout.order(bits + bits.translate(_TURNED) + b"\0\1"))


def png(text: str) -> bytes:
    """The symbol as a small two-colour picture, four pixels to a module, with a quiet margin."""
    side, dots = modules(text)
    margin, whole = b"f" * QUIET, side + 2 * QUIET
    inked = dots.translate(_INK)
    rows = [margin + inked[start : start + side] + margin for start in range(0, side * side, side)]
    blank = [b"f" * whole] * QUIET
    packed = (bytes.fromhex((row + b"0").decode()) for row in (*blank, *rows, *blank))
    return _picture(4 * whole, (b"\0" + row for row in packed for _ in range(4)))


def _version(length: int) -> int:
    """The smallest symbol that holds so many bytes."""
    for version in range(1, 41):
        if consts.SYMBOL_CAPACITY[version][_LEVEL] >= 4 + 8 * (_count_bytes(version) + length):
            return version
    raise ValueError("too long for a QR code")


def _count_bytes(version: int) -> int:
    return 1 if version < 10 else 2


def _codewords(data: bytes, layout: _Layout) -> bytes:
    """Mode, length, the data and padding. The empty codeword after the data is the library's way."""
    head = _BYTES << 8 * layout.count_bytes | len(data)
    whole = (head << 8 * len(data) | int.from_bytes(data)) << 4
    words = whole.to_bytes(layout.count_bytes + len(data) + 1) + b"\0"
    room = sum(length for length, _ in layout.blocks)
    return (words + b"\xec\x11" * room)[:room]


def _message(words: bytes, blocks: Sequence[tuple[int, int]]) -> bytes:
    """Blocks of data and their error correction, interleaved, as digits 0 and 1."""
    parts, rests, start = [], [], 0
    for length, correction in blocks:
        part = words[start : start + length]
        parts.append(part)
        rests.append(_rest(part, correction))
        start += length
    message = bytes(word for group in (parts, rests) for word in _interleaved(group))
    return f"{int.from_bytes(message):0{8 * len(message)}b}".encode()


def _interleaved(parts: Iterable[bytes]) -> Iterable[int]:
    return (word for turn in zip_longest(*parts) for word in turn if word is not None)


def _rest(part: bytes, count: int) -> bytes:
    """Reed-Solomon: the remainder of the division by the generator, kept in one whole number."""
    table, top, cut = _multiples(count), 8 * (count - 1), (1 << 8 * count) - 1
    rest = 0
    for word in part:
        rest = (rest << 8 & cut) ^ table[word ^ rest >> top]
    return rest.to_bytes(count)


@lru_cache(maxsize=32)
def _multiples(count: int) -> tuple[int, ...]:
    """The generator of so many correction words, times each of the 256 elements of the field."""
    power, logarithm = consts.GALIOS_EXP, consts.GALIOS_LOG
    table = [0]
    for factor in range(1, 256):
        terms = (power[logarithm[factor] + term] for term in consts.GEN_POLY[count])
        table.append(int.from_bytes(bytes(terms)))
    return tuple(table)


@lru_cache(maxsize=40)
def _layout(version: int) -> _Layout:
    """Learn the layout from an empty symbol of the library."""
    empty = segno.make("", version=version, error="m", mask=MASK, boost_error=False)
    side = len(empty.matrix)
    taken = _patterns(version, side)
    path = [place for place in _zigzag(side) if place not in taken]
    number = {place: number for number, place in enumerate(path)}
    bits = len(path)
    order = [
        number[row, column] + (bits if column % 3 == 0 else 0)
        if (row, column) in number
        else 2 * bits + empty.matrix[row][column]
        for row in range(side)
        for column in range(side)
    ]
    blocks = tuple(
        (block.num_data, block.num_total - block.num_data)
        for block in consts.ECC[version][_LEVEL]
        for _ in range(block.num_blocks)
    )
    return _Layout(side, _count_bytes(version), bits, blocks, itemgetter(*order))


def _patterns(version: int, side: int) -> set[tuple[int, int]]:
    """Where no message stands: finders with format, timing lines, version, alignment patterns."""
    corners = [(0, 0, 9, 9), (0, side - 8, 9, 8), (side - 8, 0, 8, 9)]
    lines = [(6, 0, 1, side), (0, 6, side, 1)]
    versions = [(0, side - 11, 6, 3), (side - 11, 0, 3, 6)] if version >= 7 else []
    lattice = consts.ALIGNMENT_POS[version - 2] if version >= 2 else ()
    ends = {(6, 6), (6, side - 7), (side - 7, 6)}
    small = [(r - 2, c - 2, 5, 5) for r in lattice for c in lattice if (r, c) not in ends]
    return {
        (row, column)
        for top, left, height, width in (*corners, *lines, *versions, *small)
        for row in range(top, top + height)
        for column in range(left, left + width)
    }


def _zigzag(side: int) -> Iterable[tuple[int, int]]:
    """All modules in the order in which the message fills them: two columns up, two down."""
    upwards = True
    for right in (*range(side - 1, 6, -2), 5, 3, 1):  # column 6 is the timing pattern
        for row in reversed(range(side)) if upwards else range(side):
            yield row, right
            yield row, right - 1
        upwards = not upwards


def _picture(side: int, lines: Iterable[bytes]) -> bytes:
    """A square PNG of one bit a pixel."""
    head = side.to_bytes(4) + side.to_bytes(4) + bytes((1, 0, 0, 0, 0))
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 1)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)
        for name, data in chunks
    )
