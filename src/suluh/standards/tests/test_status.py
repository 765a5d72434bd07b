"""The list of withdrawn certificates says for a day what holds, and is ours or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from suluh.standards.claims import ClaimKey, ClaimSigner, ClaimVerifier
from suluh.standards.status import StatusError, StatusList, name_of, read_status, sign_status
from suluh.standards.tests.test_claims import (
    CLAIMS,
    KEY,
    OTHER,
    SIGNER,
    VERIFIER,
    packed,
    signed,
)

HEADER = b'{"alg":"EdDSA","kid":"c2026","typ":"suluh-status","zip":"DEF"}'
DAY = date(2026, 11, 20)
CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=26, max_size=26)


@given(revoked=st.sets(CODES, max_size=20), replaced=st.sets(CODES, max_size=20))
def test_what_is_listed_is_read_back(revoked: set[str], replaced: set[str]) -> None:
    made = StatusList(DAY, frozenset(map(name_of, revoked)), frozenset(map(name_of, replaced)))

    read = read_status(sign_status(made, SIGNER) + "\n", VERIFIER)

    assert read == made
    for code in revoked:
        assert read.state_of(code) == "revoked"
    for code in replaced - revoked:
        assert read.state_of(code) == "replaced"
    assert read.state_of("A" * 25) == "valid"


def test_a_list_and_claims_do_not_pass_for_each_other() -> None:
    empty = StatusList(DAY, frozenset(), frozenset())
    with pytest.raises(StatusError):
        read_status(SIGNER.sign(CLAIMS), VERIFIER)
    with pytest.raises(ValueError, match="kode"):
        VERIFIER.verify(sign_status(empty, SIGNER))


def test_a_list_of_another_key_is_refused() -> None:
    empty = StatusList(DAY, frozenset(), frozenset())
    with pytest.raises(StatusError):
        read_status(sign_status(empty, ClaimSigner("c2026", OTHER)), VERIFIER)
    other = ClaimVerifier({"c2025": ClaimKey(KEY.public_key())})
    with pytest.raises(StatusError):
        read_status(sign_status(empty, SIGNER), other)


GOOD: dict[str, Any] = {"v": 1, "d": "2026-11-20", "x": "", "r": ""}


@pytest.mark.parametrize(
    "change",
    [{"v": 2}, {"d": "kemarin"}, {"d": 5}, {"x": 5}, {"x": "é"}, {"x": "AAAA"}, {"r": "?"},
     {"y": 1}],
)  # fmt: skip
def test_malformed_lists_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(StatusError):
        read_status(signed(HEADER, packed(rfc8785.dumps(GOOD | change))), VERIFIER)
    assert read_status(signed(HEADER, packed(rfc8785.dumps(GOOD))), VERIFIER).as_of == DAY


def test_what_is_no_list_is_refused() -> None:
    for token in ("", "a.b", signed(HEADER, b"rubbish"), signed(HEADER, packed(b"[]"))):
        with pytest.raises(StatusError):
            read_status(token, VERIFIER)
