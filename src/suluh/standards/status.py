"""Status lists: one bit a certificate, after W3C Bitstring Status List (bit 0 is the leftmost)."""

import base64
import binascii
import gzip
import zlib

MAX_BYTES = 8 * 1024 * 1024


class StatusError(ValueError):
    """The list is malformed or the place lies outside it."""


class StatusBits:
    """A fixed number of bits, all clear at first; a set bit means withdrawn."""

    def __init__(self, size: int) -> None:
        if not 0 < size <= MAX_BYTES * 8:
            raise StatusError("a status list has between 1 bit and 8 MiB")
        self.size = size
        self._bits = bytearray((size + 7) // 8)

    def set(self, place: int, *, withdrawn: bool = True) -> None:
        """Mark one certificate withdrawn, or valid again."""
        byte, mask = self._at(place)
        if withdrawn:
            self._bits[byte] |= mask
        else:
            self._bits[byte] &= ~mask & 0xFF

    def is_withdrawn(self, place: int) -> bool:
        """Whether the bit of this certificate is set."""
        byte, mask = self._at(place)
        return bool(self._bits[byte] & mask)

    def count(self) -> int:
        """How many certificates are withdrawn."""
        return int.from_bytes(self._bits).bit_count()

    def encode(self) -> str:
        """The list as multibase base64url of gzip; the same list always gives the same text."""
        packed = gzip.compress(bytes(self._bits), compresslevel=9, mtime=0)
        return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()

    @classmethod
    def decode(cls, text: str) -> "StatusBits":
        """Read a list; raises StatusError. Its size is rounded up to whole bytes."""
        if not text.startswith("u"):
            raise StatusError("a status list starts with u")
        body = text[1:]
        try:
            packed = base64.urlsafe_b64decode(body.encode("ascii") + b"=" * (-len(body) % 4))
            unpacker = zlib.decompressobj(31)
            raw = unpacker.decompress(packed, MAX_BYTES)
        except (UnicodeEncodeError, binascii.Error, zlib.error) as error:
            raise StatusError("the status list cannot be unpacked") from error
        if not unpacker.eof or unpacker.unused_data or not raw:
            raise StatusError("the status list is cut off or too long")
        bits = cls(len(raw) * 8)
        bits._bits[:] = raw
        return bits

    def _at(self, place: int) -> tuple[int, int]:
        if not 0 <= place < self.size:
            raise StatusError("no such place in the status list")
        return place // 8, 0x80 >> place % 8
