"""Signed claims fit a QR and refuse every alteration."""

import base64
import json
import zlib
from datetime import date, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.errors import UnsupportedAlgorithmError

from suluh.standards import claims as module
from suluh.standards.claims import ClaimKey, Claims, ClaimsError, ClaimSigner, ClaimVerifier

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
CLAIMS = Claims(
    id="01JD8Q5T0V3M1W8Z6K2R7X9ABC",
    name="Dr. H. Budi Santoso Kusumawijaya, S.Sos., M.Si.",
    nip_tail="2001",
    title="ASN Belajar Seri 47: Transformasi Digital Pelayanan Publik di Daerah Kepulauan",
    jp=400,
    organiser="BPSDM Provinsi Contoh",
    issued_on=date(2026, 9, 24),
    number="800.2.4.1/0047/BPSDM/IX/2026",
    revision=1,
    log_origin="jp.suluh.example/2026",
    leaf_index=123456,
    commitment="b1" * 32,
)
SMALL = Claims("a", "Budi", "", "Seri 1", 0, "BPSDM", date(2026, 1, 1))
SIGNER = ClaimSigner("c2026", KEY)
VERIFIER = ClaimVerifier({"c2026": ClaimKey(KEY.public_key())})


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(header: bytes, payload: bytes) -> str:
    """A token whose signature is right, whatever it says."""
    body = f"{encode(header)}.{encode(payload)}"
    return f"{body}.{encode(KEY.sign(body.encode()))}"


def packed(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


HEADER = b'{"alg":"EdDSA","kid":"c2026","zip":"DEF"}'


@pytest.mark.parametrize("claims", [CLAIMS, SMALL])
def test_claims_come_back_as_signed(claims: Claims) -> None:
    token = SIGNER.sign(claims)

    assert VERIFIER.verify(token) == claims
    url = module.verification_url("https://suluh.example/", token)
    assert url == f"https://suluh.example/v#{token}"
    assert module.token_in(f" {url} ") == token


def test_full_claims_fit_the_intended_qr() -> None:
    url = module.verification_url("https://suluh.example.go.id", SIGNER.sign(CLAIMS))

    assert len(url) <= 560


def test_claims_too_long_for_a_qr_are_refused() -> None:
    noise = "".join(chr(0x4E00 + number * 7) for number in range(600))

    with pytest.raises(ValueError, match="too long"):
        SIGNER.sign(Claims("a", noise, "", "t", 0, "o", date(2026, 1, 1)))


@settings(max_examples=1000)
@given(st.data())
def test_no_altered_token_is_accepted(data: st.DataObject) -> None:
    token = SIGNER.sign(CLAIMS)
    place = data.draw(st.integers(0, len(token) - 1))
    kind = data.draw(st.sampled_from(["replace", "drop", "insert", "cut"]))
    letter = data.draw(st.sampled_from("ABCxyz019-_.=é").filter(lambda c: c != token[place]))
    forged = {
        "replace": token[:place] + letter + token[place + 1 :],
        "drop": token[:place] + token[place + 1 :],
        "insert": token[:place] + letter + token[place:],
        "cut": token[:place],
    }[kind]

    with pytest.raises(ClaimsError):
        VERIFIER.verify(forged)


def test_parts_of_two_tokens_do_not_mix() -> None:
    one, other = SIGNER.sign(CLAIMS).split("."), SIGNER.sign(SMALL).split(".")

    with pytest.raises(ClaimsError) as refusal:
        VERIFIER.verify(".".join((one[0], other[1], one[2])))
    assert str(refusal.value) == module.BAD_SIGNATURE


@pytest.mark.parametrize(
    "header",
    [
        b'{"alg":"none","kid":"c2026","zip":"DEF"}',
        b'{"alg":"HS256","kid":"c2026","zip":"DEF"}',
        b'{"alg":"Ed25519","kid":"c2026","zip":"DEF"}',
        b'{"alg":"EdDSA","kid":"c2026"}',
        b'{"alg":"EdDSA","kid":7,"zip":"DEF"}',
        b'{"alg":"EdDSA","kid":"c2026","zip":"DEF","crit":["x"]}',
        b"[]",
        b"no json",
    ],
)
def test_other_headers_are_refused(header: bytes) -> None:
    payload = packed(json.dumps(module.to_payload(SMALL)).encode())

    with pytest.raises(ClaimsError) as refusal:
        VERIFIER.verify(signed(header, payload))
    assert str(refusal.value) == module.MALFORMED


@pytest.mark.parametrize("kid", ["c2025", "../../c2026", ""])
def test_unknown_and_revoked_keys_are_named(kid: str) -> None:
    header = json.dumps({"alg": "EdDSA", "kid": kid, "zip": "DEF"}).encode()

    with pytest.raises(ClaimsError) as refusal:
        VERIFIER.verify(signed(header, packed(b"{}")))
    assert str(refusal.value) == module.UNKNOWN_KEY


def test_a_stolen_key_id_does_not_help() -> None:
    with pytest.raises(ClaimsError) as refusal:
        VERIFIER.verify(ClaimSigner("c2026", OTHER).sign(CLAIMS))
    assert str(refusal.value) == module.BAD_SIGNATURE


@pytest.mark.parametrize(
    "payload",
    [
        b"not deflate",
        packed(b"{}") + b"x",
        packed(b"[" * 100_000),
        packed(b"{}")[:-1],
        packed(b"\xff"),
    ],
)
def test_signed_rubbish_is_refused(payload: bytes) -> None:
    with pytest.raises(ClaimsError):
        VERIFIER.verify(signed(HEADER, payload))


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": None},
        {"d": "kemarin"},
        {"d": 5},
        {"jp": -1},
        {"jp": "400"},
        {"nip": "197401012002121001"},
        {"nm": 5},
        {"x": "asing"},
        {"r": 0},
    ],
)
def test_signed_claims_of_another_shape_are_refused(change: dict[str, Any]) -> None:
    fields = {**module.to_payload(SMALL), **change}

    with pytest.raises(ClaimsError) as refusal:
        VERIFIER.verify(signed(HEADER, packed(json.dumps(fields).encode())))
    assert str(refusal.value) == module.BAD_CLAIMS


