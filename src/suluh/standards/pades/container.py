"""The CMS container of our seals (RFC 5652, CAdES attributes of RFC 5035) in its only encoding.

Maker and judge share this file: the judge rebuilds the container from the parts that signatures
protect, so everything else, down to the last length byte, has one possible value.
"""

import hashlib
from dataclasses import dataclass

_VERSION_1 = bytes.fromhex("020101")
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_CERTIFICATE = bytes.fromhex("060b2a864886f70d010910022f")
_SEQUENCE, _SET, _OCTETS, _TAG_0 = 0x30, 0x31, 0x04, 0xA0


@dataclass(frozen=True, slots=True)
class Parts:
    """What differs between containers: certificate, its issuer and serial, attributes, signature.

    ``attributes`` is the content of the set, without tag and length.
    """

    certificate: bytes
    issuer_and_serial: bytes
    attributes: bytes
    signature: bytes


def signed_attributes(digest: bytes, certificate: bytes) -> bytes:
    """Content type, message digest and the certificate's hash, as PAdES B-B asks."""
    bound = _tlv(_SEQUENCE, _tlv(_OCTETS, hashlib.sha256(certificate).digest()))
    attributes = (
        _attribute(_CONTENT_TYPE, _DATA),
        _attribute(_MESSAGE_DIGEST, _tlv(_OCTETS, digest)),
        _attribute(_SIGNING_CERTIFICATE, _tlv(_SEQUENCE, _tlv(_SEQUENCE, bound))),
    )
    return b"".join(sorted(attributes))


def to_be_signed(attributes: bytes) -> bytes:
    """The bytes that the signature covers: the attributes under their plain tag."""
    return _tlv(_SET, attributes)


def encode(parts: Parts) -> bytes:
    """The whole container."""
    signer = (
        _VERSION_1
        + _tlv(_SEQUENCE, parts.issuer_and_serial)
        + _SHA256
        + _tlv(_TAG_0, parts.attributes)
        + _ECDSA_SHA256
        + _tlv(_OCTETS, parts.signature)
    )
    body = (
        _VERSION_1
        + _tlv(_SET, _SHA256)
        + _tlv(_SEQUENCE, _DATA)
        + _tlv(_TAG_0, parts.certificate)
        + _tlv(_SET, _tlv(_SEQUENCE, signer))
    )
    return _tlv(_SEQUENCE, _SIGNED_DATA + _tlv(_TAG_0, _tlv(_SEQUENCE, body)))


def _attribute(name: bytes, value: bytes) -> bytes:
    return _tlv(_SEQUENCE, name + _tlv(_SET, value))


def _tlv(tag: int, content: bytes) -> bytes:
    """One DER element."""
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + content