def test_only_one_algorithm_is_known() -> None:
    with pytest.raises(UnsupportedAlgorithmError):
        module.REGISTRY.get_alg("HS256")


def test_missing_claims_are_refused() -> None:
    with pytest.raises(ClaimsError):
        VERIFIER.verify(signed(HEADER, packed(b'{"v":1}')))


def test_bad_key_ids_and_revisions_are_refused() -> None:
    with pytest.raises(ValueError, match="key id"):
        ClaimSigner("../kunci", KEY)
    with pytest.raises(ValueError, match="negative"):
        Claims("a", "b", "", "t", 0, "o", date(2026, 1, 1), revision=-1)


def test_a_key_counts_only_for_certificates_of_its_days() -> None:
    day = CLAIMS.issued_on
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    spans = {(None, None): True, (day, day): True, (after, None): False, (None, before): False}
    for (first, last), accepted in spans.items():
        verifier = ClaimVerifier({"c2026": ClaimKey(KEY.public_key(), first, last)})
        if accepted:
            assert verifier.verify(SIGNER.sign(CLAIMS)) == CLAIMS
            continue
        with pytest.raises(ClaimsError) as refusal:
            verifier.verify(SIGNER.sign(CLAIMS))
        assert str(refusal.value) == module.EXPIRED_KEY


def test_claims_have_one_spelling() -> None:
    payload = packed(json.dumps(module.to_payload(SMALL)).encode())

    with pytest.raises(ClaimsError) as refusal:
        VERIFIER.verify(signed(HEADER, payload))
    assert str(refusal.value) == module.BAD_CLAIMS
